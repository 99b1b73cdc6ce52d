package org.countinghouse.documents;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Everything an invoice says, ready to be set on paper. All amounts are in {@code currency}, already rounded and
 * already adding up: a document never calculates, so it cannot disagree with the books.
 *
 * @param language {@code en} or {@code de}; a country part is ignored
 * @param number the invoice number; null while the invoice is a draft
 * @param issueDate null while the invoice is a draft
 * @param dueDate null while the invoice is a draft
 * @param currency ISO 4217
 * @param paymentTerms one paragraph; empty when there is nothing to say
 * @param notes one paragraph each
 * @param sections of an invoice for several subscriptions; empty of every other one
 * @param books the tax in the currency of the seller's books, where that is another one (EN 16931, BT-6 and BT-111)
 */
public record InvoiceDocument(
        Locale language,
        @Nullable String number,
        Status status,
        @Nullable LocalDate issueDate,
        @Nullable LocalDate dueDate,
        Period period,
        String currency,
        Seller seller,
        Buyer buyer,
        List<Line> lines,
        List<Section> sections,
        Totals totals,
        List<Tax> taxes,
        String paymentTerms,
        List<String> notes,
        @Nullable Books books) {

    public InvoiceDocument {
        lines = List.copyOf(lines);
        sections = List.copyOf(sections);
        taxes = List.copyOf(taxes);
        notes = List.copyOf(notes);
    }

    /** An invoice of one subscription, or of none. */
    public InvoiceDocument(
            Locale language,
            @Nullable String number,
            Status status,
            @Nullable LocalDate issueDate,
            @Nullable LocalDate dueDate,
            Period period,
            String currency,
            Seller seller,
            Buyer buyer,
            List<Line> lines,
            Totals totals,
            List<Tax> taxes,
            String paymentTerms,
            List<String> notes,
            @Nullable Books books) {
        this(
                language,
                number,
                status,
                issueDate,
                dueDate,
                period,
                currency,
                seller,
                buyer,
                lines,
                List.of(),
                totals,
                taxes,
                paymentTerms,
                notes,
                books);
    }

    /**
     * Lines that belong to one subscription. Sections follow each other from the first line on; what is left are lines of
     * the invoice itself.
     *
     * @param name of the plan
     * @param subscription by which the seller knows it
     * @param usedBy whose usage it is; empty when it is the buyer's own
     * @param lines number of its lines
     * @param subtotal before tax
     */
    public record Section(
            String name, long subscription, Period period, String usedBy, int lines, BigDecimal subtotal) {}

    /** Where an invoice is in its life; the names are those stored with the invoice, in upper case. */
    public enum Status {
        DRAFT,
        IN_REVIEW,
        APPROVED,
        FINAL,
        SENT,
        PAID,
        OVERDUE,
        VOID,
        UNCOLLECTIBLE,
        COLLECTED;

        /** Whether the invoice may still change, so that its document must say that it is a draft. */
        public boolean draft() {
            return this == DRAFT || this == IN_REVIEW || this == APPROVED || this == COLLECTED;
        }
    }

    /**
     * What is owed to the tax office, in the currency of the seller's books.
     *
     * @param currency ISO 4217
     * @param rate units of it for one of the document's currency
     * @param day of the rate
     * @param source for example {@code ECB}
     */
    public record Books(String currency, BigDecimal rate, LocalDate day, String source, BigDecimal tax) {}

    /**
     * The days billed, half open as everywhere in the books; the document shows the last day instead of the end.
     *
     * @param from first day
     * @param until the day after the last day
     */
    public record Period(LocalDate from, LocalDate until) {
        public Period {
            if (!until.isAfter(from)) {
                throw new IllegalArgumentException("The period " + from + " to " + until + " has no days.");
            }
        }

        LocalDate lastDay() {
            return until.minusDays(1);
        }
    }

    /**
     * @param taxId empty when there is none
     * @param email empty when there is none
     * @param bankDetails one line each, for example the bank, the IBAN and the BIC
     */
    public record Seller(String name, List<String> addressLines, String taxId, String email, List<String> bankDetails) {
        public Seller {
            addressLines = List.copyOf(addressLines);
            bankDetails = List.copyOf(bankDetails);
        }
    }

    /**
     * @param customerId the id by which the buyer is known to the seller
     * @param taxId empty when there is none
     */
    public record Buyer(String name, List<String> addressLines, String customerId, String taxId) {
        public Buyer {
            addressLines = List.copyOf(addressLines);
        }
    }

    /**
     * @param group what the line covers within its charge, for example {@code model gpt-4, region eu}; may be empty
     * @param quantity shown with all its digits
     * @param unit what is counted, in words; may be empty
     * @param unitPrice price of one unit with all its digits; null when no single price explains the amount
     * @param amount before discounts, credits and tax
     */
    public record Line(
            String name,
            String group,
            BigDecimal quantity,
            String unit,
            @Nullable BigDecimal unitPrice,
            BigDecimal amount) {}

    /**
     * The sums of the invoice; {@code discounts}, {@code credits} and {@code prepaid} are positive and subtracted.
     *
     * @param net {@code subtotal - discounts - credits}
     * @param total {@code net + tax}
     * @param due {@code total - prepaid}
     */
    public record Totals(
            BigDecimal subtotal,
            BigDecimal discounts,
            BigDecimal credits,
            BigDecimal net,
            BigDecimal tax,
            BigDecimal total,
            BigDecimal prepaid,
            BigDecimal due) {}

    /**
     * @param label name of the tax, for example {@code VAT}
     * @param ratePercent 19 for 19 %
     * @param base net amount the rate applies to
     * @param note reason of an exemption or a reverse charge; usually empty
     */
    public record Tax(String label, BigDecimal ratePercent, BigDecimal base, BigDecimal amount, String note) {}
}
