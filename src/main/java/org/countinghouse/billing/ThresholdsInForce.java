package org.countinghouse.billing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Which thresholds hold for subscriptions on a day: their own, else their plan's. */
final class ThresholdsInForce {
    private final List<ThresholdEntry> entries;

    /** @param entries of all plans, and of the subscriptions that are asked for */
    ThresholdsInForce(List<ThresholdEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** As they would be with an entry, or without the one of its day. */
    ThresholdsInForce with(ThresholdEntry wanted, boolean withdrawn) {
        var own = new TreeMap<LocalDate, ThresholdEntry>();
        var all = new ArrayList<ThresholdEntry>();
        for (ThresholdEntry each : entries) {
            if (each.subject().equals(wanted.subject())) {
                own.put(each.from(), each);
            } else {
                all.add(each);
            }
        }
        if (withdrawn) {
            own.remove(wanted.from());
        } else {
            own.put(wanted.from(), wanted);
        }
        own.forEach((from, each) -> all.add(each.until(own.higherKey(from))));
        return new ThresholdsInForce(all);
    }

    /**
     * The entry that holds, also one that says that there are none; empty when nothing was ever said.
     *
     * @param plan code of the plan that the subscription has on that day
     */
    Optional<ThresholdEntry> on(long subscription, String plan, LocalDate day) {
        return entries.stream()
                .filter(each -> Objects.equals(each.subscription(), subscription)
                        && each.kind() != ThresholdEntry.Kind.GENERAL
                        && each.holds(day))
                .findFirst()
                .or(() -> entries.stream()
                        .filter(each ->
                                each.subscription() == null && each.plan().equals(plan) && each.holds(day))
                        .findFirst());
    }
}
