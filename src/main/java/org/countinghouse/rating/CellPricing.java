package org.countinghouse.rating;

import java.math.BigDecimal;
import org.countinghouse.catalog.PriceModel;
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

    /** Whatever a given total is, a price that looks at the usage itself cannot be worked out of it. */
    static void refuseTotal(PriceModel model, PricingContext context) {
        switch (model) {
            case PriceModel.Matrix _ -> throw needsUsage("a matrix price", context);
            case PriceModel.TimeOfUse _ -> throw needsUsage("a time-of-use price", context);
            case PriceModel.Spot _ -> throw needsUsage("a spot price", context);
            case PriceModel.Allowance allowance ->
                refuseTotal(allowance.overage().model(), context);
            case PriceModel.Reserved reserved -> refuseTotal(reserved.onDemand().model(), context);
            default -> {}
        }
    }

    private static RatingFailure needsUsage(String price, PricingContext context) {
        return context.failure(
                "rating.needs_usage",
                "has " + price + ": a quantity given directly cannot serve it, give usage or readings.");
    }
}
