package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.countinghouse.billing.SharedMeters.Shared;
import org.countinghouse.customers.SubscriptionChange;
import org.countinghouse.customers.SubscriptionChangeRows;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Undoes changes of subscriptions, in the turn of the customer as changes are made. */
final class ChangeUndo {
    private final Database database;
    private final Clock clock;

    ChangeUndo(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A change that was undone.
     *
     * @param prepared the subscription with the change and without it
     * @param shared meters that are billed twice then
     */
    record Undone(PreparedChange prepared, List<Shared> shared) {
        Undone {
            shared = List.copyOf(shared);
        }
    }

    /**
     * @param migration the move of many that it is undone with; null: by itself
     * @throws Failure as {@link SubscriptionChanges#undo(long, String, boolean)}
     */
    void undo(long changeId, String reason, boolean beside, @Nullable UUID migration) {
        database.write(connection -> {
            long subscription = subscriptionOf(connection, changeId);
            List<Shared> shared =
                    store(connection, subscription, changeId, reason).shared();
            if (!beside) {
                SharedMeters.refuse(shared);
            }
            var detail = BillingJson.object().put("change", changeId).put("reason", reason);
            if (beside && !shared.isEmpty()) {
                var meters = detail.putArray("billed_twice");
                shared.forEach(
                        each -> meters.addObject().put("meter", each.meter()).put("subscription", each.subscription()));
            }
            if (migration != null) {
                detail.put("migration", migration.toString());
            }
            AuditLog.append(connection, "subscription.undo", "subscription " + subscription, BillingJson.write(detail));
            Database.notify(connection, "subscription", "changed");
            return null;
        });
    }

    /**
     * How it would be then. It is undone and that is taken back; of whoever may not undo anything only the rules are
     * asked.
     *
     * @throws Failure when it cannot be undone, whatever is said about meters
     */
    Undone look(long changeId) {
        return database.trial(connection -> {
            long subscription = subscriptionOf(connection, changeId);
            if (SubscriptionChanges.mayStore(connection)) {
                return store(connection, subscription, changeId, "");
            }
            DueSubscription now = SubscriptionChanges.find(connection, subscription, new PlanDocuments());
            SubscriptionChange change = change(now.changes(), changeId);
            List<SubscriptionChange> others =
                    now.changes().stream().filter(each -> each.id() != changeId).toList();
            return checked(connection, new PreparedChange(now, change, now.with(others, now.plans())));
        });
    }

    private Undone store(Connection connection, long subscription, long changeId, String reason) throws SQLException {
        SubscriptionChanges.lock(connection, subscription);
        DueSubscription now = SubscriptionChanges.find(connection, subscription, new PlanDocuments());
        try (var statement = connection.prepareStatement("""
                update subscription_change set undone_at = ?, undone_by = session_user, undone_reason = ?
                where id = ? and undone_at is null""")) {
            statement.setTimestamp(1, Timestamp.from(clock.instant()));
            statement.setString(2, reason);
            statement.setLong(3, changeId);
            if (statement.executeUpdate() == 0) {
                throw notThere(changeId);
            }
        }
        SubscriptionChange change = change(SubscriptionChangeRows.all(connection, subscription), changeId);
        DueSubscription then = SubscriptionChanges.find(connection, subscription, new PlanDocuments());
        return checked(connection, new PreparedChange(now, change, then));
    }

    private static Undone checked(Connection connection, PreparedChange prepared) throws SQLException {
        AddOnRules.check(prepared.now(), prepared.then());
        return new Undone(prepared, SharedMeters.of(connection, prepared.now(), prepared.then()));
    }

    private static SubscriptionChange change(List<SubscriptionChange> changes, long changeId) {
        return changes.stream()
                .filter(each -> each.id() == changeId)
                .findFirst()
                .orElseThrow(() -> notThere(changeId));
    }

    private static long subscriptionOf(Connection connection, long changeId) throws SQLException {
        try (var statement =
                connection.prepareStatement("select subscription_id from subscription_change where id = ?")) {
            statement.setLong(1, changeId);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw notThere(changeId);
                }
                return row.getLong(1);
            }
        }
    }

    private static Failure notThere(long changeId) {
        return new Failure(
                "change.missing",
                "There is no change " + changeId + " that could be undone.",
                "It was undone already, or never made. Nothing was changed.");
    }
}
