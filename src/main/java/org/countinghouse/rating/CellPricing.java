package org.countinghouse.rating;

import java.math.BigDecimal;
import org.countinghouse.money.Fraction;
import org.countinghouse.rating.PricedUsage.Cell;

/** Adds up the cells of a price that depends on properties or time. */
final class CellPricing {
    private final Explanation explain;
    private Fraction amount = Fraction.ZERO;
    private Fraction quantity = Fraction.ZERO;

    CellPricing(Explanation explain) {
        this.explain = explain;
    }

    /** A cell below zero bills nothing, like any quantity below zero. */
    void add(String text, Cell cell, BigDecimal unitAmount) {
        Fraction priced = cell.quantity().atLeastZero();
        Fraction part = priced.times(unitAmount);
        amount = amount.plus(part);
        quantity = quantity.plus(priced);
        explain.step(
                "price",
                step -> step.text(text)
                        .figure("quantity", priced)
                        .figure("unit_amount", unitAmount)
                        .figure("amount", part));
    }

    Pricing.Priced priced() {
        return new Pricing.Priced(amount, quantity);
    }

    /** These prices need to see the usage itself. */
    static void requireUsage(PricedUsage usage, PricingContext context, String model) {
        if (usage.direct()) {
            throw context.failure(
                    "rating.needs_usage",
                    "has a " + model + " price: a quantity given directly cannot serve it, give usage or readings.");
        }
    }
}
