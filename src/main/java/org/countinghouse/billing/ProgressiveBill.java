package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An invoice inside a period, and what it billed of the period's usage.
 *
 * @param currency of the invoice; empty where it may not be seen
 * @param number null before it is final, and where it may not be seen
 * @param startsAt first moment of the period
 * @param reached the period's usage when it was made, before tax (with it where prices contain it)
 * @param threshold the largest one that it passed
 * @param standing false: the invoice is void
 * @param prepaid of it by the wallet and credits as usage was recorded
 * @param credited what credit notes gave back of it, charge by charge; above zero
 */
record ProgressiveBill(
        long invoiceId,
        String currency,
        @Nullable String number,
        Instant madeAt,
        Instant startsAt,
        int turn,
        BigDecimal reached,
        BigDecimal threshold,
        boolean standing,
        BigDecimal prepaid,
        List<ProgressiveItem> items,
        Map<String, BigDecimal> credited) {
    ProgressiveBill {
        items = List.copyOf(items);
        credited = Map.copyOf(credited);
    }

    /** Of subscriptions, by their ids, the oldest first. */
    static Map<Long, List<ProgressiveBill>> of(Connection connection, Collection<Long> subscriptions)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                select b.subscription_id, b.invoice_id, i.number, coalesce(i.created_at, b.starts_at), b.starts_at, b.turn,
                    b.reached, b.threshold, b.standing, coalesce(i.prepaid, 0), b.items, (
                        select jsonb_object_agg(charge, amount::text) from (
                            select m.charge, sum(c.amount * %s / m.net) as amount
                            from credit_note n join credit_note_line c on c.credit_note_id = n.id
                                join invoice_line m on m.invoice_id = n.invoice_id and m.position = c.line
                            where n.invoice_id = b.invoice_id and m.kind in ('usage', 'adjustment') and m.net <> 0
                            group by m.charge) x),
                    coalesce(i.currency, '')
                from progressive_bill b left join invoice i on i.id = b.invoice_id
                where b.subscription_id = any (?) order by b.subscription_id, b.starts_at, b.turn""".formatted(CreditedFee.WITH_TAX))) {
            statement.setArray(1, connection.createArrayOf("bigint", subscriptions.toArray()));
            var found = new HashMap<Long, List<ProgressiveBill>>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.computeIfAbsent(rows.getLong(1), _ -> new ArrayList<>())
                            .add(new ProgressiveBill(
                                    rows.getLong(2),
                                    rows.getString(13),
                                    rows.getString(3),
                                    rows.getTimestamp(4).toInstant(),
                                    rows.getTimestamp(5).toInstant(),
                                    rows.getInt(6),
                                    rows.getBigDecimal(7),
                                    rows.getBigDecimal(8),
                                    rows.getBoolean(9),
                                    rows.getBigDecimal(10),
                                    ProgressiveItem.read(rows.getString(11)),
                                    credited(rows.getString(12))));
                }
            }
            return found;
        }
    }

    /** Of the invoices inside periods of subscriptions, by the invoices' ids. */
    static Map<Long, String> currencies(Connection whole, Collection<Long> subscriptions) throws SQLException {
        try (var statement = whole.prepareStatement("""
                select i.id, i.currency from progressive_bill b join invoice i on i.id = b.invoice_id
                where b.subscription_id = any (?)""")) {
            statement.setArray(1, whole.createArrayOf("bigint", subscriptions.toArray()));
            var currencies = new HashMap<Long, String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    currencies.put(rows.getLong(1), rows.getString(2));
                }
            }
            return currencies;
        }
    }

    /** The same, with the currency of an invoice that may not be seen. */
    ProgressiveBill in(String known) {
        return new ProgressiveBill(
                invoiceId, known, number, madeAt, startsAt, turn, reached, threshold, standing, prepaid, items,
                credited);
    }

    private static Map<String, BigDecimal> credited(@Nullable String json) {
        var credited = new HashMap<String, BigDecimal>();
        if (json != null) {
            BillingJson.read(json)
                    .properties()
                    .forEach(each -> credited.put(
                            each.getKey(), new BigDecimal(each.getValue().asText())));
        }
        return credited;
    }

    /** Those of a period that stand; where the schedule changed inside it, those until then. */
    static List<ProgressiveBill> standing(DueSubscription due, DuePeriod period) {
        return due.progressive().stream()
                .filter(each -> each.standing
                        && !each.startsAt.isBefore(period.startsAt())
                        && each.startsAt.isBefore(period.endsAt()))
                .toList();
    }

    /** The turn of the next one in a period. */
    static int nextTurn(DueSubscription due, DuePeriod period) {
        return due.progressive().stream()
                .filter(each -> each.startsAt.equals(period.startsAt()))
                .mapToInt(each -> each.turn + 1)
                .max()
                .orElse(0);
    }

    /** How far the period's usage has been billed: a threshold up to there is not passed again. */
    static BigDecimal reached(List<ProgressiveBill> standing) {
        return standing.stream().map(ProgressiveBill::reached).reduce(BigDecimal.ZERO, BigDecimal::max);
    }

    /** What it comes to before tax. */
    BigDecimal amount() {
        return items.stream().map(ProgressiveItem::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
