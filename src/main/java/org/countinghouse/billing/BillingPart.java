package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countinghouse.catalog.Aggregation;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.Moment;
import org.countinghouse.catalog.PlanDocument;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a period that is priced by itself.
 *
 * @param plan the plan with the customer's own prices, or the part of it that holds here
 * @param start first moment of the stretch or before the period
 * @param end exclusive; null = beyond the period
 * @param usageFrom first moment of the usage that is priced here
 * @param usageTo first moment after it
 */
record BillingPart(
        PlanDocument plan,
        Moment start,
        @Nullable Moment end,
        Map<String, BigDecimal> quantities,
        Instant usageFrom,
        Instant usageTo) {
    /**
     * What was used in it up to a moment. Where a level is held over time, the stretch ends there: what is held later is
     * not used yet.
     *
     * @param without codes of charges to leave out
     */
    BillingPart usage(Instant now, Map<String, Meter> catalogue, Set<String> without) {
        var charges = plan.charges().stream()
                .filter(charge -> !without.contains(charge.code()))
                .map(Charge::withoutMinimum)
                .toList();
        boolean held = charges.stream()
                .map(charge -> catalogue.get(charge.meter()))
                .anyMatch(meter -> meter != null && meter.aggregation() == Aggregation.WEIGHTED_SUM);
        boolean over = !usageTo.isAfter(now);
        return new BillingPart(
                plan.with(List.of(), charges, null, plan.trialDays()),
                start,
                held && !over ? Moment.of(now) : end,
                quantities,
                usageFrom,
                over ? usageTo : now);
    }
}
