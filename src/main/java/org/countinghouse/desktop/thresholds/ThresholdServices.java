package org.countinghouse.desktop.thresholds;

import java.time.Clock;
import org.countinghouse.billing.ProgressiveBilling;
import org.countinghouse.billing.SubscriptionRating;
import org.countinghouse.billing.ThresholdRules;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.workspace.Workspace;

/**
 * What thresholds work with.
 *
 * @param mayChange may set them and take them back; others only look
 */
public record ThresholdServices(ProgressiveBilling progressive, ThresholdRules rules, boolean mayChange) {
    public static ThresholdServices of(Workspace workspace, ConnectionInfo connection) {
        return of(
                workspace.database(),
                workspace.clock(),
                connection.roles().contains(GroupRole.ADMIN.role())
                        || connection.roles().contains(GroupRole.FINANCE.role()));
    }

    /** With what says by itself who may do what. */
    public static ThresholdServices of(Database database, Clock clock, boolean mayChange) {
        return new ThresholdServices(
                new ProgressiveBilling(database, new SubscriptionRating(database, clock), clock),
                new ThresholdRules(database, clock),
                mayChange);
    }
}
