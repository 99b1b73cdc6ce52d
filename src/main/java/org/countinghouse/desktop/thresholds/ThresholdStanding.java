package org.countinghouse.desktop.thresholds;

import java.util.List;
import org.countinghouse.billing.ProgressiveState;
import org.countinghouse.billing.ThresholdEntry;
import org.countinghouse.billing.ThresholdRules;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * How a subscription's running period stands against its thresholds, and what was said of them.
 *
 * @param state null: it cannot be worked out
 * @param failure why not; null where there is a state
 * @param own entries of the subscription, by day
 */
public record ThresholdStanding(
        @Nullable ProgressiveState state, @Nullable Failure failure, List<ThresholdEntry> own) {
    public ThresholdStanding {
        own = List.copyOf(own);
    }

    /** Reads and rates; not to be called on the interface thread. */
    public static ThresholdStanding of(ThresholdServices services, long subscription) {
        var own = services.rules().list(ThresholdRules.Subject.subscription(subscription));
        try {
            return new ThresholdStanding(services.progressive().state(subscription), null, own);
        } catch (Failure failure) {
            return new ThresholdStanding(null, failure, own);
        }
    }
}
