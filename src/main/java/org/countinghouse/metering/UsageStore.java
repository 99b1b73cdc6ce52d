package org.countinghouse.metering;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Stores a batch of events exactly once: the keys that are new decide which events are kept, and only those are added to
 * the hourly readings, all in the caller's transaction. Rows are written in the order of their keys, so that importers
 * at work at the same time wait for each other and never in a circle.
 */
final class UsageStore {
    private static final String COPIED =
            " (customer_id, occurred_at, key, event_id, event, quantity, properties, batch_id)";

    /** From here on events are first stored as if all were new. */
    private static final int MANY = 1_000;

    private static final String UNIQUE_VIOLATION = "23505";

    private final Connection connection;
    private final Set<LocalDate> months = new HashSet<>();
    private final Counting counting;
    private boolean repeatsSeen;

    UsageStore(Connection connection) {
        this.connection = connection;
        this.counting = new Counting(connection);
    }

    /**
     * What became of a batch.
     *
     * @param kept lines that were new and are stored now
     * @param conflicts lines whose id was stored before with another content
     */
    record Stored(Set<Long> kept, Set<Long> conflicts) {
        long accepted() {
            return kept.size();
        }
    }

    /** Stores what is new of events whose keys are all different. */
    Stored store(long batchId, List<CheckedEvent> events) throws SQLException {
        if (events.size() >= MANY && !repeatsSeen) {
            return store(batchId, PreparedEvents.of(batchId, events));
        }
        ensurePartitions(PreparedEvents.months(events));
        return storeNew(batchId, events);
    }

    /** As above, of many events of which all may well be new: taking their keys untried costs a third of looking. */
    Stored store(long batchId, PreparedEvents prepared) throws SQLException {
        ensurePartitions(
                prepared.rows().keySet().stream().map(month -> month.atDay(1)).collect(Collectors.toSet()));
        if (repeatsSeen || !copyKeys(prepared.keys())) {
            return storeNew(batchId, prepared.events());
        }
        copyEvents(prepared.rows());
        counting.add(prepared.events(), prepared.readings());
        counting.write();
        return new Stored(prepared.ownKeys().keySet(), Set.of());
    }

    private Stored storeNew(long batchId, List<CheckedEvent> events) throws SQLException {
        Map<Long, UUID> keys = keepNew(events);
        var kept = events.stream().filter(each -> keys.containsKey(each.line())).toList();
        copyEvents(PreparedEvents.rows(batchId, kept, each -> keys.getOrDefault(each.line(), each.key())));
        for (CheckedEvent each : kept) {
            counting.add(each);
        }
        counting.write();
        repeatsSeen |= kept.size() < events.size();
        return new Stored(keys.keySet(), kept.size() == events.size() ? Set.of() : conflicts());
    }

    /** True when all keys are new; then they are taken. */
    private boolean copyKeys(CopyRows keys) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            keys.send(connection, "usage_key (customer_id, key, occurred_at, payload_hash)");
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException problem) {
            if (!UNIQUE_VIOLATION.equals(problem.getSQLState())) {
                throw problem;
            }
            connection.rollback(before);
            return false;
        }
    }

    private Map<Long, UUID> keepNew(List<CheckedEvent> events) throws SQLException {
        stageKeys(events);
        Map<Long, UUID> kept = keep();
        if (kept.size() < events.size() && takeNextKeys()) {
            kept.putAll(keep());
        }
        return kept;
    }

    private void ensurePartitions(Set<LocalDate> firstDays) throws SQLException {
        var missing = new TreeSet<>(firstDays);
        missing.removeAll(months);
        if (!missing.isEmpty()) {
            try (var statement = connection.prepareStatement("select ensure_usage_partitions(?)")) {
                statement.setArray(1, connection.createArrayOf("date", missing.toArray()));
                statement.execute();
            }
            months.addAll(missing);
        }
    }

    /** The keys alone: whole events are sent only when they are known to be new. */
    private void stageKeys(List<CheckedEvent> events) throws SQLException {
        StagedRows.ready(
                connection,
                "staged_key",
                "line bigint, customer_id bigint, key uuid, payload_hash uuid, occurred_at timestamptz");
        var rows = new CopyRows(5);
        for (CheckedEvent each : events) {
            rows.row()
                    .number(each.line())
                    .number(each.customerId())
                    .uuid(each.key())
                    .uuid(each.payloadHash())
                    .time(each.event().time());
        }
        rows.send(connection, "staged_key");
    }

    /** Takes the keys that are new. Lines and the keys they got, which are those they came with or the next ones. */
    private Map<Long, UUID> keep() throws SQLException {
        var kept = new HashMap<Long, UUID>();
        try (var statement = connection.prepareStatement("""
                        with fresh as (
                            insert into usage_key (customer_id, key, occurred_at, payload_hash)
                            select customer_id, key, occurred_at, payload_hash from staged_key
                            order by customer_id, key
                            on conflict do nothing
                            returning customer_id, key
                        )
                        select line, key from staged_key join fresh using (customer_id, key)""");
                var lines = statement.executeQuery()) {
            while (lines.next()) {
                kept.put(lines.getLong(1), lines.getObject(2, UUID.class));
            }
        }
        return kept;
    }

    /** Straight into the partitions: the parent has row-level security, which COPY refuses. */
    private void copyEvents(Map<YearMonth, CopyRows> partitions) throws SQLException {
        for (var partition : partitions.entrySet()) {
            // As ensure_usage_partitions names them.
            YearMonth month = partition.getKey();
            String table = "usage_event_%04d_%02d".formatted(month.getYear(), month.getMonthValue());
            partition.getValue().send(connection, table + COPIED);
        }
    }

    /**
     * Events whose import was undone may come in again under the next key of their id.
     *
     * @return true when there are such events
     */
    private boolean takeNextKeys() throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate("""
                            update staged_key s set key = r.next_key from (
                                select distinct on (customer_id, key) customer_id, key, next_key from usage_released
                                join staged_key using (customer_id, key)
                                order by customer_id, key, generation desc) r
                            where s.customer_id = r.customer_id and s.key = r.key""") > 0;
        }
    }

    private Set<Long> conflicts() throws SQLException {
        var lines = new ArrayList<Long>();
        try (var statement = connection.prepareStatement("""
                        select s.line from (select * from staged_key order by customer_id, key) s
                        cross join lateral (select k.payload_hash from usage_key k
                            where k.customer_id = s.customer_id and k.key = s.key limit 1) k
                        where k.payload_hash <> s.payload_hash""");
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                lines.add(rows.getLong(1));
            }
        }
        return Set.copyOf(lines);
    }
}
