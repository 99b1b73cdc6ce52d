package org.countinghouse.metering.quota;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.countinghouse.catalog.Quota;
import org.jspecify.annotations.Nullable;

/**
 * A limit in force and what is used of it. Amounts are in the meter's unit.
 *
 * @param id of the limit, the same for as long as it is in force
 * @param subject whose use this is: a value of the scope's property; empty = the customer as a whole
 * @param limit with grants; null = no limit
 * @param base without grants; null = no limit
 * @param granted what active grants add
 * @param grantedUntil when the first of them ends
 * @param plan name of the plan; empty without one
 * @param planLimit what the plan says, beside an override; null when it says nothing
 * @param used by stored usage, and reserved
 * @param resetsAt when the use begins again from nothing; of a rolling window when the oldest of it leaves; null when
 *     never
 * @param countable false when the meter does not add up: such a limit cannot be checked
 */
public record LimitUse(
        long id,
        LimitScope scope,
        String feature,
        String unit,
        String subject,
        Quota.Kind kind,
        Quota.Overage overage,
        List<BigDecimal> warnAt,
        @Nullable BigDecimal limit,
        @Nullable BigDecimal base,
        BigDecimal granted,
        @Nullable Instant grantedUntil,
        LimitSource source,
        String plan,
        @Nullable BigDecimal planLimit,
        BigDecimal used,
        @Nullable Instant resetsAt,
        boolean countable) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public LimitUse {
        warnAt = List.copyOf(warnAt);
    }

    /** What is left, never less than nothing; null without a limit. */
    public @Nullable BigDecimal remaining() {
        return limit == null ? null : limit.subtract(used).max(BigDecimal.ZERO);
    }

    /** What is above the limit; zero without one. */
    public BigDecimal over() {
        return limit == null ? BigDecimal.ZERO : used.subtract(limit).max(BigDecimal.ZERO);
    }

    /** True when so much more stays within the limit, or the limit is a soft one. */
    public boolean allows(BigDecimal amount) {
        return limit == null || kind == Quota.Kind.SOFT || used.add(amount).compareTo(limit) <= 0;
    }

    /** Percents of the warning levels that so much more reaches. */
    public List<BigDecimal> warnings(BigDecimal amount) {
        if (limit == null) {
            return List.of();
        }
        BigDecimal total = used.add(amount).multiply(HUNDRED);
        return warnAt.stream()
                .filter(percent -> total.signum() > 0 && total.compareTo(limit.multiply(percent)) >= 0)
                .toList();
    }
}
