package org.countinghouse.metering;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Stores a batch of events exactly once: the keys that are new decide which events are kept, and only those are added to
 * the hourly readings, all in the caller's transaction. Rows are written in the order of their keys, so that importers
 * at work at the same time wait for each other and never in a circle.
 */
final class UsageStore {
    private final Connection connection;
    private final Set<LocalDate> months = new HashSet<>();
    private final Counting counting;

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
        stage(events);
        Set<Long> kept = keep(batchId);
        if (kept.size() < events.size() && takeNextKeys()) {
            kept.addAll(keep(batchId));
        }
        addReadings(events, kept);
        return new Stored(kept, kept.size() == events.size() ? Set.of() : conflicts());
    }

    private void ensurePartitions(List<CheckedEvent> events) throws SQLException {
        var missing = new HashSet<LocalDate>();
        for (CheckedEvent each : events) {
            var month = LocalDate.ofInstant(each.event().time(), ZoneOffset.UTC).withDayOfMonth(1);
            if (months.add(month)) {
                missing.add(month);
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

    private void stage(List<CheckedEvent> events) throws SQLException {
        execute("""
                create temp table if not exists staged_event (line bigint, customer_id bigint, key uuid,
                    payload_hash uuid, occurred_at timestamptz, event_id text, event text, quantity numeric,
                    properties jsonb) on commit delete rows""");
        execute("truncate staged_event");
        var rows = new CopyRows();
        for (CheckedEvent each : events) {
            UsageEvent event = each.event();
            rows.field(each.line())
                    .field(each.customerId())
                    .field(each.key())
                    .field(each.payloadHash())
                    .field(event.time())
                    .field(event.id())
                    .field(event.event())
                    .field(event.quantity() == null ? null : event.quantity().toPlainString())
                    .field(event.properties().canonical())
                    .endRow();
        }
        rows.send(connection, "staged_event");
    }

    private Set<Long> keep(long batchId) throws SQLException {
        var kept = new HashSet<Long>();
        try (var statement = connection.prepareStatement("""
                with fresh as (
                    insert into usage_key (customer_id, key, occurred_at, payload_hash)
                    select customer_id, key, occurred_at, payload_hash from staged_event order by customer_id, key
                    on conflict do nothing
                    returning customer_id, key
                ), stored as (
                    insert into usage_event (customer_id, occurred_at, key, event_id, event, quantity, properties,
                        batch_id, received_at)
                    select customer_id, occurred_at, key, event_id, event, quantity, properties, ?, now()
                    from staged_event join fresh using (customer_id, key)
                )
                select line from staged_event join fresh using (customer_id, key)""")) {
            statement.setLong(1, batchId);
            try (var lines = statement.executeQuery()) {
                while (lines.next()) {
                    kept.add(lines.getLong(1));
                }
            }
        }
        return kept;
    }

    /**
     * Events whose import was undone may come in again under the next key of their id.
     *
     * @return true when there are such events
     */
    private boolean takeNextKeys() throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate("""
                            update staged_event s set key = r.next_key from (
                                select distinct on (customer_id, key) customer_id, key, next_key from usage_released
                                join staged_event using (customer_id, key)
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
                        select s.line from staged_event s join usage_key k using (customer_id, key)
                        where k.payload_hash <> s.payload_hash""");
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                lines.add(rows.getLong(1));
            }
        }
        return Set.copyOf(lines);
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
