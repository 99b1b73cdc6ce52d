package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.countinghouse.billing.ledger.Posting;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.StorageFailure;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Periods that finance has closed. In a closed period the database takes no draft, no finalisation and no change, and books
 * nothing on a day of it; only an admin reopens it, with a reason.
 */
public final class PeriodLocks {
    /** How often a close looks again at what was issued while it made fees revenue. */
    private static final int TURNS = 3;

    private final Database database;
    private final Clock clock;

    public PeriodLocks(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @param reopened by whom, when and why; null = closed */
    public record Lock(
            long id,
            BillingPeriod period,
            String reason,
            Instant closedAt,
            String closedBy,
            @Nullable Reopened reopened) {}

    /** Who reopened a period, when and why. */
    public record Reopened(Instant at, String by, String reason) {}

    /** Closed and reopened ones, the latest period first. */
    public List<Lock> all() {
        return database.read(PeriodLocks::all);
    }

    private static List<Lock> all(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("""
                        select id, period_from, period_to, reason, closed_at, closed_by, reopened_at, reopened_by, reopen_reason
                        from period_lock order by period_to desc, id desc""");
                var row = statement.executeQuery()) {
            var locks = new ArrayList<Lock>();
            while (row.next()) {
                Timestamp reopened = row.getTimestamp(7);
                locks.add(new Lock(
                        row.getLong(1),
                        new BillingPeriod(row.getObject(2, LocalDate.class), row.getObject(3, LocalDate.class)),
                        row.getString(4),
                        row.getTimestamp(5).toInstant(),
                        row.getString(6),
                        reopened == null
                                ? null
                                : new Reopened(reopened.toInstant(), row.getString(8), row.getString(9))));
            }
            return locks;
        }
    }

    /** The closed period that holds a day. */
    static @Nullable BillingPeriod closed(List<Lock> locks, LocalDate day) {
        return locks.stream()
                .filter(lock -> lock.reopened() == null
                        && !day.isBefore(lock.period().from())
                        && day.isBefore(lock.period().to()))
                .map(Lock::period)
                .findFirst()
                .orElse(null);
    }

    static List<Lock> closed(Connection connection) throws SQLException {
        return all(connection).stream().filter(lock -> lock.reopened() == null).toList();
    }

    /**
     * Closes a period that is over; it waits for what is being written into it. Deferred fees that it has earned become
     * revenue of it first.
     *
     * @throws Failure {@code period.locked} when it is closed already, {@code period.running} when it is not over,
     *     {@code period.unrecognised} when it has earned fees and the person may not make them revenue
     */
    public long close(BillingPeriod period, String reason) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (period.to().isAfter(today)) {
            throw new Failure(
                    "period.running",
                    "The period " + period.label() + " is not over; its last day is "
                            + period.to().minusDays(1) + ".",
                    "Nothing was closed. Close it when all of it has been booked, from " + period.to() + " on.");
        }
        for (int turn = 0; turn < TURNS; turn++) {
            recognise(period, today);
            Long lock = lock(period, reason);
            if (lock != null) {
                return lock;
            }
        }
        throw new Failure(
                "database.busy",
                "Invoices of " + period.label() + " are being issued at this moment.",
                "Nothing was closed. Try again.");
    }

    /** In a transaction of its own: whoever closes holds no invoice for which somebody waits who holds the period. */
    private void recognise(BillingPeriod period, LocalDate today) {
        List<LocalDate> months = database.read(connection -> Posting.unrecognised(connection, period.to()));
        if (months.isEmpty()) {
            return;
        }
        try {
            database.write(connection -> Posting.recognise(connection, today));
        } catch (StorageFailure failure) {
            if (!failure.code().equals("database.permission")) {
                throw failure;
            }
            throw new Failure(
                    "period.unrecognised",
                    "Deferred fees of "
                            + months.stream()
                                    .map(YearMonth::from)
                                    .map(YearMonth::toString)
                                    .collect(Collectors.joining(", "))
                            + " are not revenue yet, and your sign-in may not book them.",
                    "Nothing was closed. Finance makes them revenue with \"countinghouse books recognise\", or closes the period.",
                    failure);
        }
    }

    /** Null: something was left to recognise meanwhile. */
    private @Nullable Long lock(BillingPeriod period, String reason) {
        return database.write(connection -> {
            try (var alone = connection.prepareStatement(
                    "select pg_advisory_xact_lock(hashtext('countinghouse.period_lock'))")) {
                alone.execute();
            }
            if (!Posting.unrecognised(connection, period.to()).isEmpty()) {
                return null;
            }
            try (var statement = connection.prepareStatement("""
                    insert into period_lock (period_from, period_to, reason, closed_at) values (?, ?, ?, ?) returning id""")) {
                statement.setObject(1, period.from());
                statement.setObject(2, period.to());
                statement.setString(3, reason);
                statement.setTimestamp(4, Timestamp.from(clock.instant()));
                try (var row = statement.executeQuery()) {
                    row.next();
                    long id = row.getLong(1);
                    boolean twice = closed(connection).stream()
                            .anyMatch(lock -> lock.id() != id && lock.period().equals(period));
                    if (twice) {
                        throw new Failure("period.locked", "The period " + period.label() + " is closed already.", "");
                    }
                    AuditLog.append(connection, "period.close", "period " + period.label(), reason(reason));
                    Database.notify(connection, "billing_run", "locked");
                    return id;
                }
            }
        });
    }

    /**
     * Reopens a period. The database lets an admin do it.
     *
     * @throws Failure {@code period.open} when it is not closed, {@code period.reason} without a reason
     */
    public void reopen(BillingPeriod period, String reason) {
        if (reason.isBlank()) {
            throw new Failure(
                    "period.reason", "A closed period is reopened with a reason.", "Say why. Nothing was changed.");
        }
        database.write(connection -> {
            try (var statement = connection.prepareStatement("""
                    update period_lock set reopened_at = ?, reopened_by = session_user, reopen_reason = ?
                    where reopened_at is null and period_from = ? and period_to = ?""")) {
                statement.setTimestamp(1, Timestamp.from(clock.instant()));
                statement.setString(2, reason);
                statement.setObject(3, period.from());
                statement.setObject(4, period.to());
                if (statement.executeUpdate() == 0) {
                    throw new Failure(
                            "period.open", "The period " + period.label() + " is not closed.", "Nothing was changed.");
                }
            }
            AuditLog.append(connection, "period.reopen", "period " + period.label(), reason(reason));
            Database.notify(connection, "billing_run", "reopened");
            return null;
        });
    }

    private static String reason(String reason) {
        return BillingJson.write(BillingJson.object().put("reason", reason));
    }
}
