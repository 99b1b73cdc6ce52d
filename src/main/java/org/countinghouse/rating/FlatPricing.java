package org.countinghouse.rating;

import java.math.BigDecimal;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.money.Fraction;

/** The amount once, however much was used. */
final class FlatPricing {
    private FlatPricing() {}

    static Fraction amount(PriceModel.Flat price, boolean flatAtZero, PricedUsage usage, Explanation explain) {
        boolean billed = flatAtZero || usage.quantity().signum() > 0;
        BigDecimal amount = billed ? price.amount() : BigDecimal.ZERO;
        explain.step(
                "price",
                step -> step.text("flat")
                        .figure("quantity", usage.quantity())
                        .figure("flat_amount", amount)
                        .figure("amount", amount));
        return Fraction.of(amount);
    }
}
