package org.countinghouse.metering;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.countinghouse.catalog.Meter;
import org.countinghouse.metering.quota.QuotaUpkeep;
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
     * @throws org.countinghouse.work.Failure {@code usage.raw-gone} when events that they count are gone by retention
     *     and there are readings of that time that would be lost
     */
    public long run(Collection<Meter> meters, Progress progress) {
        return run(meters, Instant.EPOCH, progress);
    }

    /**
     * Rebuilds the readings of some meters from an hour on; those before stay as they are.
     *
     * @param from a whole hour
     */
    public long run(Collection<Meter> meters, Instant from, Progress progress) {
        List<Meter> additive =
                meters.stream().filter(meter -> meter.aggregation().additive()).toList();
        try (Connection connection = database.bulk()) {
            MeterLock.alone(connection);
            ExpiredUsage.refuseRebuild(connection, meters, from);
            UsageSummaries.takeBack(connection, from);
            empty(connection, meters, from);
            long events = additive.isEmpty() ? 0 : add(connection, additive, from, progress);
            QuotaUpkeep.recount(connection, meters, progress);
            database.commit(connection);
            return events;
        } catch (SQLException problem) {
            throw database.failure(problem);
        }
    }

    /**
     * Nobody may delete readings; those without events count as none, and totals are brought to what erased customers used,
     * whose events are gone and whose readings stay.
     */
    private static void empty(Connection connection, Collection<Meter> meters, Instant from) throws SQLException {
        update(connection, meters, from, """
                insert into usage_total (meter_code, hour, dimensions_key, dimensions, quantity, events)
                select meter_code, hour, dimensions_key, dimensions, -sum(quantity), -sum(events) from usage_total
                where meter_code = any (?) and hour >= ? group by 1, 2, 3, 4""");
        update(connection, meters, from, """
                update usage_rollup set quantity = 0, events = 0
                where meter_code = any (?) and hour >= ? and (events <> 0 or quantity <> 0)
                    and customer_id not in (select id from customer where erased_at is not null)""");
        update(connection, meters, from, """
                insert into usage_total (meter_code, hour, dimensions_key, dimensions, quantity, events)
                select meter_code, hour, dimensions_key, dimensions, sum(quantity), sum(events) from usage_rollup
                where meter_code = any (?) and hour >= ? and (events <> 0 or quantity <> 0)
                    and customer_id in (select id from customer where erased_at is not null) group by 1, 2, 3, 4""");
    }

    private static void update(Connection connection, Collection<Meter> meters, Instant from, String sql)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            Object[] codes = meters.stream().map(Meter::code).toArray();
            statement.setArray(1, connection.createArrayOf("text", codes));
            statement.setTimestamp(2, Timestamp.from(from));
            statement.executeUpdate();
        }
    }

    private static long add(Connection connection, List<Meter> meters, Instant from, Progress progress)
            throws SQLException {
        var contributions = new Contributions();
        var rollups = new Rollups(connection);
        var sums = new ReadingSums();
        long events = 0;
        try (var statement = connection.prepareStatement("""
                select customer_id, event_id, event, occurred_at, quantity, properties from usage_effective
                where event = any (?) and occurred_at >= ?""")) {
            var types = meters.stream().map(Meter::eventType).collect(Collectors.toCollection(TreeSet::new));
            statement.setArray(1, connection.createArrayOf("text", types.toArray()));
            statement.setTimestamp(2, Timestamp.from(from));
            statement.setFetchSize(FETCHED);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    UsageEvent event = StoredMeters.event(row);
                    for (Meter meter : meters) {
                        if (meter.eventType().equals(event.event())) {
                            contributions.of(row.getLong(1), event, meter).ifPresent(sums::add);
                        }
                    }
                    if (sums.size() >= FLUSH_AT) {
                        rollups.write(sums);
                        sums.clear();
                    }
                    if (++events % FETCHED == 0) {
                        progress.check();
                        progress.report("Working out readings", events, -1);
                    }
                }
            }
        }
        rollups.write(sums);
        return events;
    }
}
