package org.countinghouse.billing;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A dated entry: what holds from a day on.
 *
 * @param plan code of the plan; of a subscription's own entry the plan that it began with
 * @param subscription null: of the plan
 * @param customer external id; null: of the plan
 * @param currency of the amounts
 * @param thresholds those of {@link Kind#AMOUNTS}, else null
 * @param until first day on which another entry holds; null: none is known
 */
public record ThresholdEntry(
        String plan,
        String planName,
        @Nullable Long subscription,
        @Nullable String customer,
        @Nullable String customerName,
        String currency,
        LocalDate from,
        Kind kind,
        @Nullable UsageThresholds thresholds,
        @Nullable LocalDate until,
        String reason,
        Instant setAt,
        String setBy) {
    /** What an entry says. */
    public enum Kind {
        /** Thresholds hold. */
        AMOUNTS,
        /** There are none. */
        NONE,
        /** A subscription has its plan's again. */
        GENERAL
    }

    /** Whose it is. */
    public ThresholdRules.Subject subject() {
        return new ThresholdRules.Subject(subscription == null ? plan : null, subscription);
    }

    /** The same, up to another day. */
    ThresholdEntry until(@Nullable LocalDate other) {
        return new ThresholdEntry(
                plan,
                planName,
                subscription,
                customer,
                customerName,
                currency,
                from,
                kind,
                thresholds,
                other,
                reason,
                setAt,
                setBy);
    }

    /** Whether it holds on a day. */
    public boolean holds(LocalDate day) {
        return !from.isAfter(day) && (until == null || until.isAfter(day));
    }
}
