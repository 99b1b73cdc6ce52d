package org.countinghouse.metering;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells stored events to count no longer, and stores what counts instead. */
final class SupersededEvents {
    private SupersededEvents() {}

    /** @throws org.countinghouse.work.Failure {@code usage.event.changed} when it does not count any more already */
    static void one(
            Connection connection,
            long customerId,
            EventVersion event,
            long correctionId,
            @Nullable UUID nextKey,
            String eventId)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into usage_superseded (customer_id, occurred_at, key, correction_id, next_key)
                values (?, ?, ?, ?, ?) on conflict do nothing""")) {
            statement.setLong(1, customerId);
            statement.setTimestamp(2, Timestamp.from(event.time()));
            statement.setObject(3, event.key());
            statement.setLong(4, correctionId);
            statement.setObject(5, nextKey);
            if (statement.executeUpdate() == 0) {
                throw UsageCorrections.changed(eventId);
            }
        }
    }

    /** Stores the event that counts instead of one of an import; it goes with it when that import is undone. */
    static void insertAmended(Connection connection, CheckedEvent event, UUID key, long batchId) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into usage_event (customer_id, occurred_at, key, event_id, event, quantity, properties,
                    batch_id, received_at)
                values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, now())""")) {
            statement.setLong(1, event.customerId());
            statement.setTimestamp(2, Timestamp.from(event.event().time()));
            statement.setObject(3, key);
            statement.setString(4, event.event().id());
            statement.setString(5, event.event().event());
            statement.setBigDecimal(6, event.event().quantity());
            statement.setString(7, event.event().properties().canonical());
            statement.setLong(8, batchId);
            statement.executeUpdate();
        }
    }

    static EventProperties properties(String stored) throws SQLException {
        try {
            return EventProperties.of(RowRules.object(stored, "properties"));
        } catch (BadRow | UnfitJson unreadable) {
            throw new SQLException("stored properties cannot be read", unreadable);
        }
    }
}
