package org.countinghouse.desktop.subscriptions;

import java.util.List;
import org.countinghouse.billing.SubscriptionRow;
import org.countinghouse.customers.SubscriptionChange;
import org.countinghouse.desktop.thresholds.ThresholdStanding;

/**
 * The subscription that is looked at.
 *
 * @param changes the latest first, undone ones too
 * @param thresholds how its running period stands against them
 */
record SubscriptionDetail(SubscriptionRow row, List<SubscriptionChange> changes, ThresholdStanding thresholds) {
    SubscriptionDetail {
        changes = List.copyOf(changes);
    }
}
