package org.countinghouse.catalog;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A limit on what a meter counts in a window.
 *
 * @param meter its code; it must add up (count or sum)
 * @param limit in the meter's unit
 * @param warnAt percents of the limit at which someone is told
 * @param window the time the limit is for
 * @param rolling the window ends now and moves with time, instead of beginning with the calendar
 * @param overage what happens above the limit
 * @param feature the name by which callers ask; null = the meter's code
 * @param per property of usage events, for example {@code user_id}: each of its values has the limit for itself; null
 *     = the customer as a whole
 */
public record Quota(
        String meter,
        BigDecimal limit,
        Kind kind,
        List<BigDecimal> warnAt,
        Window window,
        boolean rolling,
        Overage overage,
        @Nullable String feature,
        @Nullable String per) {
    public Quota {
        warnAt = List.copyOf(warnAt);
    }

    /** What happens at the limit. */
    public enum Kind {
        /** Usage goes on. */
        SOFT,
        /** Usage is refused. */
        HARD;

        /** What happens above a limit of this kind unless the plan says otherwise. */
        public Overage usualOverage() {
            return this == SOFT ? Overage.BILLED : Overage.REFUSED;
        }
    }

    /** What happens to usage above the limit. */
    public enum Overage {
        /** It is recorded and flagged. */
        ALLOWED,
        /** It is recorded and flagged, and the plan's charges bill it. */
        BILLED,
        /** It is refused where it is asked for; usage that was reported anyway is recorded and flagged. */
        REFUSED
    }

    /** How long a window is; calendar windows are those of the customer's time zone. */
    public enum Window {
        MINUTE,
        HOUR,
        DAY,
        WEEK,
        MONTH,
        QUARTER,
        YEAR,
        /** That of the subscription; the one window that is not independent of billing. */
        BILLING_PERIOD
    }

    /** True when both limit the same thing for the same time, so that the lower one ends usage first. */
    public boolean sameScope(Quota other) {
        return meter.equals(other.meter)
                && window == other.window
                && rolling == other.rolling
                && java.util.Objects.equals(per, other.per);
    }
}
