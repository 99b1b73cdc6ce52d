package org.countinghouse.metering.quota;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.countinghouse.catalog.Quota;
import org.jspecify.annotations.Nullable;

/**
 * A limit in force as counting needs it.
 *
 * @param meter its code
 * @param per empty = the customer as a whole
 * @param limit in the meter's unit; null = no limit
 * @param divideBy what a counter is divided by to be in the meter's unit
 * @param alertFrom the lowest counter at which something is recorded; null = never
 * @param countedFrom usage before it is in no counter
 */
record StandingLimit(
        long id,
        long customerId,
        String meter,
        String per,
        Frame frame,
        String feature,
        Quota.Kind kind,
        Quota.Overage overage,
        List<BigDecimal> warnAt,
        @Nullable BigDecimal limit,
        BigDecimal divideBy,
        @Nullable BigDecimal alertFrom,
        Instant countedFrom) {

    /** The limit as counters count; null = no limit. */
    @Nullable
    BigDecimal counterLimit() {
        return limit == null ? null : limit.multiply(divideBy);
    }

    boolean hard() {
        return kind == Quota.Kind.HARD;
    }
}
