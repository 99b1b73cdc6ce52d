package org.countinghouse.metering;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.countinghouse.catalog.Meter;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Progress;

/**
 * Works hourly readings out again from the stored events: needed when a meter is new or changed while events of its type
 * are already there. All in one transaction; running imports wait or are told to start again.
 */
public final class RollupRebuild {
    private static final int FLUSH_AT = 50_000;
    private static final int FETCHED = 10_000;

    private final Database database;

    public RollupRebuild(Database database) {
        this.database = database;
    }

    /**
     * Rebuilds the readings of some meters.
     *
     * @return how many events contribute to them
     */
    public long run(Collection<Meter> meters, Progress progress) {
        List<Meter> additive =
                meters.stream().filter(meter -> meter.aggregation().additive()).toList();
        try (Connection connection = database.bulk()) {
            MeterLock.alone(connection);
            empty(connection, meters);
            long events = additive.isEmpty() ? 0 : add(connection, additive, progress);
            connection.commit();
            return events;
        } catch (SQLException problem) {
            throw database.failure(problem);
        }
    }

    /** Nobody may delete readings; those without events count as none. */
    private static void empty(Connection connection, Collection<Meter> meters) throws SQLException {
        try (var statement = connection.prepareStatement(
                "update usage_rollup set quantity = 0, events = 0 where meter_code = any (?) and events <> 0")) {
            Object[] codes = meters.stream().map(Meter::code).toArray();
            statement.setArray(1, connection.createArrayOf("text", codes));
            statement.executeUpdate();
        }
    }

    private static long add(Connection connection, List<Meter> meters, Progress progress) throws SQLException {
        var contributions = new Contributions();
        var rollups = new Rollups(connection);
        long events = 0;
        try (var statement = connection.prepareStatement("""
                select customer_id, event_id, event, occurred_at, quantity, properties from usage_event
                where event = any (?)""")) {
            var types = meters.stream().map(Meter::eventType).collect(Collectors.toCollection(TreeSet::new));
            statement.setArray(1, connection.createArrayOf("text", types.toArray()));
            statement.setFetchSize(FETCHED);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    UsageEvent event = event(row);
                    for (Meter meter : meters) {
                        if (meter.eventType().equals(event.event())) {
                            contributions.of(row.getLong(1), event, meter).ifPresent(rollups::add);
                        }
                    }
                    if (rollups.size() >= FLUSH_AT) {
                        rollups.write();
                    }
                    if (++events % FETCHED == 0) {
                        progress.check();
                        progress.report("Working out readings", events, -1);
                    }
                }
            }
        }
        rollups.write();
        return events;
    }

    private static UsageEvent event(ResultSet row) throws SQLException {
        try {
            return new UsageEvent(
                    "",
                    row.getString(2),
                    row.getString(3),
                    row.getTimestamp(4).toInstant(),
                    row.getBigDecimal(5),
                    EventProperties.of(RowRules.object(row.getString(6), "properties")));
        } catch (BadRow | UnfitJson unreadable) {
            throw new SQLException("stored properties cannot be read", unreadable);
        }
    }
}
