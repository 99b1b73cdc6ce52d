package org.countinghouse.metering;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each customer used in days and months that are over, summed up in the background. Announcing a span waits for
 * whoever is at work, for a moment; from then on {@link Rollups} adds every change of its readings to it as well, and it
 * can be summed up beside all other work.
 */
final class UsageSummaries {
    private static final Logger LOG = LoggerFactory.getLogger(UsageSummaries.class);

    /** Usage of a span mostly comes in until then; what is later costs an addition to the sums. */
    private static final Duration AFTERWARDS = Duration.ofHours(6);

    /** So many additions to a span are made one sum with the rest. */
    private static final int MANY_ADDED = 1_000;

    private static final String SERIALIZATION_FAILURE = "40001";

    private UsageSummaries() {}

    /** A UTC day or month. */
    record Span(String kind, Instant starts) {
        boolean holds(Instant hour) {
            var start = starts.atOffset(ZoneOffset.UTC);
            Instant end = (kind.equals("day") ? start.plusDays(1) : start.plusMonths(1)).toInstant();
            return !hour.isBefore(starts) && hour.isBefore(end);
        }
    }

    /** Sums up what is over and not summed up yet. Changes no figure, and may be left for later. */
    static void keep(Database database, Instant now, Progress progress) {
        try {
            List<Span> due = due(database, now.minus(AFTERWARDS));
            announce(database, due);
            for (int i = 0; i < due.size(); i++) {
                progress.check();
                sumUp(database, due.get(i));
                progress.report("Summing up usage", i + 1, due.size());
            }
        } catch (Failure later) {
            LOG.info("Usage is summed up later: {}", later.summary());
        }
    }

    private static List<Span> due(Database database, Instant over) {
        return database.read(connection -> {
            var due = new ArrayList<Span>();
            try (var statement = connection.prepareStatement("""
                    with used as (select distinct date_trunc('day', hour, 'UTC') as day from usage_total),
                    possible as (
                        select 'day' as span, day as starts from used
                        where (day at time zone 'UTC' + interval '1 day') at time zone 'UTC' <= ?
                        union
                        select 'month', date_trunc('month', day, 'UTC') from used
                        where (date_trunc('month', day at time zone 'UTC') + interval '1 month')
                            at time zone 'UTC' <= ?),
                    grown as (
                        select span, starts from usage_summary where added group by 1, 2 having count(*) >= ?)
                    select p.span, p.starts from possible p left join usage_summary_span s using (span, starts)
                    where s.ready is not true or exists (
                        select from grown g where g.span = p.span and g.starts = p.starts)
                    order by p.starts desc, p.span desc""")) {
                statement.setTimestamp(1, Timestamp.from(over));
                statement.setTimestamp(2, Timestamp.from(over));
                statement.setInt(3, MANY_ADDED);
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        due.add(new Span(row.getString(1), row.getTimestamp(2).toInstant()));
                    }
                }
            }
            return due;
        });
    }

    /** Whoever did not see the announcement has ended when it is made, so nobody's change is missed. */
    private static void announce(Database database, List<Span> spans) {
        if (spans.isEmpty()) {
            return;
        }
        database.write(connection -> {
            MeterLock.alone(connection);
            try (var statement = connection.prepareStatement(
                    "insert into usage_summary_span (span, starts) values (?, ?) on conflict do nothing")) {
                for (Span span : spans) {
                    statement.setString(1, span.kind());
                    statement.setTimestamp(2, Timestamp.from(span.starts()));
                    statement.addBatch();
                }
                return statement.executeBatch().length;
            }
        });
    }

    /** Sums up an announced span. When another does so, or readings are rebuilt meanwhile, it is left for later. */
    private static void sumUp(Database database, Span span) {
        try (Connection connection = database.bulk()) {
            sumUp(connection, span);
            database.commit(connection);
        } catch (SQLException problem) {
            if (!SERIALIZATION_FAILURE.equals(problem.getSQLState())) {
                throw database.failure(problem);
            }
        }
    }

    private static void sumUp(Connection connection, Span span) throws SQLException {
        try (var isolation = connection.createStatement();
                var statement = connection.prepareStatement("select summarise_usage(?, ?)")) {
            isolation.execute("set transaction isolation level repeatable read");
            statement.setString(1, span.kind());
            statement.setTimestamp(2, Timestamp.from(span.starts()));
            statement.execute();
        }
    }

    /**
     * Readings from an hour on are about to be rebuilt: until they are summed up again, sums over them are not used. Each
     * row is written even where nothing changes in it, so that whoever is summing up meanwhile fails.
     */
    static void takeBack(Connection connection, Instant from) throws SQLException {
        try (var statement = connection.prepareStatement("""
                update usage_summary_span set ready = false
                where (starts at time zone 'UTC' + ('1 ' || span)::interval) at time zone 'UTC' > ?""")) {
            statement.setTimestamp(1, Timestamp.from(from));
            statement.executeUpdate();
        }
    }
}
