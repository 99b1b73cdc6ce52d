package org.countinghouse.rating;

import java.math.BigDecimal;
import java.util.function.Consumer;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.money.Fraction;
import org.countinghouse.rating.PricedUsage.Cell;

/** Adds up the cells of a price that depends on properties or time. */
final class CellPricing {
    private final PricedUsage usage;
    private final Explanation explain;
    /** Where the cells' steps go: inside one step of their own when each cell is measured by itself. */
    private final Explanation steps;

    private Fraction amount = Fraction.ZERO;
    private Fraction quantity = Fraction.ZERO;

    CellPricing(PricedUsage usage, Explanation explain) {
        this.usage = usage;
        this.explain = explain;
        this.steps = usage.additive() ? explain : explain.inside();
    }

    /** A cell below zero bills nothing, like any quantity below zero. */
    void add(String text, Cell cell, BigDecimal unitAmount) {
        add(text, cell, unitAmount, step -> {});
    }

    /** @param describe adds the figures that the unit amount comes from */
    void add(String text, Cell cell, BigDecimal unitAmount, Consumer<Explanation.Step> describe) {
        Fraction priced = cell.quantity().atLeastZero();
        Fraction part = priced.times(unitAmount);
        amount = amount.plus(part);
        quantity = quantity.plus(priced);
        if (cell.quantity().signum() < 0) {
            steps.step(
                    "below_zero",
                    step -> step.text(text).figure("quantity", cell.quantity()).figure("amount", BigDecimal.ZERO));
            return;
        }
        steps.step("price", step -> {
            step.text(text).figure("quantity", priced);
            describe.accept(step);
            step.figure("unit_amount", unitAmount).figure("amount", part).inside(cell.measured());
        });
    }

    /** A cell without a price: it is a problem of the request and bills nothing. */
    void leaveOut(String text, Cell cell) {
        steps.step(
                "unpriced",
                step -> step.text(text).figure("quantity", cell.quantity()).inside(cell.measured()));
    }

    Pricing.Priced priced() {
        if (!usage.additive()) {
            explain.step(
                    "cells",
                    step -> step.text("each part measured by itself")
                            .figure("quantity", usage.quantity())
                            .figureUnlessZero("free", usage.free())
                            .figure("amount", amount)
                            .inside(steps));
        }
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
