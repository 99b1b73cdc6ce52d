package org.countinghouse.desktop.thresholds;

import org.countinghouse.billing.ProgressiveReport;
import org.countinghouse.billing.ProgressiveState;

/** What an entry would do now. */
sealed interface ThresholdOutlook {
    /** To one subscription. */
    record OfSubscription(ProgressiveState state) implements ThresholdOutlook {}

    /** To all that have the plan's. */
    record OfPlan(ProgressiveReport report) implements ThresholdOutlook {}
}
