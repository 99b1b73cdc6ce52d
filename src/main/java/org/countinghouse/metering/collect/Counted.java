package org.countinghouse.metering.collect;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A counter as it stands now. What it counts only grows; when it stands lower than before, it began again at zero, as
 * the OpenMetrics specification has it ("Counter": resets to zero, for example on a restart).
 *
 * @param value cut to 12 decimals, as fine as usage is stored. The cut is made before the difference, so that all
 *     differences together are off by less than one unit of the last decimal, however many there are
 * @param born when it began to count, where that is known; null elsewhere
 */
record Counted(BigDecimal value, @Nullable Instant born) {
    /** Decimals that usage is stored with. */
    static final int DECIMALS = 12;

    Counted {
        value = value.setScale(Math.min(Math.max(0, value.scale()), DECIMALS), RoundingMode.DOWN);
    }

    static Counted of(long value) {
        return new Counted(BigDecimal.valueOf(value), null);
    }

    /**
     * What was counted since the mark.
     *
     * @param before where it stood; null when it is seen for the first time
     * @param lookedBefore when all counters of its kind were last looked at; null = never
     * @return empty when it is not known since when the counter counts: nothing of it may be charged
     */
    Optional<BigDecimal> since(@Nullable Mark before, @Nullable Instant lookedBefore) {
        if (before == null) {
            return bornAfter(lookedBefore) ? Optional.of(value) : Optional.empty();
        }
        boolean again = value.compareTo(before.value()) < 0 || bornAfter(before.at());
        return Optional.of(again ? value : value.subtract(before.value()));
    }

    private boolean bornAfter(@Nullable Instant time) {
        return born != null && time != null && born.isAfter(time);
    }
}
