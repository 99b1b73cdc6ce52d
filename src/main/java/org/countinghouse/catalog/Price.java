package org.countinghouse.catalog;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A price model with what may accompany any of them.
 *
 * @param flatAtZero false: a flat amount is not billed when no quantity reaches the model
 * @param versions prices that replace this one from a moment on; only on a charge's own price
 * @param adjustments percents added or taken off on a condition; only on a charge's own price
 */
public record Price(PriceModel model, boolean flatAtZero, List<Version> versions, List<Adjustment> adjustments) {
    public Price {
        versions = List.copyOf(versions);
        adjustments = List.copyOf(adjustments);
    }

    public static Price of(PriceModel model) {
        return new Price(model, true, List.of(), List.of());
    }

    /** @param from from when the price is in force; a date means local midnight */
    public record Version(Moment from, Price price) {}

    /**
     * A signed percent of the model's amount, on a line of its own, when a meter's whole reading is strictly above
     * or strictly below a bound.
     */
    public record Adjustment(
            String meter,
            @Nullable BigDecimal above,
            @Nullable BigDecimal below,
            BigDecimal percent) {}
}
