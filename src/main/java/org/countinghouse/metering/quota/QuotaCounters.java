package org.countinghouse.metering.quota;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

/**
 * Feeds counters with usage that is being stored, in the same transaction. What a call reserved ahead is given back when
 * its event comes, so nothing counts twice. Belongs to one connection and is kept over its transactions.
 */
public final class QuotaCounters {
    /** Limits of so many customers are remembered between batches. */
    private static final int MOST_CUSTOMERS = 100_000;

    private final Connection connection;
    private final Map<Long, List<StandingLimit>> limits = new HashMap<>();
    private final List<Usage> usage = new ArrayList<>();
    private long revision;
    /** True until {@link #write}, with which a transaction ends. */
    private boolean asked;

    public QuotaCounters(Connection connection) {
        this.connection = connection;
    }

    /** What one event adds to one meter. */
    private record Usage(
            long customerId,
            UUID key,
            Instant time,
            String meter,
            BigDecimal quantity,
            Function<String, Optional<String>> property) {}

    /** False when nobody has a limit; then there is nothing to add. Asks the database once per transaction. */
    public boolean wanted() throws SQLException {
        if (asked) {
            return revision != 0;
        }
        QuotaLock.together(connection);
        try (var statement = connection.prepareStatement("select last_value, is_called from quota_revision");
                var row = statement.executeQuery()) {
            row.next();
            long current = row.getBoolean(2) ? row.getLong(1) : 0;
            if (current != revision || limits.size() > MOST_CUSTOMERS) {
                limits.clear();
            }
            revision = current;
            asked = true;
            return current != 0;
        }
    }

    /**
     * Usage that this transaction stores.
     *
     * @param key that stands for the event's id
     * @param quantity what the event adds to the meter; less than nothing when it takes usage back
     * @param property text of one of the event's properties
     */
    public void add(
            long customerId,
            UUID key,
            Instant time,
            String meter,
            BigDecimal quantity,
            Function<String, Optional<String>> property) {
        usage.add(new Usage(customerId, key, time, meter, quantity, property));
    }

    /** How much was added since the last {@link #write}. */
    public int size() {
        return usage.size();
    }

    /** Writes what was added. To be called last in the transaction: calls that reserve wait for these rows. */
    public void write() throws SQLException {
        asked = false;
        if (usage.isEmpty()) {
            return;
        }
        load();
        Instant now = now();
        var deltas = new CounterDeltas();
        for (Usage each : usage) {
            for (StandingLimit limit : of(each.customerId(), each.meter())) {
                if (!each.time().isBefore(limit.countedFrom())) {
                    Subjects.of(limit, each.property())
                            .ifPresent(subject -> deltas.use(limit, subject, each.time(), each.quantity()));
                }
            }
        }
        settle(deltas, now);
        usage.clear();
        new QuotaEvents(connection, now).look(deltas.write(connection));
    }

    /** The database's time, as usage is received by it too. */
    private Instant now() throws SQLException {
        try (var statement = connection.prepareStatement("select now()");
                var row = statement.executeQuery()) {
            row.next();
            return row.getTimestamp(1).toInstant();
        }
    }

    private List<StandingLimit> of(long customerId, String meter) {
        return limits.getOrDefault(customerId, List.of()).stream()
                .filter(limit -> limit.meter().equals(meter))
                .toList();
    }

    private void load() throws SQLException {
        var missing = new TreeSet<Long>();
        for (Usage each : usage) {
            if (!limits.containsKey(each.customerId())) {
                missing.add(each.customerId());
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        missing.forEach(customer -> limits.put(customer, new ArrayList<>()));
        try (var statement = connection.prepareStatement("select " + LimitColumns.STANDING
                + " from quota_limit l where l.customer_id = any (?) and l.in_force and l.countable")) {
            statement.setArray(1, connection.createArrayOf("bigint", missing.toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    StandingLimit limit = LimitColumns.limit(rows);
                    limits.computeIfAbsent(limit.customerId(), _ -> new ArrayList<>())
                            .add(limit);
                }
            }
        }
    }

    /** Gives back what was reserved for these events. */
    private void settle(CounterDeltas deltas, Instant now) throws SQLException {
        var limited = usage.stream()
                .filter(each -> !of(each.customerId(), each.meter()).isEmpty())
                .toList();
        if (limited.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement("""
                with coming as (select * from unnest(?::bigint[], ?::uuid[], ?::text[]) as u (customer_id, key, meter)),
                due as (select h.customer_id, h.key, h.meter_code from coming c join quota_hold h
                    on h.customer_id = c.customer_id and h.key = c.key and h.meter_code = c.meter
                    where h.settled_at is null order by 1, 2, 3 for update of h)
                update quota_hold h set settled_at = ? from due
                where h.customer_id = due.customer_id and h.key = due.key and h.meter_code = due.meter_code
                returning h.customer_id, h.meter_code, h.amount, h.at, h.properties""")) {
            statement.setArray(1, connection.createArrayOf("bigint", column(limited, Usage::customerId)));
            statement.setArray(2, connection.createArrayOf("uuid", column(limited, Usage::key)));
            statement.setArray(3, connection.createArrayOf("text", column(limited, Usage::meter)));
            statement.setTimestamp(4, java.sql.Timestamp.from(now));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    release(Hold.of(rows), of(rows.getLong(1), rows.getString(2)), deltas);
                }
            }
        }
    }

    static void release(Hold hold, List<StandingLimit> limits, CounterDeltas deltas) {
        for (StandingLimit limit : limits) {
            if (!hold.at().isBefore(limit.countedFrom())) {
                Subjects.of(limit, hold::property)
                        .ifPresent(subject -> deltas.hold(
                                limit, subject, hold.at(), hold.amount().negate()));
            }
        }
    }

    private static Object[] column(List<Usage> usage, Function<Usage, Object> value) {
        return usage.stream().map(value).toArray();
    }
}
