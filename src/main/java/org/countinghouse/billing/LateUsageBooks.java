package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.countinghouse.rating.Exchange;
import org.countinghouse.rating.LateUsage;
import org.countinghouse.rating.RatedLine;
import org.countinghouse.rating.RatingRequest;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Usage that came after its period was billed: it is noticed, and the next invoice of the subscription bills the
 * difference in lines of its own. The closed invoice stays as it is.
 */
final class LateUsageBooks {
    private LateUsageBooks() {}

    /** Invoices of periods whose usage changed since the last look: it came, was corrected, or its import was undone. */
    private static final String CHANGED = """
            with since as (select received_to - interval '10 minutes' as at from late_usage_watch),
                changed as (
                    select e.customer_id, e.occurred_at, e.received_at as at from usage_event e
                    where e.received_at >= (select at from since) and exists (select from invoice)
                    union all
                    select s.customer_id, s.occurred_at, c.corrected_at from usage_correction c
                        join usage_superseded s on s.customer_id = c.customer_id and s.correction_id = c.id
                    where c.corrected_at >= (select at from since)
                    union all
                    select s.customer_id, s.occurred_at, u.undone_at from import_undo u
                        join usage_superseded s on s.undone_batch = u.batch_id
                    where u.undone_at >= (select at from since))
            select distinct i.id, i.subscription_id from changed e join invoice i on i.used_by = e.customer_id
                and i.kind = 'regular' and i.status <> 'void' and e.occurred_at >= i.starts_at and e.occurred_at < i.ends_at
                and e.at > i.created_at - interval '5 minutes'
            """;

    /**
     * A closed period with late usage.
     *
     * @param input what it was rated from last
     * @param last the invoice that billed late usage of it last; 0: none
     * @param prepaid what wallet and credits have paid of the late usage
     * @param noticedAt when it was noticed; what comes meanwhile is noticed again
     */
    record Closed(
            long invoiceId, Instant startsAt, InvoiceInput input, long last, BigDecimal prepaid, Timestamp noticedAt) {
        Closed with(InvoiceInput other, BigDecimal paid) {
            return new Closed(invoiceId, startsAt, other, last, paid, noticedAt);
        }
    }

