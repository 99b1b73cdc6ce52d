package org.countinghouse.metering.quota;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link QuotaRequest}.
 *
 * @param allowed every hard limit has room for the amount
 * @param limits all limits on what was asked for, as they were found; after a reservation with it
 * @param asked the amount that is not in {@code limits} yet: what was asked for, or zero once it is reserved
 * @param repeated the same key was answered before and counted then
 */
public record QuotaAnswer(boolean allowed, List<LimitUse> limits, BigDecimal asked, boolean repeated) {
    public QuotaAnswer {
        limits = List.copyOf(limits);
    }

    /** The limit that refuses, else the one with least left; empty when nothing limits it. */
    public Optional<LimitUse> deciding() {
        Optional<LimitUse> refusing =
                limits.stream().filter(limit -> !limit.allows(asked)).findFirst();
        return refusing.isPresent()
                ? refusing
                : limits.stream()
                        .filter(limit -> limit.remaining() != null)
                        .min(Comparator.comparing(QuotaAnswer::left));
    }

    private static BigDecimal left(LimitUse limit) {
        BigDecimal remaining = limit.remaining();
        return remaining == null ? BigDecimal.ZERO : remaining;
    }

    /** What is left of the deciding limit; null when nothing limits it. */
    public @Nullable BigDecimal remaining() {
        return deciding().map(LimitUse::remaining).orElse(null);
    }

    /** True when a soft limit is passed: allowed, but flagged. */
    public boolean overage() {
        return allowed
                && limits.stream()
                        .anyMatch(limit ->
                                limit.limit() != null && limit.used().add(asked).compareTo(limit.limit()) > 0);
    }
}
