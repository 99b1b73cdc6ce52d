package org.countinghouse.billing;

import java.util.List;
import org.countinghouse.metering.IntakeResult;
import org.jspecify.annotations.Nullable;

/**
 * What became of an event that was to be recorded and billed in one call.
 *
 * @param result of the event itself
 * @param charge what was taken, or why nothing was; null when the event was never priced
 * @param available methods that would have had enough for it, the suggested one first; empty for a repeat
 */
public record ChargedUsage(IntakeResult result, @Nullable UsageCharge charge, List<BillingMethod> available) {
    public ChargedUsage {
        available = List.copyOf(available);
    }
}
