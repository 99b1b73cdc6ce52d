package org.countinghouse.rating;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of an invoice.
 *
 * @param charge code of the fee or charge, {@code commitment} for the plan's commitment
 * @param meter code of the charge's meter; null for fees and the commitment
 * @param group the group's properties in order; a null value is the group of events without the property; empty when
 *     the charge is not grouped
 * @param quantity what the model priced
 * @param unit what one of the quantity is called, or null
 * @param exact before rounding
 * @param amount rounded to the minor unit; with tax-inclusive prices, without the tax
 * @param discount the coupons' share
 * @param credit the credits' share
 * @param net amount - discount - credit
 * @param explanation every step; empty unless asked for
 */
public record RatedLine(
        Kind kind,
        String charge,
        @Nullable String meter,
        String name,
        Map<String, @Nullable String> group,
        BigDecimal quantity,
        @Nullable String unit,
        BigDecimal exact,
        BigDecimal amount,
        BigDecimal discount,
        BigDecimal credit,
        BigDecimal net,
        String taxCategory,
        List<ExplanationStep> explanation) {
    public RatedLine {
        group = group.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(group));
        explanation = List.copyOf(explanation);
    }

    /** Where a line comes from. */
    public enum Kind {
        FEE,
        USAGE,
        MINIMUM,
        COMMITMENT,
        ADJUSTMENT,
        PRORATION,
        MANUAL
    }
}
