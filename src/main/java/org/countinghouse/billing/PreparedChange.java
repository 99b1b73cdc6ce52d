package org.countinghouse.billing;

import org.countinghouse.customers.SubscriptionChange;

/**
 * A change that fits, before it is stored.
 *
 * @param now the subscription as it is
 * @param then as it would be with the change
 */
record PreparedChange(DueSubscription now, SubscriptionChange change, DueSubscription then) {}
