package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countinghouse.rating.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What an invoice has billed of the fees in advance of one period.
 *
 * @param kind of the invoice
 * @param dueAt moment of the invoice: of fees alone, when they are owed; null when it is not known or does not matter
 * @param startsAt of the period; of a subscription's first one, its start
 * @param turn 0 for the first invoice that billed something of the period, and so on
 * @param standing false when the invoice is void
 * @param credited what credit notes have given back of it
 * @param exchange of the invoice; null: it is in the plan's currency, or not made yet
 */
record BilledFees(
        InvoiceKind kind,
        @Nullable Instant dueAt,
        Instant startsAt,
        Instant endsAt,
        int turn,
        boolean standing,
        List<FeeItem> items,
        List<CreditedFee> credited,
        @Nullable Exchange exchange) {
    BilledFees {
        items = List.copyOf(items);
        credited = List.copyOf(credited);
    }

    /** Of subscriptions, by their ids; all that there are, since changes may make a billed period longer or shorter. */
    static Map<Long, List<BilledFees>> of(Connection connection, Collection<Long> subscriptions) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select f.subscription_id, f.kind, f.starts_at, f.ends_at, f.turn, f.standing, f.fees, (
                        select jsonb_agg(jsonb_build_object('fee', l.charge, 'from', l.service_from, 'to', l.service_to,
                            'amount', (c.amount * %s / m.net)::text) order by n.id, c.line)
                        from invoice p join credit_note n on n.invoice_id = coalesce(p.collected_by, p.id)
                            join credit_note_line c on c.credit_note_id = n.id
                            join invoice_line m on m.invoice_id = n.invoice_id and m.position = c.line
                            join invoice_line l on l.invoice_id = p.id and l.position = c.line - (
                                select count(*) from invoice b join invoice_line x on x.invoice_id = b.id
                                where b.collected_by = p.collected_by and b.section < p.section)
                        where p.id = f.invoice_id and l.kind in ('fee', 'proration')
                            and l.service_from is not null and m.net > 0),
                    case when i.priced_in is not null then i.currency end, i.price_rate::text, i.price_rate_day::text,
                    i.price_rate_source, i.starts_at
                from billed_fee f left join invoice i on i.id = f.invoice_id
                where f.subscription_id = any (?) order by f.subscription_id, f.starts_at, f.turn""".formatted(CreditedFee.WITH_TAX))) {
            statement.setArray(1, connection.createArrayOf("bigint", subscriptions.toArray()));
            var found = new HashMap<Long, List<BilledFees>>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.computeIfAbsent(rows.getLong(1), _ -> new ArrayList<>())
                            .add(new BilledFees(
                                    InvoiceKind.of(rows.getString(2)),
                                    moment(rows.getTimestamp(13)),
                                    rows.getTimestamp(3).toInstant(),
                                    rows.getTimestamp(4).toInstant(),
                                    rows.getInt(5),
                                    rows.getBoolean(6),
                                    FeeItem.read(rows.getString(7)),
                                    CreditedFee.read(rows.getString(8)),
                                    Prepaid.exchange(rows, 9)));
                }
            }
            return found;
        }
    }

    private static @Nullable Instant moment(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    /** What stands of a period, fee by fee: what was given back is taken off. */
    static Map<FeeItem.Key, StandingFee> standing(List<BilledFees> billed, Instant startsAt) {
        var standing = new LinkedHashMap<FeeItem.Key, StandingFee>();
        var before = new HashMap<FeeItem.Key, FeeItem>();
        for (BilledFees each : billed) {
            if (each.startsAt.equals(startsAt)) {
                var credited = new CreditedFee.Rest(each.credited);
                for (FeeItem item : each.items) {
                    BillingPeriod days = item.service(before.put(item.key(), item));
                    if (each.standing) {
                        standing.computeIfAbsent(item.key(), _ -> new StandingFee())
                                .add(item, days, each.exchange, credited.of(item, item.billed(each.exchange), days));
                    }
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
}
