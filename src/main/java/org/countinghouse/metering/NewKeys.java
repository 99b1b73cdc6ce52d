package org.countinghouse.metering;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Takes the keys that are new among many, in the caller's transaction. A key that is stored is only looked at, once, in
 * the order of the index; nothing is written for it, and nothing is said of it unless its content is another.
 */
final class NewKeys {
    /**
     * Events whose import was undone may come in again under the next key of their id: that is the one wanted then.
     * Told are the keys as they were staged, of those that are not plain repeats. One that is neither taken nor
     * conflicting was taken by somebody else after this looked.
     */
    private static final String TAKE = """
            with wanted as materialized (
                select s.*, coalesce(case when (select exists (select from usage_released)) then (
                    select r.next_key from usage_released r where r.customer_id = s.customer_id and r.key = s.key
                    order by r.generation desc limit 1) end, s.key) as wanted
                from staged_key s
            ), looked as materialized (
                select w.*, (select k.payload_hash from usage_key k
                    where k.customer_id = w.customer_id and k.key = w.wanted) as stored
                from wanted w
            ), taken as (
                insert into usage_key (customer_id, key, occurred_at, payload_hash)
                select customer_id, wanted, occurred_at, payload_hash from looked where stored is null
                order by customer_id, wanted
                on conflict do nothing
                returning customer_id, key
            )
            select l.customer_id, l.key, l.wanted, t.key is not null, l.stored is not null
            from looked l left join taken t on t.customer_id = l.customer_id and t.key = l.wanted
            where l.stored is distinct from l.payload_hash""";

    private final Connection connection;
    private final Map<Long, UUID> taken = new HashMap<>();
    private final Set<Long> conflicts = new HashSet<>();

    /** @param rows the keys of the events, in the order of the index */
    NewKeys(Connection connection, List<CheckedEvent> events, CopyRows rows) throws SQLException {
        this.connection = connection;
        StagedRows.ready(
                connection, "staged_key", "customer_id bigint, key uuid, occurred_at timestamptz, payload_hash uuid");
        rows.send(connection, "staged_key");
        // Whom somebody else took in the meantime is seen by the next look.
        if (!take(events)) {
            take(events);
        }
    }

    /** Lines of the events whose keys were new, and the keys they got. */
    Map<Long, UUID> taken() {
        return taken;
    }

    /** Lines of the events whose keys were stored before with another content. */
    Set<Long> conflicts() {
        return conflicts;
    }

    /** False when a key was taken by somebody else while this looked. */
    private boolean take(List<CheckedEvent> events) throws SQLException {
        try (var statement = connection.prepareStatement(TAKE);
                var row = statement.executeQuery()) {
            boolean sure = true;
            Map<Key, Long> lines = Map.of();
            while (row.next()) {
                lines = lines.isEmpty() ? lines(events) : lines;
                Long line = lines.get(new Key(row.getLong(1), row.getObject(2, UUID.class)));
                if (line == null) {
                    throw new IllegalStateException("a key was staged that is no event's");
                }
                if (row.getBoolean(4)) {
                    taken.put(line, row.getObject(3, UUID.class));
                } else if (row.getBoolean(5)) {
                    conflicts.add(line);
                } else {
                    sure = false;
                }
            }
            return sure;
        }
    }

    private static Map<Key, Long> lines(List<CheckedEvent> events) {
        return events.stream()
                .collect(Collectors.toMap(
                        (Function<CheckedEvent, Key>) each -> new Key(each.customerId(), each.key()),
                        CheckedEvent::line));
    }

    /** Idempotency key: the customer and the client's id. */
    private record Key(long customerId, UUID id) {}
}
