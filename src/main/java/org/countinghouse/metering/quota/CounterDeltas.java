package org.countinghouse.metering.quota;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;

/** Adds up what counters gain and lose, and writes it in one statement, in the order in which all writers lock them. */
final class CounterDeltas {
    private final Map<Place, Sum> sums = new HashMap<>();
    private final Map<Long, StandingLimit> limits = new HashMap<>();

    /** One counter. */
    private record Place(long limitId, String subject, Instant startsAt) {}

    /** What a counter gains: by events, and reserved. */
    private static final class Sum {
        private final Span span;
        private BigDecimal used = BigDecimal.ZERO;
        private BigDecimal held = BigDecimal.ZERO;

        Sum(Span span) {
            this.span = span;
        }
    }

    /** A counter that was written, before and after, undivided. */
    record Written(StandingLimit limit, String subject, Span span, BigDecimal before, BigDecimal total) {}

    void use(StandingLimit limit, String subject, Instant time, BigDecimal quantity) {
        Sum sum = sum(limit, subject, time);
        sum.used = sum.used.add(quantity);
    }

    void hold(StandingLimit limit, String subject, Instant time, BigDecimal amount) {
        Sum sum = sum(limit, subject, time);
        sum.held = sum.held.add(amount);
    }

    private Sum sum(StandingLimit limit, String subject, Instant time) {
        limits.put(limit.id(), limit);
        Span span = limit.frame().at(time);
        return sums.computeIfAbsent(new Place(limit.id(), subject, span.startsAt()), _ -> new Sum(span));
    }

    int size() {
        return sums.size();
    }

    /** Writes what was added since the last call, in the connection's transaction. */
    List<Written> write(Connection connection) throws SQLException {
        var written = new ArrayList<Written>(sums.size());
        if (sums.isEmpty()) {
            return written;
        }
        try (var statement = connection.prepareStatement("""
                insert into quota_counter (customer_id, limit_id, subject, starts_at, counts_until, used, held)
                select * from unnest(?::bigint[], ?::bigint[], ?::text[], ?::timestamptz[], ?::timestamptz[],
                    ?::numeric[], ?::numeric[]) as delta (customer_id, limit_id, subject, starts_at, counts_until,
                    used, held)
                order by customer_id, limit_id, subject, starts_at
                on conflict (customer_id, limit_id, subject, starts_at) do update
                set used = quota_counter.used + excluded.used, held = quota_counter.held + excluded.held
                returning limit_id, subject, starts_at, counts_until, used + held""")) {
            bind(statement);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    written.add(written(rows));
                }
            }
        }
        sums.clear();
        return written;
    }

    private Written written(ResultSet row) throws SQLException {
        StandingLimit limit = Objects.requireNonNull(limits.get(row.getLong(1)));
        Instant startsAt = row.getTimestamp(3).toInstant();
        Sum gain = Objects.requireNonNull(sums.get(new Place(limit.id(), row.getString(2), startsAt)));
        BigDecimal total = row.getBigDecimal(5);
        return new Written(
                limit, row.getString(2), gain.span, total.subtract(gain.used).subtract(gain.held), total);
    }

    private void bind(PreparedStatement statement) throws SQLException {
        var all = List.copyOf(sums.entrySet());
        bind(
                statement,
                1,
                "bigint",
                all,
                (place, _) ->
                        Objects.requireNonNull(limits.get(place.limitId())).customerId());
        bind(statement, 2, "bigint", all, (place, _) -> place.limitId());
        bind(statement, 3, "text", all, (place, _) -> place.subject());
        bind(statement, 4, "timestamptz", all, (_, sum) -> time(sum.span.startsAt()));
        bind(statement, 5, "timestamptz", all, (_, sum) -> time(sum.span.countsUntil()));
        bind(statement, 6, "numeric", all, (_, sum) -> sum.used);
        bind(statement, 7, "numeric", all, (_, sum) -> sum.held);
    }

    private static void bind(
            PreparedStatement statement,
            int index,
            String type,
            List<Map.Entry<Place, Sum>> all,
            BiFunction<Place, Sum, Object> value)
            throws SQLException {
        Object[] values = all.stream()
                .map(each -> value.apply(each.getKey(), each.getValue()))
                .toArray();
        statement.setArray(index, statement.getConnection().createArrayOf(type, values));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
