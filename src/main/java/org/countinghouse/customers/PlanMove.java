package org.countinghouse.customers;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Moves a customer to another plan: the subscription that runs ends on the day on which the new one starts. */
public final class PlanMove {
    private final Database database;
    private final Clock clock;

    public PlanMove(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * What was done.
     *
     * @param subscriptionId the new one, or the one that is there when the same move was made before
     * @param ended the one that ends for it; null when there was none
     */
    public record Moved(long subscriptionId, @Nullable Long ended) {}

    private record Running(long id, String plan, long version, LocalDate startsOn, String timeZone) {}

    /**
     * Moves; the same move again changes nothing.
     *
     * @param fromPlan code of the plan to leave; null when only one runs
     * @throws Failure {@code subscription.customer}, {@code subscription.plan}, {@code subscription.several} (say which
     *     plan to leave), {@code subscription.later} (another move on or after that day is there already)
     */
    public Moved move(String customer, @Nullable String fromPlan, String plan, LocalDate startsOn) {
        return database.write(connection -> {
            Locked locked = lock(connection, customer);
            long version = version(connection, plan, startsOn);
            List<Running> all = running(connection, locked.id(), fromPlan == null ? null : List.of(fromPlan, plan));
            for (Running each : all) {
                if (each.version() == version && each.startsOn().equals(startsOn)) {
                    return new Moved(each.id(), null);
                }
            }
            List<Running> left = all.stream()
                    .filter(each -> fromPlan == null || each.plan().equals(fromPlan))
                    .toList();
            Running old = only(left, customer, startsOn);
            if (old != null) {
                end(connection, old.id(), startsOn);
            }
            long id = start(connection, locked, old, version, startsOn);
            AuditLog.append(
                    connection,
                    "subscription.move",
                    "subscription " + id,
                    "{\"ended\": " + (old == null ? "null" : old.id()) + ", \"starts_on\": \"" + startsOn + "\"}");
            return new Moved(id, old == null ? null : old.id());
        });
    }

    private record Locked(long id, String timeZone) {}

    /** Two moves of one customer take turns. */
    private static Locked lock(Connection connection, String customer) throws SQLException {
        try (var statement =
                connection.prepareStatement("select id, time_zone from customer where external_id = ? for update")) {
            statement.setString(1, customer);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new Failure(
                            "subscription.customer",
                            "There is no customer \"" + customer + "\".",
                            "Add the customer first, or correct the id.");
                }
                return new Locked(row.getLong(1), row.getString(2));
            }
        }
    }

    private static long version(Connection connection, String plan, LocalDate on) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select v.id from plan_version v join plan p on p.id = v.plan_id
                where p.code = ? and v.state = 'published' and v.effective_from <= ?
                order by v.effective_from desc, v.number desc limit 1""")) {
            statement.setString(1, plan);
            statement.setObject(2, on);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new Failure(
                            "subscription.plan",
                            "Plan \"" + plan + "\" has no published version in force on " + on + ".",
                            "Publish a version that is effective on or before that day, or move later.");
                }
                return row.getLong(1);
            }
        }
    }

    /** Subscriptions without an end, of these plans or all. */
    private static List<Running> running(Connection connection, long customerId, @Nullable List<String> plans)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                select s.id, p.code, v.id, s.starts_on, s.time_zone from subscription s
                    join plan_version v on v.id = s.plan_version_id join plan p on p.id = v.plan_id
                where s.customer_id = ? and s.ends_on is null and (?::text[] is null or p.code = any(?)) order by s.id""")) {
            var codes = plans == null ? null : connection.createArrayOf("text", plans.toArray());
            statement.setLong(1, customerId);
            statement.setArray(2, codes);
            statement.setArray(3, codes);
            var running = new ArrayList<Running>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    running.add(new Running(
                            rows.getLong(1),
                            rows.getString(2),
                            rows.getLong(3),
                            rows.getObject(4, LocalDate.class),
                            rows.getString(5)));
                }
            }
            return running;
        }
    }

    private static @Nullable Running only(List<Running> running, String customer, LocalDate startsOn) {
        if (running.size() > 1) {
            throw new Failure(
                    "subscription.several",
                    "Customer \"" + customer + "\" has " + running.size() + " running subscriptions.",
                    "Say which plan to leave. Nothing was changed.");
        }
        Running old = running.isEmpty() ? null : running.getFirst();
        if (old != null && !old.startsOn().isBefore(startsOn)) {
            throw new Failure(
                    "subscription.later",
                    "The subscription to \"" + old.plan() + "\" starts on " + old.startsOn() + ", not before "
                            + startsOn + ".",
                    "Move on a later day. Nothing was changed.");
        }
        return old;
    }

    private static void end(Connection connection, long id, LocalDate on) throws SQLException {
        try (var statement = connection.prepareStatement(
                "update subscription set ends_on = ?, revision = revision + 1 where id = ?")) {
            statement.setObject(1, on);
            statement.setLong(2, id);
            statement.executeUpdate();
        }
    }

    /** Quantities of fees are kept where the new plan has them too. */
    private long start(Connection connection, Locked customer, @Nullable Running old, long version, LocalDate startsOn)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into subscription (customer_id, plan_version_id, starts_on, time_zone, quantities, created_at)
                values (?, ?, ?, ?, coalesce((select quantities from subscription where id = ?), '{}'), ?)
                returning id""")) {
            statement.setLong(1, customer.id());
            statement.setLong(2, version);
            statement.setObject(3, startsOn);
            statement.setString(4, old == null ? customer.timeZone() : old.timeZone());
            statement.setObject(5, old == null ? null : old.id());
            statement.setTimestamp(6, Timestamp.from(clock.instant()));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
