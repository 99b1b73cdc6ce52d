package org.countinghouse.metering;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds an event by its client's id, with all that corrections made of it. */
final class EventVersions {
    /**
     * An id's first key, and one more for each time that its import was undone; from each a chain of amendments. The
     * latest key that was never used again has no row.
     */
    private static final String SELECT = """
            with recursive known as (
                select ?::uuid as key, 0 as generation
                union all
                select next_key, generation from usage_released where customer_id = ? and key = ?
            ), chain as (
                select n.generation, 0 as step, k.key, k.occurred_at from known n
                join usage_key k on k.customer_id = ? and k.key = n.key
                union all
                select c.generation, c.step + 1, s.next_key, c.occurred_at from chain c
                join usage_superseded s on s.customer_id = ? and s.occurred_at = c.occurred_at and s.key = c.key
                where s.next_key is not null
            )
            select c.key, c.occurred_at, e.event, e.quantity, coalesce(e.properties, '{}')::text,
                coalesce(e.batch_id, 0),
                b.id, b.kind, b.corrected_by, b.corrected_at, b.reason,
                f.id, f.kind, f.corrected_by, f.corrected_at, f.reason,
                s.undone_batch, 'undo', coalesce(u.undone_by, ''), coalesce(u.undone_at, now()),
                coalesce(u.reason, '')
            from chain c
            left join usage_event e on e.customer_id = ? and e.occurred_at = c.occurred_at and e.key = c.key
            left join usage_superseded s on s.customer_id = ? and s.occurred_at = c.occurred_at and s.key = c.key
            left join usage_correction b on b.customer_id = ? and b.event_key = c.key
            left join usage_correction f on f.customer_id = ? and f.id = s.correction_id
            left join import_undo u on u.batch_id = s.undone_batch
            order by c.generation, c.step""";

    private EventVersions() {}

    /** All versions from the first to the last; empty when there never was such an event. */
    static List<EventVersion> of(Connection connection, long customerId, String eventId) throws SQLException {
        var root = new Hashes().of(eventId);
        try (var statement = connection.prepareStatement(SELECT)) {
            statement.setObject(1, root);
            statement.setLong(2, customerId);
            statement.setObject(3, root);
            for (int parameter = 4; parameter <= 9; parameter++) {
                statement.setLong(parameter, customerId);
            }
            var versions = new ArrayList<EventVersion>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    versions.add(version(row));
                }
            }
            return versions;
        }
    }

    private static EventVersion version(ResultSet row) throws SQLException {
        return new EventVersion(
                row.getObject(1, java.util.UUID.class),
                row.getTimestamp(2).toInstant(),
                row.getString(3),
                row.getBigDecimal(4),
                row.getString(5),
                row.getLong(6),
                fact(row, 7),
                fact(row, 12),
                fact(row, 17));
    }

    private static EventVersion.@Nullable Fact fact(ResultSet row, int column) throws SQLException {
        long id = row.getLong(column);
        return row.wasNull()
                ? null
                : new EventVersion.Fact(
                        id,
                        row.getString(column + 1),
                        row.getString(column + 2),
                        row.getTimestamp(column + 3).toInstant(),
                        row.getString(column + 4));
    }
}
