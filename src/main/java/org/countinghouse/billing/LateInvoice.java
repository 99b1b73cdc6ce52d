package org.countinghouse.billing;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.countinghouse.billing.late.LateClaim;
import org.countinghouse.billing.late.LateDifference;
import org.countinghouse.billing.late.LateRules;
import org.countinghouse.billing.late.OpenAmounts;
import org.jspecify.annotations.Nullable;

/**
 * An invoice that is or was overdue, with what is needed to say what is owed for that.
 *
 * @param settledOn the day on which nothing stayed open; null: something does
 * @param standing what stands billed or waived
 * @param turns how often anything was billed or waived, also what stands no longer
 * @param held nothing is billed for it now
 * @param taxedAs tax category of what was billed last and stands; null: outside the scope of VAT, or nothing was
 */
record LateInvoice(
        long id,
        String number,
        long customerId,
        String customer,
        String customerName,
        long sellerId,
        String currency,
        InvoiceStatus status,
        LocalDate dueOn,
        OpenAmounts open,
        @Nullable LocalDate settledOn,
        List<LateDifference.Taken> standing,
        int turns,
        boolean held,
        @Nullable String taxedAs) {
    private static final String SELECT = """
            select i.id, i.number, i.customer_id, c.external_id, c.name, i.billing_entity_id, i.currency, i.status, i.due_on, i.due,
                (select jsonb_agg(jsonb_build_array(s.day, s.amount::text) order by s.day) from (
                    select p.received_on as day, p.amount from invoice_payment p where p.invoice_id = i.id
                        and not exists (select from invoice_payment_reversal r where r.invoice_payment_id = p.id)
                    union all select n.issued_on, n.to_receivable from credit_note n
                        where n.invoice_id = i.id and n.to_receivable <> 0) s),
                (select jsonb_agg(jsonb_build_array(h.from_day, h.to_day, h.fee::text, h.percent::text,
                        h.interest::text) order by h.turn)
                    from late_charge h where h.invoice_id = i.id and h.standing),
                (select coalesce(max(h.turn), 0) from late_charge h where h.invoice_id = i.id),
                exists (select from late_fee_hold d where d.invoice_id = i.id and d.ended_at is null),
                (select h.tax_category from late_charge h where h.invoice_id = i.id and h.standing
                    and h.billed_by is not null order by h.turn desc limit 1)
            from invoice i join customer c on c.id = i.customer_id
            """;

    /** Invoices by id, ordered by seller, currency and number. */
    static List<LateInvoice> of(Connection connection, Collection<Long> ids) throws SQLException {
        try (var statement = connection.prepareStatement(
                SELECT + "where i.id = any (?) order by i.billing_entity_id, i.currency, i.due_on, i.number")) {
            statement.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            var found = new ArrayList<LateInvoice>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(read(rows));
                }
            }
            return found;
        }
    }

    private static LateInvoice read(ResultSet row) throws SQLException {
        String currency = row.getString(7);
        BigDecimal left = Amounts.exact(row.getBigDecimal(10), currency);
        var open = new OpenAmounts(left);
        LocalDate last = null;
        for (JsonNode each : array(row.getString(11))) {
            LocalDate day = LocalDate.parse(each.get(0).asText());
            BigDecimal amount = Amounts.exact(new BigDecimal(each.get(1).asText()), currency);
            open.settle(day, amount);
            left = left.subtract(amount);
            last = day;
        }
        var standing = new ArrayList<LateDifference.Taken>();
        for (JsonNode each : array(row.getString(12))) {
            standing.add(new LateDifference.Taken(
                    LocalDate.parse(each.get(0).asText()),
                    LocalDate.parse(each.get(1).asText()),
                    Amounts.exact(new BigDecimal(each.get(2).asText()), currency),
                    Amounts.exact(new BigDecimal(each.get(3).asText()), currency),
                    Amounts.exact(new BigDecimal(each.get(4).asText()), currency)));
        }
        return new LateInvoice(
                row.getLong(1),
                Objects.requireNonNullElse(row.getString(2), ""),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                currency,
                InvoiceStatus.of(row.getString(8)),
                // A draft has no such day, and owes nothing for being late.
                Objects.requireNonNullElse(row.getObject(9, LocalDate.class), LocalDate.MAX.minusDays(1)),
                open,
                left.signum() <= 0 ? last : null,
                standing,
                row.getInt(13),
                row.getBoolean(14),
                row.getString(15));
    }

    private static JsonNode array(@Nullable String json) {
        return BillingJson.read(json == null ? "[]" : json);
    }

    /** All that is owed for its lateness until a day; a void or abandoned one owes nothing. */
    LateClaim claim(LateRules rules, LocalDate until) {
        return status == InvoiceStatus.VOID || status == InvoiceStatus.UNCOLLECTIBLE
                ? LateClaim.NONE
                : LateClaim.of(rules, open, dueOn, last(until), Amounts.scale(currency));
    }

    /** The last day that can bear interest. */
    LocalDate last(LocalDate until) {
        return settledOn != null && settledOn.isBefore(until) ? settledOn : until;
    }

    LateDifference difference(LateClaim claim) {
        return LateDifference.of(claim, standing, Amounts.scale(currency));
    }

    /** Whether enough days have gone by since the last bill. */
    boolean mature(LateClaim claim, LocalDate until) {
        if (standing.isEmpty() || settledOn != null || claim.terms() == null) {
            return true;
        }
        LocalDate billed = standing.stream()
                .map(LateDifference.Taken::to)
                .max(LocalDate::compareTo)
                .orElseThrow();
        return !billed.plusDays(claim.terms().everyDays()).isAfter(until);
    }
}
