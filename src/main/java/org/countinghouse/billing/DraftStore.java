package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.countinghouse.rating.RatingResult;
import org.jspecify.annotations.Nullable;

/**
 * Stores drafts, many at a time. The unique index on subscription, period and kind decides when two runs draft the same
 * invoice; the subscription's row, taken first, decides between a run and a change.
 */
final class DraftStore {
    private final Connection connection;
    private final Timestamp asOf;
    private final RatingTerms terms;

    /**
     * @param asOf before the usage was read: what came later is late
     * @param terms what is shared with other drafts
     */
    DraftStore(Connection connection, Instant asOf, RatingTerms terms) {
        this.connection = connection;
        this.asOf = Timestamp.from(asOf);
        this.terms = terms;
    }

    /**
     * Takes the rows of subscriptions until the end of the transaction.
     *
     * @return ids of those that are no longer as they were read: their figures are not to be stored
     */
    Set<Long> changed(List<DueSubscription> subscriptions) throws SQLException {
        var revisions = new HashMap<Long, Integer>();
        subscriptions.forEach(due -> revisions.put(due.id(), due.revision()));
        var changed = new HashSet<Long>(revisions.keySet());
        try (var statement = connection.prepareStatement(
                "select id, revision from subscription where id = any (?) order by id for no key update")) {
            statement.setArray(
                    1, connection.createArrayOf("bigint", revisions.keySet().toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (rows.getInt(2) == revisions.getOrDefault(rows.getLong(1), -1)) {
                        changed.remove(rows.getLong(1));
                    }
                }
            }
        }
        List<Long> same = subscriptions.stream()
                .map(DueSubscription::id)
                .filter(id -> !changed.contains(id))
                .toList();
        Map<Long, List<BilledFees>> fees = BilledFees.of(connection, same);
        Map<Long, List<ProgressiveBill>> progressive = ProgressiveBill.of(connection, same);
        for (DueSubscription due : subscriptions) {
            if (!due.fees().equals(fees.getOrDefault(due.id(), List.of()))
                    || !due.progressive().equals(progressive.getOrDefault(due.id(), List.of()))) {
                changed.add(due.id());
            }
        }
        return changed;
    }

    /**
     * Stores drafts; returns those that no other run has drafted meanwhile.
     *
     * @param runId null: of no billing run
     */
    List<RatedSubscription> add(@Nullable Long runId, List<RatedSubscription> drafts) throws SQLException {
        if (drafts.isEmpty()) {
            return drafts;
        }
        List<Long> ids = ids(drafts.size());
        Set<Long> stored = invoices(runId, drafts, ids);
        var added = new ArrayList<RatedSubscription>();
        var parts = new DraftParts(terms);
        for (int index = 0; index < drafts.size(); index++) {
            if (stored.contains(ids.get(index))) {
                RatedSubscription draft = drafts.get(index);
                parts.add(ids.get(index), draft);
                added.add(draft);
            }
        }
        parts.store(connection, asOf);
        for (int index = 0; index < drafts.size(); index++) {
            if (stored.contains(ids.get(index)) && !drafts.get(index).late().isEmpty()) {
                LateUsageBooks.settle(
                        connection, ids.get(index), drafts.get(index).late());
            }
        }
        return added;
    }

