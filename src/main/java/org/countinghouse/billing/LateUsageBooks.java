package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countinghouse.rating.Exchange;
import org.countinghouse.rating.LateUsage;
import org.countinghouse.rating.RatedLine;
import org.countinghouse.rating.RatingRequest;
import org.jspecify.annotations.Nullable;

/**
 * Usage that came after its period was billed: it is noticed, and the next invoice of the subscription bills the
 * difference in lines of its own. The closed invoice stays as it is.
 */
final class LateUsageBooks {
    private LateUsageBooks() {}

    /**
     * A closed period with late usage.
     *
     * @param input what it was rated from last
     * @param noticedAt when it was noticed; what comes meanwhile is noticed again
     */
    record Closed(long invoiceId, Instant startsAt, InvoiceInput input, Timestamp noticedAt) {
        Closed with(InvoiceInput other) {
            return new Closed(invoiceId, startsAt, other, noticedAt);
        }
    }

    /**
     * Looks through what came in since the last time. Usage that is being stored at this moment is looked at again next
     * time, and rated as often as is needed: a difference of nothing gives no line.
     */
    static int notice(Connection connection, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement("""
                        insert into late_usage (invoice_id, subscription_id, noticed_at)
                        select distinct i.id, i.subscription_id, ?::timestamptz
                        from usage_event e join invoice i on i.used_by = e.customer_id and i.kind = 'regular'
                            and i.status <> 'void' and e.occurred_at >= i.starts_at and e.occurred_at < i.ends_at
                            and e.received_at > i.created_at - interval '5 minutes'
                        where e.received_at >= (select received_to - interval '10 minutes' from late_usage_watch)
                            and exists (select from invoice)
                        on conflict (invoice_id) do update set pending = true, noticed_at = excluded.noticed_at""");
                var watch = connection.prepareStatement("update late_usage_watch set received_to = ?")) {
            statement.setTimestamp(1, Timestamp.from(now));
            int noticed = statement.executeUpdate();
            watch.setTimestamp(1, Timestamp.from(now));
            watch.executeUpdate();
            return noticed;
        }
    }

    /** Final invoices with late usage, by subscription. */
    static Map<Long, List<Closed>> pending(Connection connection, Long[] subscriptions) throws SQLException {
        var pending = new HashMap<Long, List<Closed>>();
        try (var statement = connection.prepareStatement("""
                select l.subscription_id, i.id, i.starts_at, l.noticed_at, coalesce((
                    select d.input from late_usage_settled d join invoice n on n.id = d.invoice_id and n.status <> 'void'
                    where d.of_invoice = i.id order by d.invoice_id desc limit 1), whole_input(p.request))
                from late_usage l join invoice i on i.id = l.invoice_id join invoice_input p on p.invoice_id = i.id
                left join invoice c on c.id = i.collected_by
                where l.pending and l.subscription_id = any (?) and coalesce(i.number, c.number) is not null
                    and i.status <> 'void'
                order by i.starts_at""")) {
            statement.setArray(1, connection.createArrayOf("bigint", subscriptions));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    pending.computeIfAbsent(rows.getLong(1), _ -> new ArrayList<>())
                            .add(new Closed(
                                    rows.getLong(2),
                                    rows.getTimestamp(3).toInstant(),
                                    InvoiceInput.read(rows.getString(5)),
                                    rows.getTimestamp(4)));
                }
            }
        }
        return pending;
    }

    /**
     * What the next invoice bills for a closed period that is rated again.
     *
     * @param exchange of the next invoice; the closed period's own goes before it where both lead to one currency
     */
    static List<RatedLine> adjustments(
            InvoiceInput before, InvoiceInput after, RatingRequest.Period period, @Nullable Exchange exchange) {
        List<RatedLine> lines = LateUsage.adjustments(
                untaxed(before).rate(false).lines(), untaxed(after).rate(true), period, LateUsage.Form.DELTA);
        if (exchange == null) {
            return lines;
        }
        RatingRequest first = before.parts().getFirst();
        Exchange closed = first.exchange();
        Exchange at = closed != null && closed.currency().equals(exchange.currency()) ? closed : exchange;
        return lines.stream().map(line -> at.of(line, first.plan().currency())).toList();
    }

    /** The lines as they are before coupons, credits and taxes, which the next invoice has its own of. */
    private static InvoiceInput untaxed(InvoiceInput input) {
        return new InvoiceInput(
                input.parts().stream()
                        .map(part -> RatingRequest.ofReadings(
                                        part.plan(), part.meters(), part.subscription(), part.period(), part.readings())
                                .withUsage(part.usage(), part.readings()))
                        .toList(),
                List.of());
    }

    /** Says with which invoice closed periods were settled, in the transaction that stores it. */
    static void settle(Connection connection, long invoiceId, List<Closed> closed) throws SQLException {
        try (var settled = connection.prepareStatement(
                        "insert into late_usage_settled (invoice_id, of_invoice, input) values (?, ?, ?::jsonb)");
                var done = connection.prepareStatement(
                        "update late_usage set pending = false where invoice_id = ? and noticed_at = ?")) {
            for (Closed each : closed) {
                settled.setLong(1, invoiceId);
                settled.setLong(2, each.invoiceId());
                settled.setString(3, each.input().toJson());
                settled.addBatch();
                done.setLong(1, each.invoiceId());
                done.setTimestamp(2, each.noticedAt());
                done.addBatch();
            }
            settled.executeBatch();
            done.executeBatch();
        }
    }
}
