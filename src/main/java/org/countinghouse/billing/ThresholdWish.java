package org.countinghouse.billing;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry that is thought of: to be set, or to be taken back. What it would do is worked out before it is stored.
 *
 * @param from day on which it begins
 * @param thresholds those of {@link ThresholdEntry.Kind#AMOUNTS}, else null
 * @param withdrawn the entry of the day is taken back
 */
public record ThresholdWish(
        ThresholdRules.Subject subject,
        LocalDate from,
        ThresholdEntry.Kind kind,
        @Nullable UsageThresholds thresholds,
        boolean withdrawn) {
    /** One to be set. */
    public static ThresholdWish of(
            ThresholdRules.Subject subject,
            LocalDate from,
            ThresholdEntry.Kind kind,
            @Nullable UsageThresholds thresholds) {
        return new ThresholdWish(subject, from, kind, thresholds, false);
    }

    /** One to be taken back: that before it holds on. */
    public static ThresholdWish withdrawal(ThresholdEntry entry) {
        return new ThresholdWish(entry.subject(), entry.from(), entry.kind(), entry.thresholds(), true);
    }

    /**
     * Whether it decides what holds on a day: it has begun by then, and nothing after it has.
     *
     * @param own entries of the same subject
     */
    public boolean decides(LocalDate day, List<ThresholdEntry> own) {
        return !from.isAfter(day)
                && own.stream()
                        .noneMatch(each ->
                                each.from().isAfter(from) && !each.from().isAfter(day));
    }
}
