package org.countinghouse.documents;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Everything a credit note says, ready to be set on paper. Amounts are in {@code currency}, above zero where something is
 * credited, already rounded and already adding up.
 *
 * @param language {@code en} or {@code de}; a country part is ignored
 * @param invoiceNumber of the invoice that it corrects (EN 16931, BT-25)
 * @param invoiceIssued null when not known
 * @param total {@code net + tax = toReceivable + toWallet}
 * @param toReceivable what need not be paid any more
 * @param toWallet what was paid already and is kept for the buyer
 * @param taxNotes reasons of an exemption or a reverse charge
 * @param books the tax in the currency of the seller's books, where that is another one
 */
public record CreditNoteDocument(
        Locale language,
        String number,
        LocalDate issueDate,
        String invoiceNumber,
        @Nullable LocalDate invoiceIssued,
        String currency,
        InvoiceDocument.Seller seller,
        InvoiceDocument.Buyer buyer,
        List<Line> lines,
        List<Tax> taxes,
        BigDecimal net,
        BigDecimal tax,
        BigDecimal total,
        BigDecimal toReceivable,
        BigDecimal toWallet,
        String reason,
        List<String> taxNotes,
        InvoiceDocument.@Nullable Books books) {
    public CreditNoteDocument {
        lines = List.copyOf(lines);
        taxes = List.copyOf(taxes);
        taxNotes = List.copyOf(taxNotes);
    }

    /**
     * @param group what the line covers within its charge; may be empty
     * @param amount without tax
     */
    public record Line(String name, String group, BigDecimal amount) {}

    /** @param ratePercent 19 for 19 % */
    public record Tax(String label, BigDecimal ratePercent, BigDecimal amount) {}
}
