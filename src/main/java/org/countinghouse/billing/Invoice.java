package org.countinghouse.billing;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.countinghouse.billing.currency.ExchangeRate;
import org.jspecify.annotations.Nullable;

/**
 * An invoice as stored. Amounts are in {@code currency} at its minor unit and satisfy: sum of lines = subtotal; subtotal
 * - discounts - credits = net; net + tax = total; total - prepaid = due.
 *
 * @param id the database's id
 * @param number null until final
 * @param customerId the database's id of the customer
 * @param customer the customer's external id
 * @param usedBy whose usage it bills; another one than the customer when its parent pays
 * @param period local days in the subscription's time zone
 * @param plan null when it is of no subscription: it has lines by hand only
 * @param planVersion 0 without a plan
 * @param kind what it was made for, as stored
 * @param exchange the rate at which it was issued, when the seller's books are in another currency
 * @param priced the rate at which its prices, in another currency, were exchanged
 * @param purchaseOrder the customer's own number for it; empty when there is none
 * @param note text for the customer; empty when there is none
 * @param revision moves with every change
 * @param problems usage that could not be priced, each with its number of events
 * @param lines empty when they were not asked for
 * @param sections of an invoice for several subscriptions, with its lines; empty of every other one
 */
public record Invoice(
        long id,
        @Nullable String number,
        long customerId,
        String customer,
        String customerName,
        User usedBy,
        InvoiceStatus status,
        BillingPeriod period,
        String currency,
        BigDecimal subtotal,
        BigDecimal discounts,
        BigDecimal credits,
        BigDecimal net,
        BigDecimal tax,
        BigDecimal total,
        BigDecimal prepaid,
        BigDecimal due,
        @Nullable String plan,
        int planVersion,
        @Nullable Long subscriptionId,
        String kind,
        Instant createdAt,
        @Nullable LocalDate issuedOn,
        @Nullable LocalDate dueOn,
        @Nullable ExchangeRate exchange,
        @Nullable ExchangeRate priced,
        String purchaseOrder,
        String note,
        int revision,
        List<Problem> problems,
        List<Line> lines,
        List<Tax> taxes,
        List<Section> sections) {

    public Invoice {
        problems = List.copyOf(problems);
        lines = List.copyOf(lines);
        taxes = List.copyOf(taxes);
        sections = List.copyOf(sections);
    }

    /** It bills usage of a period that goes on, because it passed a threshold. */
    public boolean progressive() {
        return kind.equals(InvoiceKind.PROGRESSIVE.code());
    }

    /** It bills several subscriptions, each in a section of its own. */
    public boolean consolidated() {
        return !sections.isEmpty();
    }

    /** The section that a line stands in; null for a line of the invoice itself. */
    public @Nullable Section section(Line line) {
        return sections.stream()
                .filter(section -> section.holds(line.position()))
                .findFirst()
                .orElse(null);
    }

    /**
     * The lines of one subscription.
     *
     * @param number from one
     * @param plan its code
     * @param period that it bills; lines say where they are owed for other days
     * @param firstLine position of its first line; it has none when this is after {@code lastLine}
     * @param net sum of its lines, before tax
     * @param priced the rate at which its prices, in another currency, were exchanged
     */
    public record Section(
            int number,
            long subscriptionId,
            User usedBy,
            String plan,
            String planName,
            int planVersion,
            BillingPeriod period,
            int firstLine,
            int lastLine,
            BigDecimal net,
            @Nullable ExchangeRate priced) {
        public boolean holds(int position) {
            return position >= firstLine && position <= lastLine;
        }
    }

    /** @param customer external id */
    public record User(long id, String customer, String name) {}

    /** The customer pays for somebody else's usage. */
    public boolean paidForAnother() {
        return usedBy.id() != customerId;
    }

    /**
     * Usage that no charge priced.
     *
     * @param accepted a person let it go, see {@link UsageProblems}
     */
    public record Problem(String code, String message, long events, boolean accepted) {}

    /**
     * A line in the shape of the rating result.
     *
     * @param charge code of the fee or charge
     * @param meter code of the meter; null for lines without usage
     * @param group values of the group-by properties, an object
     * @param exact amount before rounding
     * @param explanation the derivation, a list of steps
     * @param service days for which it is owed; null: the invoice's own
     */
    public record Line(
            int position,
            String kind,
            @Nullable String charge,
            @Nullable String meter,
            String name,
            JsonNode group,
            BigDecimal quantity,
            String unit,
            BigDecimal exact,
            BigDecimal amount,
            BigDecimal discount,
            BigDecimal credit,
            BigDecimal net,
            JsonNode explanation,
            @Nullable BillingPeriod service) {
        /** A person wrote it. */
        public boolean byHand() {
            return kind.equals("manual");
        }
    }

    /** One tax of the invoice: rate in percent, on the base. */
    public record Tax(String code, BigDecimal rate, BigDecimal base, BigDecimal amount, String reason) {}

    /**
     * The tax in the currency of the seller's books: each tax by itself at the rate of issue, as the tax report has it.
     * Null where the books are in the invoice's own currency.
     */
    public @Nullable BigDecimal taxInBooks() {
        return exchange == null
                ? null
                : taxes.stream().map(each -> exchange.of(each.amount())).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The rates at which prices were exchanged: its own, or those of its sections, each once. */
    public List<ExchangeRate> pricedAt() {
        return Stream.concat(
                        Stream.ofNullable(priced),
                        sections.stream().map(Section::priced).filter(Objects::nonNull))
                .distinct()
                .toList();
    }

    /** One line of JSON, amounts as text; see the command-line reference. */
    public String toJson(boolean withLines) {
        return InvoiceJson.write(this, withLines);
    }
}
