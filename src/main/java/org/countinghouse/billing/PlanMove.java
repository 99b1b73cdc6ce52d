package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.countinghouse.customers.Customers;
import org.countinghouse.customers.Subscription;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Moves a customer to a plan, whichever subscription that takes: the one that runs is changed, without one a new one starts. */
public final class PlanMove {
    private final Database database;
    private final SubscriptionStarts starts;
    private final SubscriptionChanges changes;

    public PlanMove(Database database, Customers customers, Clock clock) {
        this.database = database;
        this.starts = new SubscriptionStarts(customers);
        this.changes = new SubscriptionChanges(database, clock);
    }

    /**
     * What was done.
     *
     * @param changeId the change of its plan; null when it was started, or was on the plan already
     */
    public record Moved(long subscriptionId, @Nullable Long changeId) {}

    private record Running(long id, String plan, String timeZone, LocalDate startsOn) {}

    /**
     * Moves; the same move again changes nothing.
     *
     * @param fromPlan code of the plan to leave; null when only one runs
     * @param beside another subscription of the customer may price the same meters
     * @throws Failure {@code subscription.customer}, {@code subscription.several} (say which plan to leave),
     *     {@code subscription.not-running} (the plan to leave does not run),
     *     {@code subscription.meter}, and those of {@link SubscriptionChanges#add}
     */
    public Moved move(
            String customer, @Nullable String fromPlan, String plan, LocalDate on, boolean beside, String reason) {
        String zone = timeZone(customer);
        List<Running> running = database.read(connection -> running(connection, customer, on));
        for (Running each : running) {
            if (each.plan().equals(plan)) {
                return new Moved(each.id(), null);
            }
        }
        List<Running> left = running.stream()
                .filter(each -> fromPlan == null || each.plan().equals(fromPlan))
                .toList();
        if (left.size() > 1) {
            throw new Failure(
                    "subscription.several",
                    "Customer \"" + customer + "\" has " + left.size() + " running subscriptions.",
                    "Say which plan to leave. Nothing was changed.");
        }
        if (left.isEmpty() && fromPlan != null) {
            throw new Failure(
                    "subscription.not-running",
                    "Customer \"" + customer + "\" has no subscription of plan \"" + fromPlan + "\" on " + on + ".",
                    "Correct the plan to leave, or leave it out. Nothing was changed.");
        }
        if (left.isEmpty()) {
            return new Moved(starts.start(new Subscription(customer, plan, on, null, zone, Map.of()), beside), null);
        }
        long id = left.getFirst().id();
        WantedChange wanted = WantedChange.plan(plan, null, reason).on(on);
        return new Moved(id, changes.add(id, beside ? wanted.besideOthers() : wanted));
    }

    private String timeZone(String customer) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("select time_zone from customer where external_id = ?")) {
                statement.setString(1, customer);
                try (var row = statement.executeQuery()) {
                    if (!row.next()) {
                        throw new Failure(
                                "subscription.customer",
                                "There is no customer \"" + customer + "\".",
                                "Add the customer first, or correct the id.");
                    }
                    return row.getString(1);
                }
            }
        });
    }

    /** Subscriptions that run on a day, with the plan that they have then. */
    private static List<Running> running(Connection connection, String customer, LocalDate on) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select t.subscription_id, p.code, t.time_zone, t.starts_on
                from subscription_terms t join customer c on c.id = t.customer_id
                    join plan_version v on v.id = t.plan_version_id join plan p on p.id = v.plan_id
                where c.external_id = ? and t.starts_on <= ? and (t.ends_on is null or t.ends_on > ?)
                order by t.subscription_id""")) {
            statement.setString(1, customer);
            statement.setObject(2, on);
            statement.setObject(3, on);
            var running = new ArrayList<Running>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    running.add(new Running(
                            rows.getLong(1), rows.getString(2), rows.getString(3), rows.getObject(4, LocalDate.class)));
                }
            }
            return running;
        }
    }
}