    /**
     * Looks through what came in since the last time. Usage that is being stored at this moment is looked at again next
     * time, and rated as often as is needed: a difference of nothing gives no line.
     */
    static int notice(Connection connection, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement("insert into late_usage (invoice_id, subscription_id,"
                        + " noticed_at) select id, subscription_id, ?::timestamptz from (" + CHANGED + ") x"
                        + " on conflict (invoice_id) do update set pending = true, noticed_at = excluded.noticed_at");
                var ended = connection.prepareStatement("""
                        update subscription set due_at = '-infinity' where due_at = 'infinity' and id in (
                            select l.subscription_id from late_usage l join invoice i on i.id = l.invoice_id
                                left join invoice c on c.id = i.collected_by
                            where l.pending and i.status <> 'void' and coalesce(i.number, c.number) is not null)""");
                var watch = connection.prepareStatement("update late_usage_watch set received_to = ?")) {
            statement.setTimestamp(1, Timestamp.from(now));
            int noticed = statement.executeUpdate();
            ended.executeUpdate();
            watch.setTimestamp(1, Timestamp.from(now));
            watch.executeUpdate();
            return noticed;
        }
    }

    /** What {@link #notice} would note, and nothing is noted. */
    static Set<Long> unnoticed(Connection connection) throws SQLException {
        return unnoticed(connection, null);
    }

    /** @param customer who used it; null: everybody */
    static Set<Long> unnoticed(Connection connection, @Nullable Long customer) throws SQLException {
        var invoices = new TreeSet<Long>();
        try (var statement = connection.prepareStatement(customer == null ? CHANGED : CHANGED + " and i.used_by = ?")) {
            if (customer != null) {
                statement.setLong(1, customer);
            }
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    invoices.add(rows.getLong(1));
                }
            }
        }
        return invoices;
    }

    /**
     * Final invoices with late usage, by subscription.
     *
     * @param unnoticed invoices that count as noticed
     */
    static Map<Long, List<Closed>> pending(Connection connection, Long[] subscriptions, Set<Long> unnoticed)
            throws SQLException {
        if (unnoticed.isEmpty() && !anyPending(connection, subscriptions)) {
            return Map.of();
        }
        var pending = new HashMap<Long, List<Closed>>();
        try (var statement = connection.prepareStatement("""
                select i.subscription_id, i.id, i.starts_at, l.noticed_at, coalesce(d.input, whole_input(p.request)),
                    coalesce(d.invoice_id, 0)
                from (select invoice_id, noticed_at from late_usage where pending and subscription_id = any (?)
                        union
                        select u.id, coalesce(n.noticed_at, now()) from unnest(?::bigint[]) u(id)
                            left join late_usage n on n.invoice_id = u.id) l
                join invoice i on i.id = l.invoice_id join invoice_input p on p.invoice_id = i.id
                left join invoice c on c.id = i.collected_by
                left join lateral (select s.input, s.invoice_id from late_usage_settled s
                    join invoice n on n.id = s.invoice_id and n.status <> 'void'
                    where s.of_invoice = i.id order by s.invoice_id desc limit 1) d on true
                where i.subscription_id = any (?) and coalesce(i.number, c.number) is not null and i.status <> 'void'
                order by i.starts_at""")) {
            var ids = connection.createArrayOf("bigint", subscriptions);
            statement.setArray(1, ids);
            statement.setArray(2, connection.createArrayOf("bigint", unnoticed.toArray()));
            statement.setArray(3, ids);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    pending.computeIfAbsent(rows.getLong(1), _ -> new ArrayList<>())
                            .add(new Closed(
                                    rows.getLong(2),
                                    rows.getTimestamp(3).toInstant(),
                                    InvoiceInput.read(rows.getString(5)),
                                    rows.getLong(6),
                                    BigDecimal.ZERO,
                                    rows.getTimestamp(4)));
                }
            }
        }
        return pending;
    }

    /** Mostly there is none; to plan the question for it takes the server longer than a run should wait. */
    private static boolean anyPending(Connection connection, Long[] subscriptions) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select from late_usage where pending and subscription_id = any (?) limit 1")) {
            statement.setArray(1, connection.createArrayOf("bigint", subscriptions));
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
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

    /**
     * Says with which invoice closed periods were settled, in the transaction that stores it and has the subscription's
     * row.
     *
     * @throws Failure {@code conflict} when another run has settled them, or they were made void, meanwhile
     */
    static void settle(Connection connection, long invoiceId, List<Closed> closed) throws SQLException {
        try (var settled = connection.prepareStatement("""
                insert into late_usage_settled (invoice_id, of_invoice, input, prepaid)
                select ?, i.id, ?::jsonb, ? from invoice i where i.id = ? and i.status <> 'void' and ? = coalesce((
                    select max(d.invoice_id) from late_usage_settled d join invoice n on n.id = d.invoice_id
                    where d.of_invoice = i.id and n.status <> 'void'), 0)""")) {
            for (Closed each : closed) {
                settled.setLong(1, invoiceId);
                settled.setString(2, each.input().toJson());
                settled.setBigDecimal(3, each.prepaid());
                settled.setLong(4, each.invoiceId());
                settled.setLong(5, each.last());
                if (settled.executeUpdate() == 0) {
                    throw new Failure(
                            "conflict",
                            "Late usage of invoice " + each.invoiceId() + " was billed by another run meanwhile.",
                            "Continue the run: it then bills what is left.");
                }
            }
        }
        done(connection, closed);
    }

    /** Nothing of it is left to bill, until more is noticed. */
    static void done(Connection connection, List<Closed> closed) throws SQLException {
        try (var done = connection.prepareStatement(
                "update late_usage set pending = false where invoice_id = ? and noticed_at = ?")) {
            for (Closed each : closed) {
                done.setLong(1, each.invoiceId());
                done.setTimestamp(2, each.noticedAt());
                done.addBatch();
            }
            done.executeBatch();
        }
    }
}
