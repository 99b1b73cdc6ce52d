package org.countinghouse.metering;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.LocalDate;
import java.time.YearMonth;
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
        return store(batchId, PreparedEvents.of(batchId, events));
    }

    /** As above. Of many events all may well be new: taking their keys untried costs a third of looking. */
    Stored store(long batchId, PreparedEvents prepared) throws SQLException {
        List<CheckedEvent> events = prepared.events();
        ensurePartitions(
                prepared.rows().keySet().stream().map(month -> month.atDay(1)).collect(Collectors.toSet()));
        if (events.size() >= MANY && !repeatsSeen && copyKeys(prepared.keys())) {
            storeAll(prepared);
            return new Stored(prepared.ownKeys().keySet(), Set.of());
        }
        var keys = new NewKeys(connection, events, prepared.keys());
        repeatsSeen |= keys.taken().size() < events.size();
        if (keys.taken().equals(prepared.ownKeys())) {
            storeAll(prepared);
        } else if (!keys.taken().isEmpty()) {
            storeSome(batchId, events, keys.taken());
        }
        return new Stored(keys.taken().keySet(), keys.conflicts());
    }

    private void storeAll(PreparedEvents prepared) throws SQLException {
        copyEvents(prepared.rows());
        counting.add(prepared.events(), prepared.readings());
        counting.write();
    }

    private void storeSome(long batchId, List<CheckedEvent> events, Map<Long, UUID> keys) throws SQLException {
        var kept = events.stream().filter(each -> keys.containsKey(each.line())).toList();
        copyEvents(PreparedEvents.rows(batchId, kept, each -> keys.getOrDefault(each.line(), each.key())));
        for (CheckedEvent each : kept) {
            counting.add(each);
        }
        counting.write();
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

    /** Straight into the partitions: the parent has row-level security, which COPY refuses. */
    private void copyEvents(Map<YearMonth, CopyRows> partitions) throws SQLException {
        for (var partition : partitions.entrySet()) {
            // As ensure_usage_partitions names them.
            YearMonth month = partition.getKey();
            String table = "usage_event_%04d_%02d".formatted(month.getYear(), month.getMonthValue());
            partition.getValue().send(connection, table + COPIED);
        }
    }
}
