package org.countinghouse.metering;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Stores a batch of events exactly once: the keys that are new decide which events are kept, and only those are added to
 * the hourly readings, all in the caller's transaction. Rows are written in the order of their keys, so that importers
 * at work at the same time wait for each other and never in a circle.
 */
final class UsageStore {
    private static final String COPIED =
            " (customer_id, occurred_at, key, event_id, event, quantity, properties, batch_id)";

    /** From here on a batch is first tried without looking for repeats. */
    private static final int MANY = 1_000;

    private static final String UNIQUE_VIOLATION = "23505";

    /** In the order of PostgreSQL, which knows no signs in them. */
    private static final Comparator<CheckedEvent> KEYS = Comparator.comparingLong(CheckedEvent::customerId)
            .thenComparing(each -> each.key().getMostSignificantBits(), Long::compareUnsigned)
            .thenComparing(each -> each.key().getLeastSignificantBits(), Long::compareUnsigned);

    private final Connection connection;
    private final Set<YearMonth> months = new HashSet<>();
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
        ensurePartitions(events);
        boolean allNew = !repeatsSeen && events.size() >= MANY && copyKeys(events);
        Map<Long, UUID> kept = allNew ? ownKeys(events) : keepNew(events);
        copyEvents(batchId, events, kept);
        addReadings(events, kept.keySet());
        repeatsSeen |= kept.size() < events.size();
        return new Stored(kept.keySet(), kept.size() == events.size() ? Set.of() : conflicts());
    }

    /** True when all keys are new: then they are taken, at a third of the cost of looking for each. */
    private boolean copyKeys(List<CheckedEvent> events) throws SQLException {
        var rows = new CopyRows();
        for (CheckedEvent each : events.stream().sorted(KEYS).toList()) {
            rows.field(each.customerId())
                    .field(each.key())
                    .field(each.event().time())
                    .field(each.payloadHash())
                    .endRow();
        }
        Savepoint before = connection.setSavepoint();
        try {
            rows.send(connection, "usage_key (customer_id, key, occurred_at, payload_hash)");
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

    private static Map<Long, UUID> ownKeys(List<CheckedEvent> events) {
        var keys = new HashMap<Long, UUID>();
        events.forEach(each -> keys.put(each.line(), each.key()));
        return keys;
    }

    private Map<Long, UUID> keepNew(List<CheckedEvent> events) throws SQLException {
        stageKeys(events);
        Map<Long, UUID> kept = keep();
        if (kept.size() < events.size() && takeNextKeys()) {
            kept.putAll(keep());
        }
        return kept;
    }

    private void ensurePartitions(List<CheckedEvent> events) throws SQLException {
        var missing = new HashSet<LocalDate>();
        for (CheckedEvent each : events) {
            YearMonth month = month(each.event().time());
            if (months.add(month)) {
                missing.add(month.atDay(1));
            }
        }
        if (!missing.isEmpty()) {
            try (var statement = connection.prepareStatement("select ensure_usage_partitions(?)")) {
                statement.setArray(
                        1,
                        connection.createArrayOf(
                                "date", missing.stream().sorted().toArray()));
                statement.execute();
            }
        }
    }

    /** The keys alone: whole events are sent only when they are known to be new. */
    private void stageKeys(List<CheckedEvent> events) throws SQLException {
        StagedRows.ready(
                connection,
                "staged_key",
                "line bigint, customer_id bigint, key uuid, payload_hash uuid, occurred_at timestamptz");
        var rows = new CopyRows();
        for (CheckedEvent each : events) {
            rows.field(each.line())
                    .field(each.customerId())
                    .field(each.key())
                    .field(each.payloadHash())
                    .field(each.event().time())
                    .endRow();
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
    private void copyEvents(long batchId, List<CheckedEvent> events, Map<Long, UUID> kept) throws SQLException {
        var partitions = new TreeMap<YearMonth, CopyRows>();
        // Neighbours in the index are written one after the other, and lie together for whoever reads a customer's
        // usage.
        var ordered = new ArrayList<>(events);
        ordered.sort(Comparator.comparingLong(CheckedEvent::customerId)
                .thenComparing(each -> each.event().time()));
        for (CheckedEvent each : ordered) {
            UUID key = kept.get(each.line());
            if (key != null) {
                UsageEvent event = each.event();
                partitions
                        .computeIfAbsent(month(event.time()), _ -> new CopyRows())
                        .field(each.customerId())
                        .field(event.time())
                        .field(key)
                        .field(event.id())
                        .field(event.event())
                        .field(
                                event.quantity() == null
                                        ? null
                                        : event.quantity().toPlainString())
                        .field(event.properties().canonical())
                        .field(batchId)
                        .endRow();
            }
        }
        for (var partition : partitions.entrySet()) {
            // As ensure_usage_partitions names them.
            YearMonth month = partition.getKey();
            String table = "usage_event_%04d_%02d".formatted(month.getYear(), month.getMonthValue());
            partition.getValue().send(connection, table + COPIED);
        }
    }

    private static YearMonth month(Instant time) {
        return YearMonth.from(time.atOffset(ZoneOffset.UTC));
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

    private void addReadings(List<CheckedEvent> events, Set<Long> kept) throws SQLException {
        for (CheckedEvent each : events) {
            if (kept.contains(each.line())) {
                counting.add(each);
            }
        }
        counting.write();
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
