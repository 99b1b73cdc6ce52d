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

    private @Nullable CheckedStep lastPriced;
    private @Nullable BigDecimal tierBound;

    private ScopeCheck(FreeUnits free, int scale) {
        this.free = free;
        this.scale = scale;
    }

    /** What the steps of a line before its rounding come to. */
    static BigDecimal amount(List<CheckedStep> steps, int scale) {
        return new ScopeCheck(new FreeUnits(), scale).amount(steps);
    }

    /** What the steps of a measurement come to. */
    static BigDecimal quantity(List<CheckedStep> steps, int scale) {
        return new ScopeCheck(new FreeUnits(), scale).measured(steps);
    }

    private BigDecimal amount(List<CheckedStep> steps) {
        steps.forEach(this::step);
        requireWholePriced();
        return amount;
    }

    private BigDecimal measured(List<CheckedStep> steps) {
        steps.forEach(this::step);
        return quantity == null ? BigDecimal.ZERO : quantity;
    }

    private void step(CheckedStep step) {
        switch (step.name()) {
            case "aggregate" -> quantity = MeasureCheck.aggregate(step);
            case "round_meter" -> quantity = MeasureCheck.rounded(step, known(step));
            case "convert" -> quantity = MeasureCheck.converted(step, known(step));
            case "free" -> free(step);
            case "allowance" -> allowance(step);
            case "below_zero" -> belowZero(step);
            case "free_usage" -> freeUsage(step);
            case "price" -> price(step);
            case "unpriced" -> priced(step, "quantity");
            case "cells" -> cells(step);
            case "part" ->
                amount = amount.add(step.require("amount", new ScopeCheck(free, scale).amount(step.inside())));
            case "sum" -> step.require("amount", amount);
            default -> amount = RuleCheck.amount(step, amount);
        }
        step.done();
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
        quantity = step.require("value", measured.subtract(units).max(BigDecimal.ZERO));
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
            quantity = BigDecimal.ZERO;
        } else {
            priced(step, "quantity");
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
        for (CheckedStep cell : step.inside()) {
            BigDecimal measured = new ScopeCheck(cellFree, scale).measured(cell.inside());
            cell.require("quantity", measured);
            sum = sum.add(cell.name().equals("unpriced") ? BigDecimal.ZERO : PriceCheck.amount(cell, scale));
            cell.done();
        }
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
