package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.countinghouse.rating.RatingResult;
import org.jspecify.annotations.Nullable;

/**
 * Puts the drafts of a run together, in the transaction that stores them: what a payer gets at once is there as a whole or
 * not at all. What comes later (a subscription that could not be billed before) joins the draft as long as it is one.
 */
final class DraftCollection {
    private final Connection connection;
    private final long runId;
    private final Timestamp asOf;

    DraftCollection(Connection connection, long runId, Instant asOf) {
        this.connection = connection;
        this.runId = runId;
        this.asOf = Timestamp.from(asOf);
    }

    /** Of what changed while it was rated nothing is stored, and nothing of what goes on an invoice with it. */
    static void widen(Set<Long> changed, List<DueSubscription> subscriptions) {
        Set<Long> payers = subscriptions.stream()
                .filter(each -> each.together() && changed.contains(each.id()))
                .map(DueSubscription::payerId)
                .collect(Collectors.toSet());
        subscriptions.stream()
                .filter(each -> each.together() && payers.contains(each.payerId()))
                .forEach(each -> changed.add(each.id()));
    }

    /** @param together groups of drafts that this run has stored */
    void collect(List<Consolidation> together) throws SQLException {
        if (together.isEmpty()) {
            return;
        }
        Map<String, Long> ids = stored(together);
        // All at once: one after the other, two workers might each wait for terms of the other.
        RatingTerms.store(
                connection,
                together.stream()
                        .map(each -> Consolidation.input(each.parts(), List.of()))
                        .toList());
        var sorted = together.stream()
                .sorted(Comparator.comparingLong(each -> each.key().payerId()))
                .toList();
        for (Consolidation each : sorted) {
            lock(each.key().payerId());
            List<InvoicePart> parts = each.parts().stream()
                    .map(part -> part.withId(Objects.requireNonNull(
                            ids.get(name(part.subscriptionId(), part.kind().code(), part.startsAt())))))
                    .toList();
            Long open = open(each.key());
            if (open == null) {
                make(each.key(), parts);
            } else {
                join(open, parts);
            }
        }
    }

    /** Two runs at once do not both begin a payer's invoice. */
    private void lock(long payerId) throws SQLException {
        try (var statement = connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
            statement.setString(1, "countinghouse.one-invoice." + payerId);
            statement.execute();
        }
    }

    private Map<String, Long> stored(List<Consolidation> together) throws SQLException {
        Object[] subscriptions = together.stream()
                .flatMap(each -> each.parts().stream())
                .map(InvoicePart::subscriptionId)
                .distinct()
                .toArray();
        try (var statement = connection.prepareStatement("""
                select id, subscription_id, kind, starts_at from invoice
                where subscription_id = any (?) and billing_run_id = ? and status = 'draft' and collected_by is null""")) {
            statement.setArray(1, connection.createArrayOf("bigint", subscriptions));
            statement.setLong(2, runId);
            var ids = new HashMap<String, Long>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    ids.put(
                            name(
                                    row.getLong(2),
                                    row.getString(3),
                                    row.getTimestamp(4).toInstant()),
                            row.getLong(1));
                }
            }
            return ids;
        }
    }

    private static String name(long subscription, String kind, Instant startsAt) {
        return subscription + " " + kind + " " + startsAt;
    }

    /** The draft that takes such parts. */
    private @Nullable Long open(Consolidation.Key key) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select id from invoice where kind = 'consolidated' and status = 'draft' and customer_id = ?
                    and billing_entity_id = ? and currency = ? and ends_at = ? order by id for no key update""")) {
            statement.setLong(1, key.payerId());
            statement.setLong(2, key.billingEntityId());
            statement.setString(3, key.currency());
            statement.setTimestamp(4, Timestamp.from(key.moment()));
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    InvoiceInput input =
                            OpenDraft.read(connection, row.getLong(1)).input();
                    if (Consolidation.Taxing.of(input.parts().getFirst()).equals(key.taxing())) {
                        return row.getLong(1);
                    }
                }
            }
            return null;
        }
    }

    private void make(Consolidation.Key key, List<InvoicePart> parts) throws SQLException {
        InvoiceInput input = Consolidation.input(parts, List.of());
        RatingResult result = input.rate(true);
        long id = insert(key, parts, result);
        var stored = new DraftParts();
        stored.add(id, input, result);
        stored.store(connection, asOf);
        StoredParts.place(connection, id, parts);
    }

    /** Lines by hand that it has stay. */
    private void join(long id, List<InvoicePart> more) throws SQLException {
        var draft = OpenDraft.lock(connection, id, null);
        var parts = new ArrayList<>(StoredParts.of(connection, id));
        parts.addAll(more);
        InvoiceInput input = Consolidation.input(parts, draft.input().manual());
        draft.store(connection, input, input.rate(true));
        StoredParts.place(connection, id, parts);
        try (var statement = connection.prepareStatement("""
                update invoice i set period_from = p.first, period_to = p.last
                from (select min(period_from) as first, max(period_to) as last from invoice where collected_by = ?) p
                where i.id = ?""")) {
            statement.setLong(1, id);
            statement.setLong(2, id);
            statement.executeUpdate();
        }
    }

    /** It covers no time itself: its parts do. */
    private long insert(Consolidation.Key key, List<InvoicePart> parts, RatingResult result) throws SQLException {
        LocalDate from = parts.stream()
                .map(part -> part.days().from())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        LocalDate to = parts.stream()
                .map(part -> part.days().to())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        try (var statement = connection.prepareStatement("""
                insert into invoice (billing_entity_id, customer_id, used_by, billing_run_id, kind, status, period_from,
                    period_to, starts_at, ends_at, currency, subtotal, discounts, credits, net, tax, total, prepaid, due,
                    created_at)
                values (?, ?, ?, ?, ?, 'draft', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""")) {
            int at = 0;
            statement.setLong(++at, key.billingEntityId());
            statement.setLong(++at, key.payerId());
            statement.setLong(++at, key.payerId());
            statement.setLong(++at, runId);
            statement.setString(++at, InvoiceKind.CONSOLIDATED.code());
            statement.setObject(++at, from);
            statement.setObject(++at, to);
            statement.setTimestamp(++at, Timestamp.from(key.moment()));
            statement.setTimestamp(++at, Timestamp.from(key.moment()));
            statement.setString(++at, key.currency());
            for (var amount : DraftStore.AMOUNTS) {
                statement.setBigDecimal(++at, amount.apply(result));
            }
            statement.setTimestamp(++at, asOf);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
