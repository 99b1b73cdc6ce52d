package org.countinghouse.desktop.subscriptions;

import java.util.Map;
import java.util.TreeMap;
import org.countinghouse.customers.SubscriptionChange;
import org.jspecify.annotations.Nullable;

/** The add-ons that a subscription has after all changes that hold: number of the version by code of the plan. */
final class AddOnsOf {
    private AddOnsOf() {}

    /** @param shown null: there are none */
    static Map<String, Integer> changes(@Nullable SubscriptionDetail shown) {
        var addOns = new TreeMap<String, Integer>();
        if (shown == null) {
            return addOns;
        }
        for (SubscriptionChange change : shown.changes().reversed()) {
            String plan = change.plan();
            Integer version = change.planVersion();
            if (!change.holds() || plan == null || version == null) {
                continue;
            }
            if (change.kind() == SubscriptionChange.Kind.ADD_ON) {
                addOns.put(plan, version);
            } else if (change.kind() == SubscriptionChange.Kind.REMOVE_ADD_ON) {
                addOns.remove(plan);
            }
        }
        return addOns;
    }
}
