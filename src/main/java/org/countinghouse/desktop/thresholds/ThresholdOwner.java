package org.countinghouse.desktop.thresholds;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.countinghouse.billing.ThresholdEntry;
import org.countinghouse.billing.ThresholdRules;

/**
 * Whose thresholds are looked at.
 *
 * @param name of the plan, or of the subscription's customer
 * @param currency of the amounts
 * @param today where it is
 * @param entries of its own, by day
 */
record ThresholdOwner(
        ThresholdRules.Subject subject, String name, String currency, LocalDate today, List<ThresholdEntry> entries) {
    ThresholdOwner {
        entries = List.copyOf(entries);
    }

    boolean isPlan() {
        return subject.plan() != null;
    }

    /** The entry of its own that holds. */
    Optional<ThresholdEntry> inForce() {
        return entries.stream().filter(each -> each.holds(today)).findFirst();
    }
}
