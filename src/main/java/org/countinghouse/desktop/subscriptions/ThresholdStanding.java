package org.countinghouse.desktop.subscriptions;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.countinghouse.billing.ProgressiveState;
import org.countinghouse.billing.SubscriptionRow;
import org.countinghouse.billing.ThresholdEntry;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * How a subscription's running period stands against its thresholds, and what was said of them.
 *
 * @param state null: it cannot be worked out
 * @param failure why not; null where there is a state
 * @param own entries of the subscription, by day
 * @param general those of the plan that it has today, by day
 */
record ThresholdStanding(
        @Nullable ProgressiveState state,
        @Nullable Failure failure,
        List<ThresholdEntry> own,
        List<ThresholdEntry> general) {
    ThresholdStanding {
        own = List.copyOf(own);
        general = List.copyOf(general);
    }

    /** Reads and rates; not to be called on the interface thread. */
    static ThresholdStanding of(SubscriptionsServices services, SubscriptionRow row) {
        var entries = services.thresholds().list();
        var own = entries.stream()
                .filter(each -> Objects.equals(each.subscription(), row.id()))
                .toList();
        var general = entries.stream()
                .filter(each -> each.subscription() == null && each.plan().equals(row.plan()))
                .toList();
        try {
            return new ThresholdStanding(services.progressive().state(row.id()), null, own, general);
        } catch (Failure failure) {
            return new ThresholdStanding(null, failure, own, general);
        }
    }

    static LocalDate day(Instant at, SubscriptionRow row) {
        return LocalDate.ofInstant(at, ZoneId.of(row.timeZone()));
    }

    /** The plan's entry that holds on a day. */
    Optional<ThresholdEntry> general(LocalDate day) {
        return general.stream().filter(each -> each.holds(day)).findFirst();
    }

    /** Whether an entry of its own would hold on a day when it begins on another. */
    boolean wouldHold(LocalDate from, LocalDate day) {
        return !from.isAfter(day)
                && own.stream()
                        .noneMatch(each ->
                                each.from().isAfter(from) && !each.from().isAfter(day));
    }
}
