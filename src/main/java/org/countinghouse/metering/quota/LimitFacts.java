package org.countinghouse.metering.quota;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.PlanDocument;
import org.jspecify.annotations.Nullable;

/**
 * All that the limits of a customer follow from.
 *
 * @param fingerprint of the customer and its subscriptions; another one means the limits may be others
 */
record LimitFacts(
        long customerId,
        ZoneId zone,
        String fingerprint,
        List<Subscribed> subscriptions,
        List<QuotaOverride> overrides,
        List<QuotaGrant> grants,
        Map<String, Meter> meters) {

    /** A subscription and what its plan says. */
    record Subscribed(
            PlanDocument plan, LocalDate startsOn, @Nullable LocalDate endsOn, ZoneId zone) {
        Instant from() {
            return startsOn.atStartOfDay(zone).toInstant();
        }

        @Nullable
        Instant to() {
            return endsOn == null ? null : endsOn.atStartOfDay(zone).toInstant();
        }

        boolean runsAt(Instant now) {
            Instant to = to();
            return !now.isBefore(from()) && (to == null || now.isBefore(to));
        }
    }

    /** When the limits change by themselves: the next begin or end of a subscription or grant; null when none comes. */
    @Nullable
    Instant validUntil(Instant now) {
        return Stream.concat(
                        subscriptions.stream().flatMap(one -> Stream.of(one.from(), orEnd(one.to()))),
                        grants.stream()
                                .filter(grant -> grant.revokedAt() == null)
                                .flatMap(grant -> Stream.of(grant.startsAt(), grant.endsAt())))
                .filter(time -> time.isAfter(now) && time.isBefore(Instant.MAX))
                .min(Instant::compareTo)
                .orElse(null);
    }

    private static Instant orEnd(@Nullable Instant time) {
        return time == null ? Instant.MAX : time;
    }
}
