package org.countinghouse.rating;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.countinghouse.catalog.Meter;
import org.countinghouse.money.Fraction;

/**
 * What reaches a price model: a quantity, and for the models that look closer, the usage it consists of.
 *
 * @param quantity converted and beyond the free units, zero or more
 * @param free converted units at the begin of {@code items} that cost nothing
 * @param direct the quantity was given without usage
 */
record PricedUsage(
        Conversion conversion,
        Fraction quantity,
        Fraction free,
        List<Item> items,
        Instant from,
        Instant to,
        boolean direct) {
    /**
     * A part of the quantity that has one price.
     *
     * @param events how many events it stands for
     * @param measured how a cell that is measured by itself was; empty for a share of the whole
     */
    record Cell(Fraction quantity, BigDecimal events, Explanation measured) {
        Cell plus(Cell other) {
            return new Cell(quantity.plus(other.quantity), events.add(other.events), measured);
        }
    }

    /**
     * One item's part of the quantity.
     *
     * @param allFree nothing of it is beyond the free units
     */
    record Share(Item item, Fraction quantity, boolean allFree) {}

    /** Parts add up to the whole: of a sum or a count. */
    boolean additive() {
        return meter().aggregation().additive();
    }

    Meter meter() {
        return conversion.meter();
    }

    /** The usage beyond {@code included} units more. */
    PricedUsage beyond(BigDecimal included) {
        return new PricedUsage(
                conversion, quantity.minus(included).atLeastZero(), free.plus(included), items, from, to, direct);
    }

    /**
     * The quantity by item, in order of time: each item has what it adds to the converted running total beyond the
     * free units, so that the shares add up to the quantity whatever is rounded. Only for sum and count meters.
     */
    List<Share> shares() {
        List<Share> shares = new ArrayList<>(items.size());
        BigDecimal total = BigDecimal.ZERO;
        Fraction reached = Fraction.ZERO;
        for (Item item : items) {
            total = total.add(item.value());
            Fraction next = conversion.ofSum(total).minus(free).atLeastZero();
            shares.add(new Share(item, next.minus(reached), next.signum() == 0));
            reached = next;
        }
        return shares;
    }

    /** The quantity split by what decides the price; cells come in order of their first usage. */
    <K> Map<K, Cell> cells(Function<Item, K> key, Explanation explain) {
        return additive() ? cellsOfShares(key, explain.inside()) : cellsByThemselves(key, explain);
    }

    private <K> Map<K, Cell> cellsOfShares(Function<Item, K> key, Explanation unmeasured) {
        Map<K, Cell> cells = new LinkedHashMap<>();
        for (Share share : shares()) {
            Cell cell = new Cell(share.quantity(), share.item().count(), unmeasured);
            cells.merge(key.apply(share.item()), cell, Cell::plus);
        }
        return cells;
    }

    /** Maxima, averages and the like do not add up: each cell is aggregated alone, the first ones use the free units. */
    private <K> Map<K, Cell> cellsByThemselves(Function<Item, K> key, Explanation explain) {
        Map<K, List<Item>> parts = new LinkedHashMap<>();
        items.forEach(item -> parts.computeIfAbsent(key.apply(item), ignored -> new ArrayList<>())
                .add(item));
        Map<K, Cell> cells = new LinkedHashMap<>();
        Fraction left = free;
        for (Map.Entry<K, List<Item>> part : parts.entrySet()) {
            Fraction measured = conversion.of(part.getValue(), from, to);
            Fraction converted = measured.atLeastZero();
            Fraction used = converted.min(left);
            Fraction before = left;
            left = left.minus(used);
            Explanation steps = explain.inside();
            if (steps.wanted()) {
                explainCell(part.getValue(), measured, before, steps);
            }
            cells.put(
                    part.getKey(),
                    new Cell(
                            converted.minus(used),
                            BigDecimal.valueOf(part.getValue().size()),
                            steps));
        }
        return cells;
    }

    private void explainCell(List<Item> items, Fraction measured, Fraction freeLeft, Explanation steps) {
        AggregateWording.measured(conversion, items, from, to, steps);
        if (measured.signum() < 0) {
            steps.step("below_zero", step -> step.figure("quantity", measured).figure("amount", BigDecimal.ZERO));
            return;
        }
        Fraction used = measured.min(freeLeft);
        if (free.signum() != 0) {
            steps.step(
                    "free",
                    step -> step.figure("quantity", freeLeft)
                            .figureUnlessZero("left", freeLeft.minus(used))
                            .figure("value", measured.minus(used)));
        }
    }
}
