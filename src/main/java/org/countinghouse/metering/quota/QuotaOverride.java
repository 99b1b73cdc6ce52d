package org.countinghouse.metering.quota;

import java.math.BigDecimal;
import java.util.List;
import org.countinghouse.catalog.Quota;
import org.jspecify.annotations.Nullable;

/**
 * A limit of one customer in place of the plan's of the same scope.
 *
 * @param feature the name by which callers ask
 * @param limit in the meter's unit; null = no limit
 * @param warnAt percents of the limit at which someone is told
 * @param reason why, for those who read it later
 */
public record QuotaOverride(
        LimitScope scope,
        String feature,
        @Nullable BigDecimal limit,
        Quota.Kind kind,
        Quota.Overage overage,
        List<BigDecimal> warnAt,
        String reason) {
    public QuotaOverride {
        warnAt = List.copyOf(warnAt);
    }
}
