package org.countinghouse.rating.review;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.money.Decimals;
import org.countinghouse.rating.review.Crossing.Pair;
import org.countinghouse.rating.review.Crossing.Standing;
import org.jspecify.annotations.Nullable;

/**
 * Finds where the totals of two prices cross. Between the stops of both, each total runs evenly, so that what differs
 * at two ends crosses once in between, which halving finds; every figure is the engine's, before rounding.
 */
final class Crossings {
    private static final int MOST = 24;
    private static final int MOST_IN_TABLE = 14;

    private final ChargeTotals before;
    private final ChargeTotals after;
    private final BigDecimal step;
    private final TreeSet<BigDecimal> stops = new TreeSet<>();
    private final boolean complete;

    /** From a quantity on, the second total is above (1), at (0) or below (-1) the first. */
    private record Stretch(BigDecimal from, int sign) {}

    private Crossings(ChargeTotals before, ChargeTotals after) {
        this.before = before;
        this.after = after;
        this.step = before.step().min(after.step());
        stops.addAll(before.stops());
        stops.addAll(after.stops());
        List<RepeatedSteps> repeated = RepeatedSteps.of(before.charge());
        boolean alike = repeated.equals(RepeatedSteps.of(after.charge()));
        if (!alike) {
            repeated.forEach(one -> one.addTo(stops, step));
            RepeatedSteps.of(after.charge()).forEach(one -> one.addTo(stops, step));
        }
        this.complete = alike && !isFormula(before) && !isFormula(after);
        addLimits(before);
        addLimits(after);
    }

    private static boolean isFormula(ChargeTotals totals) {
        return totals.charge().price().model() instanceof PriceModel.FormulaPrice;
    }

    /** @param of for which usage, where the price depends on it */
    static Comparison compare(ChargeTotals before, ChargeTotals after, String name, String of) {
        var crossings = new Crossings(before, after);
        List<Stretch> stretches = crossings.stretches();
        Standing start = Standing.of(stretches.getFirst().sign());
        List<Crossing> all = crossings.crossings(stretches);
        List<Crossing> told = all.subList(0, Math.min(all.size(), MOST));
        return new Comparison(
                after.charge().code(),
                name,
                of,
                start,
                told,
                crossings.table(told),
                crossings.complete && told.size() == all.size());
    }

    /** Where a minimum or a maximum takes over, a total bends. */
    private void addLimits(ChargeTotals totals) {
        List<BigDecimal> known = List.copyOf(stops);
        for (int index = 1; index < known.size(); index++) {
            BigDecimal low = known.get(index - 1);
            BigDecimal high = known.get(index);
            boolean minimum = totals.isMinimum(low);
            if (minimum != totals.isMinimum(high)) {
                addAround(Steps.first(low, high, step, quantity -> totals.isMinimum(quantity) != minimum));
            }
            boolean maximum = totals.isMaximum(low);
            if (maximum != totals.isMaximum(high)) {
                addAround(Steps.first(low, high, step, quantity -> totals.isMaximum(quantity) != maximum));
            }
        }
    }

    private void addAround(BigDecimal quantity) {
        stops.add(quantity);
        stops.add(quantity.subtract(step).max(BigDecimal.ZERO).stripTrailingZeros());
    }

    private BigDecimal difference(BigDecimal quantity) {
        return after.exact(quantity).subtract(before.exact(quantity));
    }

    private int sign(BigDecimal quantity) {
        return difference(quantity).signum();
    }

    private List<Stretch> stretches() {
        List<Stretch> stretches = new ArrayList<>();
        BigDecimal low = BigDecimal.ZERO;
        int sign = sign(low);
        stretches.add(new Stretch(low, sign));
        for (BigDecimal high : stops) {
            while (sign(high) != sign) {
                int old = sign;
                BigDecimal from = Steps.first(low, high, step, quantity -> sign(quantity) != old);
                sign = sign(from);
                stretches.add(new Stretch(from, sign));
                low = from;
            }
            low = high;
        }
        // Without usage both may cost nothing, which says little.
        boolean onlyAtZero = stretches.size() > 1
                && stretches.getFirst().sign() == 0
                && stretches.get(1).from().compareTo(step) == 0;
        if (onlyAtZero) {
            stretches.set(1, new Stretch(BigDecimal.ZERO, stretches.get(1).sign()));
            stretches.removeFirst();
        }
        return stretches;
    }

    /** Prices that meet at one quantity and part again have crossed there, or only touched. */
    private List<Crossing> crossings(List<Stretch> stretches) {
        List<Crossing> crossings = new ArrayList<>();
        int sign = stretches.getFirst().sign();
        for (int index = 1; index < stretches.size(); index++) {
            Stretch stretch = stretches.get(index);
            boolean meeting = stretch.sign() == 0
                    && index + 1 < stretches.size()
                    && stretches.get(index + 1).from().subtract(stretch.from()).compareTo(step) == 0;
            Stretch behind = meeting ? stretches.get(++index) : stretch;
            if (behind.sign() != sign) {
                crossings.add(new Crossing(
                        pair(stretch.from().subtract(step)),
                        pair(behind.from()),
                        meeting ? stretch.from() : between(stretch.from(), sign, behind.sign()),
                        Standing.of(sign),
                        Standing.of(behind.sign())));
                sign = behind.sign();
            }
        }
        return crossings;
    }

    /** The quantity between two steps at which both totals are the same, when there is one that can be written. */
    private @Nullable BigDecimal between(BigDecimal above, int signBefore, int signAfter) {
        if (signBefore == 0 || signAfter == 0 || before.isWhole() || after.isWhole()) {
            return null;
        }
        BigDecimal below = above.subtract(step);
        BigDecimal first = difference(below);
        BigDecimal run = first.subtract(difference(above));
        BigDecimal meeting = below.add(step.multiply(first).divide(run, Decimals.MAX_DECIMALS, RoundingMode.HALF_UP));
        return sign(meeting) == 0 ? meeting.stripTrailingZeros() : null;
    }

    private Pair pair(BigDecimal quantity) {
        BigDecimal plain = quantity.stripTrailingZeros();
        return new Pair(plain, before.amount(plain), after.amount(plain));
    }

    /** Where they cross, where a price changes, and a look beyond. */
    private List<Pair> table(List<Crossing> crossings) {
        var quantities = new TreeSet<BigDecimal>();
        for (Crossing crossing : crossings) {
            quantities.add(crossing.below().quantity());
            Optional.ofNullable(crossing.at()).ifPresent(quantities::add);
            quantities.add(crossing.above().quantity());
        }
        while (quantities.size() > MOST_IN_TABLE - 4) {
            quantities.pollLast();
        }
        var telling = new TreeSet<BigDecimal>();
        before.breaks().forEach(one -> telling.add(one.quantity()));
        after.breaks().forEach(one -> telling.add(one.quantity()));
        telling.add(BigDecimal.ONE);
        for (BigDecimal quantity : telling) {
            if (quantities.size() < MOST_IN_TABLE - 2) {
                quantities.add(quantity);
            }
        }
        quantities.add(BigDecimal.ZERO);
        quantities.add(Steps.down(quantities.last().max(BigDecimal.TEN).multiply(BigDecimal.TWO), step));
        return quantities.stream().map(this::pair).toList();
    }
}
