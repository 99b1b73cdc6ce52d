package org.countinghouse.metering;

import java.sql.SQLException;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Progress;

/**
 * The job that keeps the usage tables in order: makes the partitions of coming months, so that no import has to, folds
 * the totals, sums up days and months that are over, and removes events that no meter needs any more and no legal hold
 * keeps. Readings and idempotency keys stay: what is sent again does not count again. It may run at any time and as often as one likes, a month at a time in a transaction of
 * its own.
 */
public final class UsageUpkeep {
    /** Months for which there is room beyond the current one, unless said otherwise. */
    public static final int MONTHS_AHEAD = 3;

    private final Database database;
    private final Clock clock;

    public UsageUpkeep(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @param monthsAhead 0 to 120 */
    public UpkeepReport run(int monthsAhead, Progress progress) {
        if (monthsAhead < 0 || monthsAhead > 120) {
            throw new IllegalArgumentException("months ahead are from 0 to 120");
        }
        YearMonth now = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
        makePartitions(now, monthsAhead);
        UsageTotals.fold(database);
        UsageSummaries.keep(database, clock.instant(), progress);
        long removed = 0;
        List<YearMonth> months = pastMonths(now);
        for (int i = 0; i < months.size(); i++) {
            progress.check();
            removed += expire(months.get(i));
            progress.report("Looking through months", i + 1, months.size());
        }
        return new UpkeepReport(now.plusMonths(monthsAhead), removed);
    }

    private void makePartitions(YearMonth now, int monthsAhead) {
        Object[] months = Stream.iterate(now, month -> month.plusMonths(1))
                .limit(monthsAhead + 1L)
                .map(month -> month.atDay(1))
                .toArray();
        database.write(connection -> {
            try (var statement = connection.prepareStatement("select ensure_usage_partitions(?)")) {
                statement.setArray(1, connection.createArrayOf("date", months));
                return statement.execute();
            }
        });
    }

    private List<YearMonth> pastMonths(YearMonth now) {
        return database.read(connection -> {
            var months = new ArrayList<YearMonth>();
            try (var statement = connection.prepareStatement("""
                            select right(c.relname, 7) from pg_inherits join pg_class c on c.oid = inhrelid
                            where inhparent = 'usage_event'::regclass and c.relname ~ '_[0-9]{4}_[0-9]{2}$'
                            order by 1""");
                    var rows = statement.executeQuery()) {
                while (rows.next()) {
                    YearMonth month = YearMonth.parse(rows.getString(1).replace('_', '-'));
                    if (month.isBefore(now)) {
                        months.add(month);
                    }
                }
            }
            return months;
        });
    }

    /** The database decides what may go; nobody else may delete events. */
    private long expire(YearMonth month) {
        return database.write(connection -> {
            try (var statement = connection.prepareStatement("select expire_usage(?)")) {
                statement.setObject(1, month.atDay(1));
                try (var row = statement.executeQuery()) {
                    row.next();
                    long removed = row.getLong(1);
                    if (removed > 0) {
                        note(connection, month, removed);
                    }
                    return removed;
                }
            }
        });
    }

    private static void note(java.sql.Connection connection, YearMonth month, long removed) throws SQLException {
        var detail = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                .objectNode()
                .put("events", removed);
        org.countinghouse.security.AuditLog.append(connection, "usage.expire", "month " + month, detail.toString());
    }
}
