package org.countinghouse.rating;

import org.countinghouse.catalog.PriceModel;
import org.countinghouse.money.Fraction;

/** Quantity x unit amount. */
final class PerUnitPricing {
    private PerUnitPricing() {}

    static Fraction amount(PriceModel.PerUnit price, PricedUsage usage, Explanation explain) {
        Fraction amount = usage.quantity().times(price.unitAmount());
        explain.step(
                "price",
                step -> step.figure("quantity", usage.quantity())
                        .figure("unit_amount", price.unitAmount())
                        .figure("amount", amount));
        return amount;
    }
}
