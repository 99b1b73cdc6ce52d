package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an invoice has billed of the fees in advance of one period.
 *
 * @param kind of the invoice
 * @param startsAt of the period; of a subscription's first one, its start
 * @param turn 0 for the first invoice that billed something of the period, and so on
 * @param standing false when the invoice is void
 */
record BilledFees(InvoiceKind kind, Instant startsAt, Instant endsAt, int turn, boolean standing, List<FeeItem> items) {
    BilledFees {
        items = List.copyOf(items);
    }

    /** Of subscriptions, by their ids; all that there are, since changes may make a billed period longer or shorter. */
    static Map<Long, List<BilledFees>> of(Connection connection, Collection<Long> subscriptions) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select f.subscription_id, f.kind, f.starts_at, f.ends_at, f.turn, f.standing, f.fees
                from billed_fee f
                where f.subscription_id = any (?) order by f.subscription_id, f.starts_at, f.turn""")) {
            statement.setArray(1, connection.createArrayOf("bigint", subscriptions.toArray()));
            var found = new HashMap<Long, List<BilledFees>>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.computeIfAbsent(rows.getLong(1), _ -> new ArrayList<>())
                            .add(new BilledFees(
                                    InvoiceKind.of(rows.getString(2)),
                                    rows.getTimestamp(3).toInstant(),
                                    rows.getTimestamp(4).toInstant(),
                                    rows.getInt(5),
                                    rows.getBoolean(6),
                                    FeeItem.read(rows.getString(7))));
                }
            }
            return found;
        }
    }

    /** What stands of a period, fee by fee: what was given back is taken off. */
    static Map<FeeItem.Key, FeeItem> standing(List<BilledFees> billed, Instant startsAt) {
        var standing = new LinkedHashMap<FeeItem.Key, FeeItem>();
        for (BilledFees each : billed) {
            if (each.standing && each.startsAt.equals(startsAt)) {
                for (FeeItem item : each.items) {
                    standing.merge(
                            item.key(),
                            item,
                            (before, more) ->
                                    before.with(more.to(), before.amount().add(more.amount())));
                }
            }
        }
        return standing;
    }

    /** The turn of the next invoice that bills something of a period. */
    static int nextTurn(List<BilledFees> billed, Instant startsAt) {
        return billed.stream()
                .filter(each -> each.startsAt.equals(startsAt))
                .mapToInt(each -> each.turn + 1)
                .max()
                .orElse(0);
    }

    /** What stands of a period in all. */
    static BigDecimal sum(Map<FeeItem.Key, FeeItem> items) {
        return items.values().stream().map(FeeItem::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
