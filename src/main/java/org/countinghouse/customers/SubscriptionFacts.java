package org.countinghouse.customers;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A subscription with the plan version it is pinned to.
 *
 * @param plan the plan's code
 * @param version number of the plan version
 * @param startsOn first day, in {@code timeZone}
 * @param endsOn first day no longer covered; null = open
 * @param quantities quantities by fee code, for example seats
 */
public record SubscriptionFacts(
        long id,
        String plan,
        String planName,
        int version,
        LocalDate startsOn,
        @Nullable LocalDate endsOn,
        String timeZone,
        Map<String, BigDecimal> quantities) {
    public SubscriptionFacts {
        quantities = java.util.Collections.unmodifiableMap(new TreeMap<>(quantities));
    }

    /** Where a subscription stands on a day. */
    public enum Phase {
        UPCOMING,
        RUNNING,
        ENDED
    }

    public Phase phase(LocalDate today) {
        if (today.isBefore(startsOn)) {
            return Phase.UPCOMING;
        }
        return endsOn != null && !today.isBefore(endsOn) ? Phase.ENDED : Phase.RUNNING;
    }
}
