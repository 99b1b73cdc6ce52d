package org.countinghouse.billing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.countinghouse.billing.SubscriptionHistory.Stretch;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.customers.SubscriptionChange.Kind;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * The fee or charge that a change is about: of the subscription's plan or of one of its add-ons.
 *
 * @param addOn version of the add-on; null: of the plan itself
 * @param plan whose fee or charge it is
 * @param fee true for a fee, false for a charge
 */
record ChangedItem(@Nullable Long addOn, PlanDocument plan, boolean fee) {
    /**
     * Finds it among what the subscription has on a day.
     *
     * @throws Failure {@code subscription.item} when there is none, or when plans share the code and none is named
     */
    static ChangedItem of(WantedChange wanted, DueSubscription due, Stretch stretch) {
        var known = new ArrayList<ChangedItem>();
        PlanDocument main = due.plan(stretch.version());
        add(known, wanted, null, main);
        stretch.addOns().stream().sorted().forEach(addOn -> add(known, wanted, addOn, due.plan(addOn)));
        if (known.size() == 1) {
            return known.getFirst();
        }
        String plan = Objects.requireNonNullElse(wanted.plan(), main.code());
        if (known.isEmpty()) {
            throw new Failure(
                    "subscription.item",
                    "Plan \"" + plan + "\" has no fee" + (wanted.kind() == Kind.PRICE ? " or charge" : "") + " \""
                            + wanted.item() + "\".",
                    "Choose one of its codes, or the plan or add-on that has it. Nothing was changed.");
        }
        throw new Failure(
                "subscription.item",
                "\"" + wanted.item() + "\" is a code of "
                        + known.stream()
                                .map(each -> "\"" + each.plan().code() + "\"")
                                .collect(Collectors.joining(" and "))
                        + ".",
                "Say of which plan. Nothing was changed.");
    }

    private static void add(List<ChangedItem> known, WantedChange wanted, @Nullable Long addOn, PlanDocument plan) {
        if (wanted.plan() != null && !wanted.plan().equals(plan.code())) {
            return;
        }
        boolean fee = plan.fees().stream().anyMatch(each -> each.code().equals(wanted.item()));
        boolean charge = wanted.kind() == Kind.PRICE
                && plan.charges().stream().anyMatch(each -> each.code().equals(wanted.item()));
        if (fee || charge) {
            known.add(new ChangedItem(addOn, plan, fee));
        }
    }

    /** Code of the add-on; null: of the plan itself. */
    @Nullable
    String addOnCode() {
        return addOn == null ? null : plan.code();
    }
}
