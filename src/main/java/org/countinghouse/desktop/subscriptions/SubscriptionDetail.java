package org.countinghouse.desktop.subscriptions;

import java.time.LocalDate;
import java.util.List;
import org.countinghouse.billing.OwnPrice;
import org.countinghouse.billing.SubscriptionRow;
import org.countinghouse.customers.SubscriptionChange;
import org.countinghouse.customers.SubscriptionChange.Kind;
import org.countinghouse.desktop.thresholds.ThresholdStanding;

/**
 * The subscription that is looked at.
 *
 * @param changes the latest first, undone ones too
 * @param prices that are not the plan's
 * @param thresholds how its running period stands against them
 */
record SubscriptionDetail(
        SubscriptionRow row, List<SubscriptionChange> changes, List<OwnPrice> prices, ThresholdStanding thresholds) {
    SubscriptionDetail {
        changes = List.copyOf(changes);
        prices = List.copyOf(prices);
    }

    /**
     * Whether a change of a kind can be made at all.
     *
     * @param today in the subscription's time zone
     */
    boolean may(Kind kind, LocalDate today) {
        if (row.endsOn() != null && !today.isBefore(row.endsOn())) {
            return false;
        }
        return switch (kind) {
            case PAUSE -> !paused(today);
            case RESUME ->
                paused(today)
                        || changes.stream()
                                .anyMatch(change -> change.holds()
                                        && change.kind() == Kind.PAUSE
                                        && change.effectiveOn().isAfter(today));
            case REMOVE_ADD_ON -> !AddOnsOf.changes(this).isEmpty();
            case PLAN, QUANTITY, PRICE, ADD_ON, CANCEL -> true;
        };
    }

    private boolean paused(LocalDate today) {
        LocalDate day = today.isBefore(row.startsOn()) ? row.startsOn() : today;
        return changes.stream()
                .filter(change -> change.holds() && !change.effectiveOn().isAfter(day))
                .map(SubscriptionChange::kind)
                .filter(kind -> kind == Kind.PAUSE || kind == Kind.RESUME)
                .findFirst()
                .filter(kind -> kind == Kind.PAUSE)
                .isPresent();
    }
}
