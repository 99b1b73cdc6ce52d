package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
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
        Instant usageTo) {}
