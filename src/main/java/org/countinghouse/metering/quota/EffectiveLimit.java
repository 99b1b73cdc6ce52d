package org.countinghouse.metering.quota;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.Quota;
import org.jspecify.annotations.Nullable;

/**
 * What plan, override and grants come to for a customer at a moment.
 *
 * @param base without grants; null = no limit
 * @param granted what active grants add
 * @param grantedUntil when the first of them ends
 * @param plan name of the plan, or of several plans whose limits add up; empty without one
 * @param planAmount what the plan says; null when it says nothing
 */
record EffectiveLimit(
        LimitScope scope,
        Meter meter,
        Frame frame,
        String feature,
        Quota.Kind kind,
        Quota.Overage overage,
        List<BigDecimal> warnAt,
        @Nullable BigDecimal base,
        BigDecimal granted,
        @Nullable Instant grantedUntil,
        LimitSource source,
        String plan,
        @Nullable BigDecimal planAmount) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    @Nullable
    BigDecimal amount() {
        return base == null ? null : base.add(granted);
    }

    /** Only counts and sums can be kept up to date event by event and held under concurrency. */
    boolean countable() {
        return meter.aggregation().additive();
    }

    /** Counters hold undivided sums, so that nothing is lost to rounding. */
    BigDecimal divideBy() {
        return meter.quantity() == null ? BigDecimal.ONE : meter.quantity().divideBy();
    }

    /** The lowest counter at which a warning or an overage is recorded; null without a limit. */
    @Nullable
    BigDecimal alertFrom() {
        BigDecimal limit = amount();
        if (limit == null) {
            return null;
        }
        BigDecimal lowest =
                warnAt.stream().min(BigDecimal::compareTo).orElse(HUNDRED).min(HUNDRED);
        return limit.multiply(lowest).movePointLeft(2).multiply(divideBy());
    }

    EffectiveLimit with(Frame other) {
        return new EffectiveLimit(
                scope,
                meter,
                other,
                feature,
                kind,
                overage,
                warnAt,
                base,
                granted,
                grantedUntil,
                source,
                plan,
                planAmount);
    }

    /** The limits of two plans on one thing add up; the stricter kind holds. */
    EffectiveLimit plus(EffectiveLimit other) {
        boolean hard = kind == Quota.Kind.HARD || other.kind == Quota.Kind.HARD;
        BigDecimal sum = base == null || other.base == null ? null : base.add(other.base);
        return new EffectiveLimit(
                scope,
                meter,
                frame,
                feature,
                hard ? Quota.Kind.HARD : Quota.Kind.SOFT,
                hard ? Quota.Overage.REFUSED : overage,
                java.util.stream.Stream.concat(warnAt.stream(), other.warnAt.stream())
                        .sorted()
                        .distinct()
                        .toList(),
                sum,
                granted,
                grantedUntil,
                source,
                plan + " + " + other.plan,
                sum);
    }

    EffectiveLimit overriddenBy(QuotaOverride override) {
        return new EffectiveLimit(
                scope,
                meter,
                frame,
                override.feature(),
                override.kind(),
                override.overage(),
                override.warnAt(),
                override.limit(),
                granted,
                grantedUntil,
                LimitSource.OVERRIDE,
                plan,
                planAmount);
    }

    EffectiveLimit plus(QuotaGrant grant) {
        Instant until = grantedUntil == null || grant.endsAt().isBefore(grantedUntil) ? grant.endsAt() : grantedUntil;
        return new EffectiveLimit(
                scope,
                meter,
                frame,
                feature,
                kind,
                overage,
                warnAt,
                base,
                granted.add(grant.amount()),
                until,
                source,
                plan,
                planAmount);
    }
}
