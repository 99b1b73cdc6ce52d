package org.countinghouse.desktop.subscriptions;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.countinghouse.billing.StartPreview;
import org.countinghouse.billing.SubscriptionChanges;
import org.countinghouse.billing.SubscriptionList;
import org.countinghouse.billing.SubscriptionRow;
import org.countinghouse.billing.SubscriptionStarts;
import org.countinghouse.customers.CustomerList;
import org.countinghouse.customers.CustomerRow;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.desktop.thresholds.ThresholdServices;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.storage.catalog.PlanVersion;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.workspace.Workspace;

/**
 * What the subscriptions screen works with.
 *
 * @param plans all versions of all plans
 * @param mayChange may start and change; others only look
 * @param listen hears of changes; closes to stop
 */
public record SubscriptionsServices(
        RowSource<SubscriptionRow> list,
        SubscriptionChanges changes,
        StartPreview starting,
        SubscriptionStarts starts,
        RowSource<CustomerRow> customerList,
        Supplier<List<PlanVersion>> plans,
        ThresholdServices thresholds,
        boolean mayChange,
        Function<Consumer<String>, AutoCloseable> listen) {
    public static SubscriptionsServices of(Workspace workspace, ConnectionInfo connection) {
        var database = workspace.database();
        return new SubscriptionsServices(
                new SubscriptionList(database, workspace.clock()),
                workspace.subscriptionChanges(),
                new StartPreview(database, workspace.clock()),
                workspace.subscriptionStarts(),
                CustomerList.of(database),
                workspace.plans()::versions,
                ThresholdServices.of(workspace, connection),
                connection.roles().contains(GroupRole.ADMIN.role())
                        || connection.roles().contains(GroupRole.FINANCE.role()),
                heard -> database.listen("subscription", heard));
    }
}
