package org.countinghouse.customers;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A customer's subscription to one version of a plan; it stays on that version until it is moved explicitly.
 *
 * @param customer the customer's external id
 * @param plan the plan's code
 * @param version number of a published version in force on {@code startsOn}; null = the latest
 * @param startsOn first day, in {@code timeZone}
 * @param endsOn first day no longer covered; null = open
 * @param quantities quantities by fee code, for example seats
 */
public record Subscription(
        String customer,
        String plan,
        @Nullable Integer version,
        LocalDate startsOn,
        @Nullable LocalDate endsOn,
        String timeZone,
        Map<String, BigDecimal> quantities) {

    public Subscription {
        quantities = Map.copyOf(quantities);
    }

    /** Of the latest version in force on its first day. */
    public Subscription(
            String customer,
            String plan,
            LocalDate startsOn,
            @Nullable LocalDate endsOn,
            String timeZone,
            Map<String, BigDecimal> quantities) {
        this(customer, plan, null, startsOn, endsOn, timeZone, quantities);
    }
}
