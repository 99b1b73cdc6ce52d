package org.countinghouse.rating;

import java.math.BigDecimal;
import java.util.List;
import org.countinghouse.money.Decimals;
import org.jspecify.annotations.Nullable;

/** Checks the steps that belong together: what was measured, what of it was priced, and what that comes to. */
final class ScopeCheck {
    private static final String TIER = "tier up to ";

    /** The free units of a line; what one part of it leaves is the next one's. */
    private static final class FreeUnits {
        private @Nullable BigDecimal left;
    }

    private final FreeUnits free;
    private final int scale;
    private BigDecimal amount = BigDecimal.ZERO;
    private @Nullable BigDecimal quantity;
    /** How much of the quantity the steps so far account for. */
    private BigDecimal priced = BigDecimal.ZERO;
    /** Free and included units. */
    private BigDecimal deducted = BigDecimal.ZERO;

    private final PricedCount count = new PricedCount();
    private @Nullable CheckedStep lastPriced;
    private @Nullable BigDecimal tierBound;

    private ScopeCheck(FreeUnits free, int scale) {
        this.free = free;
        this.scale = scale;
    }

    /** Checks the steps of a line before its rounding. */
    static ScopeCheck of(List<CheckedStep> steps, int scale) {
        return new ScopeCheck(new FreeUnits(), scale).checked(steps);
    }

    /** What the steps of a measurement come to. */
    static BigDecimal quantity(List<CheckedStep> steps, int scale) {
        return new ScopeCheck(new FreeUnits(), scale).measured(steps);
    }

    private ScopeCheck checked(List<CheckedStep> steps) {
        steps.forEach(this::step);
        requireWholePriced();
        return this;
    }

    /** What the steps come to. */
    BigDecimal amount() {
        return amount;
    }

    /** How much was priced: of a fee how many, of a rule's line one. */
    BigDecimal pricedQuantity() {
        return count.quantity();
    }

    private BigDecimal measured(List<CheckedStep> steps) {
        steps.forEach(this::step);
        return quantity == null ? BigDecimal.ZERO : quantity;
    }

    private void step(CheckedStep step) {
        switch (step.name()) {
            case "aggregate" -> reach(MeasureCheck.aggregate(step));
            case "round_meter" -> reach(MeasureCheck.rounded(step, known(step)));
            case "convert" -> reach(MeasureCheck.converted(step, known(step)));
            case "free" -> free(step);
            case "allowance" -> allowance(step);
            case "below_zero" -> belowZero(step);
            case "free_usage" -> freeUsage(step);
            case "price" -> price(step);
            case "unpriced" -> leftOut(step);
            case "cells" -> cells(step);
            case "part" -> part(step);
            case "sum" -> step.require("amount", amount);
            default -> rule(step);
        }
        step.done();
    }

    private void reach(BigDecimal measured) {
        quantity = measured;
        count.reach(measured);
    }

    private void leftOut(CheckedStep step) {
        priced(step, "quantity");
        count.leaveOut(step.figure("quantity"));
    }

    private void part(CheckedStep step) {
        ScopeCheck part = new ScopeCheck(free, scale).checked(step.inside());
        amount = amount.add(step.require("amount", part.amount));
        count.addPart(part.count);
    }

    private void rule(CheckedStep step) {
        amount = RuleCheck.amount(step, amount);
        if (RuleCheck.OWN_LINES.contains(step.name())) {
            count.ofRule();
        }
    }

    private BigDecimal known(CheckedStep step) {
        if (quantity == null) {
            throw step.broken("value", "something measured before", "nothing");
        }
        return quantity;
    }

    private void free(CheckedStep step) {
        BigDecimal measured = known(step);
        BigDecimal units = step.figure("quantity");
        if (free.left != null) {
            step.require("quantity", free.left);
        } else if (step.has("full")) {
            RuleCheck.share(step, "quantity");
        }
        free.left = step.requireOrZero("left", units.subtract(measured).max(BigDecimal.ZERO));
        reach(step.require("value", measured.subtract(units).max(BigDecimal.ZERO)));
        deducted = deducted.add(units);
    }

    private void allowance(CheckedStep step) {
        BigDecimal measured = known(step);
        BigDecimal units = step.figure("quantity");
        step.requireOrZero("left", units.subtract(measured).max(BigDecimal.ZERO));
        quantity = step.require("value", measured.subtract(units).max(BigDecimal.ZERO));
        deducted = deducted.add(units);
    }

    /** Of all that was measured, or of one cell of it. */
    private void belowZero(CheckedStep step) {
        step.require("amount", BigDecimal.ZERO);
        step.require(step.figure("quantity").signum() < 0, "quantity", "below zero");
        if (quantity != null && quantity.signum() < 0) {
            step.require("quantity", quantity);
            reach(BigDecimal.ZERO);
        } else {
            leftOut(step);
        }
    }

    private void freeUsage(CheckedStep step) {
        if (step.has("free_amount")) {
            step.require("quantity", step.figure("free_amount"));
        }
        priced(step, "quantity");
    }

    private void price(CheckedStep step) {
        amount = amount.add(PriceCheck.amount(step, scale));
        boolean tier = step.text().startsWith(TIER) || step.text().equals("last tier");
        if (tier && tierBound != null) {
            // The tier before this one was used up.
            requirePriced(tierBound);
        }
        if (step.has("quantity")) {
            priced(step, "quantity");
            count.give(step.figure("quantity"));
        }
        if (step.text().startsWith(TIER)) {
            tierBound = Decimals.parse(step.text().substring(TIER.length()))
                    .orElseThrow(() -> step.broken("text", "the tier's bound", step.text()));
            boolean within = priced.compareTo(tierBound) <= 0 || step.close(priced, tierBound);
            step.require(within, "quantity", "no more than " + Decimals.plain(tierBound) + " together");
        }
    }

    private void priced(CheckedStep step, String figure) {
        priced = priced.add(step.figure(figure));
        lastPriced = step;
    }

    /** Each cell is measured by itself, and the first ones use the free units. */
    private void cells(CheckedStep step) {
        priced(step, "quantity");
        step.requireOrZero("free", deducted);
        FreeUnits cellFree = new FreeUnits();
        cellFree.left = deducted;
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal withPrice = BigDecimal.ZERO;
        for (CheckedStep cell : step.inside()) {
            BigDecimal measured = new ScopeCheck(cellFree, scale).measured(cell.inside());
            cell.require("quantity", measured);
            sum = sum.add(cell.name().equals("unpriced") ? BigDecimal.ZERO : PriceCheck.amount(cell, scale));
            withPrice = withPrice.add(cell.name().equals("price") ? measured : BigDecimal.ZERO);
            cell.done();
        }
        count.leaveOut(step.figure("quantity").subtract(withPrice));
        amount = amount.add(step.require("amount", sum));
    }

    private void requireWholePriced() {
        if (quantity != null) {
            requirePriced(quantity);
        }
    }

    private void requirePriced(BigDecimal expected) {
        CheckedStep last = lastPriced;
        if (last == null) {
            if (expected.signum() != 0) {
                throw new CheckedStep.Broken(new ExplanationVerifier.Mismatch(
                        "explanation", "", "a price for " + Decimals.plain(expected), "none"));
            }
        } else if (!last.close(priced, expected)) {
            BigDecimal found = last.figure("quantity");
            throw last.broken("quantity", Decimals.plain(found.add(expected).subtract(priced)), Decimals.plain(found));
        }
    }
}