    private List<Long> ids(int count) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select nextval('countinghouse.invoice_id_seq') from generate_series(1, ?)")) {
            statement.setInt(1, count);
            var ids = new ArrayList<Long>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                }
            }
            return ids;
        }
    }

    /** All with one statement; an id that is not returned was drafted by another run. */
    private Set<Long> invoices(@Nullable Long runId, List<RatedSubscription> drafts, List<Long> ids)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into invoice (id, billing_entity_id, customer_id, used_by, subscription_id, billing_run_id, plan_version_id,
                    kind, status, period_from, period_to, starts_at, ends_at, currency, subtotal, discounts, credits, net, tax,
                    total, prepaid, due, problems, priced_in, price_rate, price_rate_day, price_rate_source, created_at)
                overriding system value
                select id, entity, payer, customer, subscription, ?, version, kind, 'draft', from_day, to_day, starts, ends, currency,
                    subtotal, discounts, credits, net, tax, total, prepaid, due, problems::jsonb, priced_in, price_rate,
                    price_rate_day, price_rate_source, ?
                from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::date[], ?::date[],
                    ?::timestamptz[], ?::timestamptz[], ?::text[], ?::numeric[], ?::numeric[], ?::numeric[],
                    ?::numeric[], ?::numeric[], ?::numeric[], ?::numeric[], ?::numeric[], ?::text[],
                    ?::text[], ?::numeric[], ?::date[], ?::text[])
                    d(id, entity, payer, customer, subscription, version, kind, from_day, to_day, starts, ends, currency, subtotal,
                    discounts, credits, net, tax, total, prepaid, due, problems, priced_in, price_rate, price_rate_day,
                    price_rate_source)
                on conflict (subscription_id, starts_at, kind) where status <> 'void' and kind <> 'progressive' do nothing
                returning id""")) {
            statement.setObject(1, runId, Types.BIGINT);
            statement.setTimestamp(2, asOf);
            var columns = new Columns(statement, drafts, 2);
            statement.setArray(3, connection.createArrayOf("bigint", ids.toArray()));
            columns.skip();
            columns.set("bigint", draft -> draft.due().billingEntityId());
            columns.set("bigint", draft -> draft.due().payerId());
            columns.set("bigint", draft -> draft.due().customerId());
            columns.set("bigint", draft -> draft.due().id());
            columns.set("bigint", DraftStore::version);
            columns.set("text", draft -> draft.kind().code());
            columns.set("date", draft -> draft.period().days().from().toString());
            columns.set("date", draft -> draft.period().days().to().toString());
            columns.set("timestamptz", draft -> draft.period().startsAt().toString());
            columns.set("timestamptz", draft -> draft.period().endsAt().toString());
            columns.set("text", draft -> draft.result().currency().getCode());
            for (Function<RatingResult, BigDecimal> amount : AMOUNTS) {
                columns.set("numeric", draft -> amount.apply(draft.result()));
            }
            columns.set("text", draft -> RatingDocuments.problems(draft.result()));
            columns.priced("text", priced -> priced.currency().getCode());
            columns.priced("numeric", priced -> priced.exchange().rate());
            columns.priced("date", priced -> priced.exchange().day().toString());
            columns.priced("text", priced -> priced.exchange().source());
            var stored = new HashSet<Long>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    stored.add(rows.getLong(1));
                }
            }
            return stored;
        }
    }

    static final List<Function<RatingResult, BigDecimal>> AMOUNTS = List.of(
            RatingResult::subtotal,
            RatingResult::discounts,
            RatingResult::credits,
            RatingResult::net,
            RatingResult::tax,
            RatingResult::total,
            RatingResult::prepaid,
            RatingResult::due);

    /** The version at the period's end: the one that the next period goes on with. */
    private static long version(RatedSubscription draft) {
        return draft.due().history().on(draft.period().days().to().minusDays(1)).version();
    }

    /** Binds one array a column. */
    private static final class Columns {
        private final PreparedStatement statement;
        private final List<RatedSubscription> drafts;
        private int at;

        Columns(PreparedStatement statement, List<RatedSubscription> drafts, int at) {
            this.statement = statement;
            this.drafts = drafts;
            this.at = at;
        }

        void skip() {
            at++;
        }

        void priced(String type, Function<RatingResult.Priced, Object> value) throws SQLException {
            set(type, draft -> {
                RatingResult.Priced priced = draft.result().priced();
                return priced == null ? null : value.apply(priced);
            });
        }

        void set(String type, Function<RatedSubscription, @Nullable Object> value) throws SQLException {
            @Nullable Object[] values = drafts.stream().map(value).toArray();
            statement.setArray(++at, statement.getConnection().createArrayOf(type, DraftParts.typed(type, values)));
        }
    }

    /** Notes when subscriptions are due next; those that changed meanwhile are looked at again anyway. */
    void dueNext(Map<Long, Instant> next) throws SQLException {
        if (next.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement("""
                update subscription s set due_at = n.due_at
                from unnest(?::bigint[], ?::timestamptz[]) n(id, due_at) where s.id = n.id""")) {
            statement.setArray(
                    1, connection.createArrayOf("bigint", next.keySet().toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "timestamptz",
                            next.values().stream()
                                    .map(time -> time.equals(Instant.MAX) ? "infinity" : time.toString())
                                    .toArray()));
            statement.executeUpdate();
        }
    }
}
