package org.countinghouse.desktop.subscriptions;

import java.util.List;
import org.countinghouse.billing.SubscriptionRow;
import org.countinghouse.customers.SubscriptionChange;

/**
 * The subscription that is looked at.
 *
 * @param changes the latest first, undone ones too
 */
record SubscriptionDetail(SubscriptionRow row, List<SubscriptionChange> changes) {
    SubscriptionDetail {
        changes = List.copyOf(changes);
    }
}
