package org.countinghouse.billing;

import java.util.HashSet;
import java.util.Set;
import org.countinghouse.billing.SubscriptionHistory.Stretch;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.work.Failure;

/** An add-on is billed in the periods of the plan it stands beside, in one currency: on every day of a subscription. */
final class AddOnRules {
    private AddOnRules() {}

    private record Pair(long plan, long addOn) {}

    /**
     * @param now the subscription as it is: what does not fit there already is no fault of the change
     * @throws Failure {@code subscription.add-on} naming the first day on which an add-on would not fit
     */
    static void check(DueSubscription now, DueSubscription then) {
        Set<Pair> known = new HashSet<>();
        for (Stretch stretch : now.history().stretches()) {
            stretch.addOns().forEach(addOn -> known.add(new Pair(stretch.version(), addOn)));
        }
        for (Stretch stretch : then.history().stretches()) {
            for (long addOn : stretch.addOns()) {
                if (!known.contains(new Pair(stretch.version(), addOn))) {
                    check(then.plan(stretch.version()), then.plan(addOn), stretch);
                }
            }
        }
    }

    private static void check(PlanDocument plan, PlanDocument addOn, Stretch stretch) {
        boolean periods = plan.interval().equals(addOn.interval()) && plan.anchor() == addOn.anchor();
        boolean money = plan.currency().equals(addOn.currency()) && plan.taxInclusive() == addOn.taxInclusive();
        if (!periods || !money) {
            throw new Failure(
                    "subscription.add-on",
                    "From " + stretch.from() + " on, the add-on \"" + addOn.code() + "\" would stand beside \""
                            + plan.code() + "\", which is billed in other periods, in another currency, or with taxes"
                            + " counted otherwise.",
                    "Remove the add-on from that day on first, or start it as a subscription of its own. Nothing was"
                            + " changed.");
        }
    }
}
