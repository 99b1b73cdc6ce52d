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
     */
    record Cell(Fraction quantity, BigDecimal events) {
        Cell plus(Cell other) {
            return new Cell(quantity.plus(other.quantity), events.add(other.events));
        }
    }

    /**
     * One item's part of the quantity.
     *
     * @param allFree nothing of it is beyond the free units
     */
    record Share(Item item, Fraction quantity, boolean allFree) {}

    Meter meter() {
        return conversion.meter();
    }

    /** The usage beyond {@code included} units more. */
    PricedUsage beyond(BigDecimal included) {
        return new PricedUsage(
                conversion, quantity.minus(included).atLeastZero(), free.plus(included), items, from, to, direct);
    }

    /** How many events stand behind the quantity. */
    BigDecimal events() {
        return items.stream().map(Item::count).reduce(BigDecimal.ZERO, BigDecimal::add);
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
    <K> Map<K, Cell> cells(Function<Item, K> key) {
        return meter().aggregation().additive() ? cellsOfShares(key) : cellsByThemselves(key);
    }

    private <K> Map<K, Cell> cellsOfShares(Function<Item, K> key) {
        Map<K, Cell> cells = new LinkedHashMap<>();
        for (Share share : shares()) {
            Cell cell = new Cell(share.quantity(), share.item().count());
            cells.merge(key.apply(share.item()), cell, Cell::plus);
        }
        return cells;
    }

    /** Maxima, averages and the like do not add up: each cell is aggregated alone, the first ones use the free units. */
    private <K> Map<K, Cell> cellsByThemselves(Function<Item, K> key) {
        Map<K, List<Item>> parts = new LinkedHashMap<>();
        items.forEach(item -> parts.computeIfAbsent(key.apply(item), ignored -> new ArrayList<>())
                .add(item));
        Map<K, Cell> cells = new LinkedHashMap<>();
        Fraction left = free;
        for (Map.Entry<K, List<Item>> part : parts.entrySet()) {
            Fraction converted = conversion.of(part.getValue(), from, to).atLeastZero();
            Fraction used = converted.min(left);
            left = left.minus(used);
            cells.put(
                    part.getKey(),
                    new Cell(
                            converted.minus(used),
                            BigDecimal.valueOf(part.getValue().size())));
        }
        return cells;
    }
}
