package org.countinghouse.insight;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.countinghouse.insight.DashboardSnapshot.UsageCurve;

/** The shape of a month's usage, from hourly rollups: by day, or by hour when it lies within a few days. */
final class DashboardUsage {
    private static final int FEW_DAYS = 3;

    private DashboardUsage() {}

    static UsageCurve of(Connection connection, YearMonth month) throws SQLException {
        Instant from = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant to = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        var days = sums(connection, "day", from, to);
        long events = days.values().stream().mapToLong(Long::longValue).sum();
        if (days.isEmpty()) {
            return new UsageCurve(false, List.of(), 0);
        }
        Instant first = days.firstKey();
        Instant end = days.lastKey().plus(Duration.ofDays(1));
        boolean hourly = Duration.between(first, end).toDays() <= FEW_DAYS;
        return hourly
                ? new UsageCurve(
                        true, points(sums(connection, "hour", first, end), first, end, Duration.ofHours(1)), events)
                : new UsageCurve(false, points(days, from, to, Duration.ofDays(1)), events);
    }

    private static SortedMap<Instant, Long> sums(Connection connection, String step, Instant from, Instant to)
            throws SQLException {
        var sums = new TreeMap<Instant, Long>();
        try (var statement = connection.prepareStatement("""
                select date_trunc(?, hour, 'UTC') as step, sum(events) from usage_total
                where hour >= ? and hour < ? group by step""")) {
            statement.setString(1, step);
            statement.setTimestamp(2, Timestamp.from(from));
            statement.setTimestamp(3, Timestamp.from(to));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    sums.put(rows.getTimestamp(1).toInstant(), rows.getLong(2));
                }
            }
        }
        return sums;
    }

    /** With the hours or days on which nothing happened, so that a chart does not draw over them. */
    private static List<UsageCurve.Point> points(
            SortedMap<Instant, Long> sums, Instant from, Instant to, Duration step) {
        var points = new ArrayList<UsageCurve.Point>();
        for (Instant at = from; at.isBefore(to); at = at.plus(step)) {
            points.add(new UsageCurve.Point(at, sums.getOrDefault(at, 0L)));
        }
        return points;
    }
}
