package org.countinghouse.metering.collect;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One measured value of a series.
 *
 * @param kind as the source says it
 * @param value exact as the text has it; null when it is no number that can be counted (NaN, infinite, absurd)
 * @param time when it was measured, where the source says so; null = now
 * @param born when the counter began at zero, where the source says so
 */
record Sample(
        Series series,
        Kind kind,
        @Nullable BigDecimal value,
        @Nullable Instant time,
        @Nullable Instant born) {
    /** What a value is good for. */
    enum Kind {
        /** Only grows, until it begins again: counters, and counts and sums of histograms and summaries. */
        COUNTER,
        /** Goes up and down. */
        LEVEL,
        /** The source does not say. */
        UNKNOWN
    }
}
