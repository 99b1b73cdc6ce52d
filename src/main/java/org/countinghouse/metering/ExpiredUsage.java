package org.countinghouse.metering;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Collection;
import org.countinghouse.catalog.Meter;
import org.countinghouse.work.Failure;

/** Events that are gone by retention: what needs them says so instead of giving a wrong figure. */
final class ExpiredUsage {
    private ExpiredUsage() {}

    /**
     * Refuses to work out readings again where their events are gone. A meter that has no readings of that time, because
     * it is new, loses nothing: it counts from the first month that is left.
     *
     * @throws Failure {@code usage.raw-gone}
     */
    static void refuseRebuild(Connection connection, Collection<Meter> meters, Instant from) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select m.code, max(x.month) from meter m join usage_expired x on x.event = m.event
                where m.code = any (?) and (x.month + interval '1 month')::timestamp at time zone 'UTC' > ?
                    and exists (select from usage_rollup r where r.meter_code = m.code and r.events > 0
                        and r.hour >= greatest(?, x.month::timestamp at time zone 'UTC')
                        and r.hour < (x.month + interval '1 month')::timestamp at time zone 'UTC')
                group by m.code order by 1""")) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", meters.stream().map(Meter::code).toArray()));
            statement.setTimestamp(2, Timestamp.from(from));
            statement.setTimestamp(3, Timestamp.from(from));
            try (var row = statement.executeQuery()) {
                if (row.next()) {
                    YearMonth last = YearMonth.from(row.getDate(2).toLocalDate());
                    throw new Failure(
                            "usage.raw-gone",
                            "The readings of meter \"" + row.getString(1) + "\" up to " + last
                                    + " cannot be worked out again: their events are gone by retention.",
                            "The readings stay as they are. Work them out from " + last.plusMonths(1)
                                    + " on, or give a meter that counts otherwise a code of its own.");
                }
            }
        }
    }

    /**
     * Refuses to read events of a time of which some are gone.
     *
     * @param events types that are needed
     * @throws Failure {@code usage.raw-gone}
     */
    static void refuseReading(Connection connection, Collection<String> events, Instant from, Instant to)
            throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement("""
                select event, month from usage_expired
                where event = any (?) and month::timestamp at time zone 'UTC' < ?
                    and (month + interval '1 month')::timestamp at time zone 'UTC' > ?
                order by month desc, event limit 1""")) {
            statement.setArray(1, connection.createArrayOf("text", events.toArray()));
            statement.setTimestamp(2, Timestamp.from(to));
            statement.setTimestamp(3, Timestamp.from(from));
            try (var row = statement.executeQuery()) {
                if (row.next()) {
                    YearMonth month = YearMonth.from(row.getDate(2).toLocalDate());
                    throw new Failure(
                            "usage.raw-gone",
                            "The events \"" + row.getString(1) + "\" of " + month
                                    + " are gone by retention, and the plan needs them one by one.",
                            "Only what hourly readings tell can be billed for that time: whole hours, and properties"
                                    + " that are dimensions of the meter.");
                }
            }
        }
    }
}
