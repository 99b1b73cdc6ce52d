package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** The rows that say which runs there are, how far they got and what failed. */
final class RunBooks {
    /** Without a sign of life a run has died. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final Database database;
    private final Clock clock;

    RunBooks(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    long start(RunScope scope, int due) {
        return database.write(connection -> {
            try (var statement = connection.prepareStatement("""
                    insert into billing_run (period_from, period_to, up_to, customer_id, subscription_id, plan_id, again_of,
                        automatic, graceless, due, state, started_at, seen_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'running', ?, ?) returning id""")) {
                var period = scope.period();
                statement.setObject(1, period == null ? null : period.from());
                statement.setObject(2, period == null ? null : period.to());
                statement.setTimestamp(3, scope.upTo() == null ? null : Timestamp.from(scope.upTo()));
                statement.setObject(4, scope.customerId());
                statement.setObject(5, scope.subscriptionId());
                statement.setObject(6, scope.planId());
                statement.setObject(7, scope.againOf());
                statement.setBoolean(8, scope.automatic());
                statement.setBoolean(9, scope.graceless());
                statement.setInt(10, due);
                statement.setTimestamp(11, Timestamp.from(clock.instant()));
                statement.setTimestamp(12, Timestamp.from(clock.instant()));
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        });
    }

    /** A run that goes on: what failed in it is tried again. */
    void again(long runId, int due) {
        database.write(connection -> {
            try (var statement = connection.prepareStatement("""
                            update billing_run set state = 'running', finished_at = null, failures = 0, due = ?, done = 0,
                                seen_at = ? where id = ?""");
                    var failures =
                            connection.prepareStatement("delete from billing_failure where billing_run_id = ?")) {
                statement.setInt(1, due);
                statement.setTimestamp(2, Timestamp.from(clock.instant()));
                statement.setLong(3, runId);
                statement.executeUpdate();
                failures.setLong(1, runId);
                return failures.executeUpdate();
            }
        });
    }

    /** A sign of life. */
    void alive(long runId, int done) {
        database.write(connection -> {
            try (var statement = connection.prepareStatement(
                    "update billing_run set done = greatest(done, ?), seen_at = ? where id = ?")) {
                statement.setInt(1, done);
                statement.setTimestamp(2, Timestamp.from(clock.instant()));
                statement.setLong(3, runId);
                return statement.executeUpdate();
            }
        });
    }

    void finish(long runId, int done, boolean stopped, boolean failed) {
        database.write(connection -> {
            try (var statement = connection.prepareStatement("""
                    update billing_run r set state = ?, finished_at = ?, seen_at = ?, done = greatest(done, ?),
                        drafts = (select count(*) from invoice i where i.billing_run_id = r.id
                            and i.collected_by is null),
                        failures = (select count(*) from billing_failure f where f.billing_run_id = r.id)
                    where id = ?""")) {
                statement.setString(1, stopped ? "stopped" : failed ? "failed" : "completed");
                statement.setTimestamp(2, Timestamp.from(clock.instant()));
                statement.setTimestamp(3, Timestamp.from(clock.instant()));
                statement.setInt(4, done);
                statement.setLong(5, runId);
                statement.executeUpdate();
            }
            Database.notify(connection, "billing_run", "finished");
            return null;
        });
    }

    /** The last run that began by itself, if it was stopped, or gives no sign of life. */
    static Optional<Long> leftByItself(Connection connection, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select id from billing_run where id = (select max(id) from billing_run where automatic)
                    and (state = 'stopped' or state = 'running' and seen_at < ?)""")) {
            statement.setTimestamp(1, Timestamp.from(now.minus(SILENCE)));
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
            }
        }
    }

    static void failed(Connection connection, long runId, List<BillingRunReport.Failed> failures) throws SQLException {
        if (failures.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement("""
                insert into billing_failure (billing_run_id, subscription_id, code, reason) values (?, ?, ?, ?)
                on conflict do nothing""")) {
            for (var failure : failures) {
                statement.setLong(1, runId);
                statement.setLong(2, failure.subscriptionId());
                statement.setString(3, failure.code());
                statement.setString(4, failure.reason());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** @throws Failure {@code run.missing} */
    RunScope scope(long runId) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("""
                    select period_from, period_to, up_to, customer_id, subscription_id, plan_id, again_of, automatic, graceless
                    from billing_run where id = ?""")) {
                statement.setLong(1, runId);
                try (var row = statement.executeQuery()) {
                    if (!row.next()) {
                        throw new Failure(
                                "run.missing", "There is no billing run " + runId + ".", "Choose one of the list.");
                    }
                    return scope(row);
                }
            }
        });
    }

    private static RunScope scope(ResultSet row) throws SQLException {
        LocalDate from = row.getObject(1, LocalDate.class);
        Timestamp upTo = row.getTimestamp(3);
        RunScope scope = from != null
                ? RunScope.of(new BillingPeriod(from, row.getObject(2, LocalDate.class)))
                : RunScope.upTo(instant(upTo));
        scope = scope.ofCustomer(row.getObject(4, Long.class))
                .ofSubscription(row.getObject(5, Long.class))
                .ofPlan(row.getObject(6, Long.class));
        Long again = row.getObject(7, Long.class);
        scope = again == null ? scope : scope.failuresOf(again);
        scope = row.getBoolean(9) ? scope.withoutGrace() : scope;
        return row.getBoolean(8) ? scope.byItself() : scope;
    }

    private static Instant instant(@Nullable Timestamp time) {
        if (time == null) {
            throw new IllegalStateException("a run without period and moment");
        }
        return time.toInstant();
    }
}
