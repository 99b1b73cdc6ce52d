package org.countinghouse.workspace;

import java.time.Instant;
import java.util.List;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * How the work that is done by itself stands.
 *
 * @param on false when it was switched off
 * @param running whether a round is under way
 * @param nextAt when the next round is due; null while it is off or closed
 * @param last what the last round of this program came to; null before it
 */
public record UpkeepStatus(
        boolean on,
        boolean running,
        @Nullable Instant nextAt,
        @Nullable Round last) {
    /**
     * A round that is over.
     *
     * @param at its end
     * @param elsewhere another program was at it, so that nothing was done
     * @param drafts that were made
     * @param aside subscriptions and customers that could not be billed
     * @param troubles what was put off as a whole
     */
    public record Round(Instant at, boolean elsewhere, int drafts, int aside, List<Failure> troubles) {
        public Round {
            troubles = List.copyOf(troubles);
        }
    }
}
