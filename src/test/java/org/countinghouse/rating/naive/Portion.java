package org.countinghouse.rating.naive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What reaches a price model: a quantity, and the usage it is made of.
 *
 * @param quantity after conversion and free units
 * @param free the first units of the usage, which cost nothing
 * @param uses in the order of time; none when a total was given directly
 * @param additive whether the meter is a sum or a count
 * @param converted what a list of uses would come to, aggregated and converted
 */
record Portion(
        Fraction quantity,
        Fraction free,
        List<Use> uses,
        boolean additive,
        boolean given,
        Function<List<Use>, Fraction> converted) {
    /** The part of one use, or of all uses that share a price. */
    record Share(Use first, Fraction quantity, Fraction events, boolean allFree) {}

    /** The excess over so many units more. */
    Portion beyond(Fraction included) {
        Fraction excess = quantity.minus(included).larger(Fraction.ZERO);
        return new Portion(excess, free.plus(included), uses, additive, given, converted);
    }

    /** What each use adds to the running total beyond the free units; so the parts add up to the quantity. */
    List<Share> shares() {
        List<Share> shares = new ArrayList<>();
        Fraction reached = Fraction.ZERO;
        for (int index = 0; index < uses.size(); index++) {
            Fraction next =
                    converted.apply(uses.subList(0, index + 1)).minus(free).larger(Fraction.ZERO);
            Use use = uses.get(index);
            shares.add(new Share(use, next.minus(reached), use.count(), next.signum() == 0));
            reached = next;
        }
        return shares;
    }

    /** The quantity by what decides its price, in the order of first usage; no cell is below zero. */
    List<Share> cells(Function<Use, String> key) {
        Map<String, List<Use>> keyed = new LinkedHashMap<>();
        for (Use use : uses) {
            keyed.computeIfAbsent(key.apply(use), none -> new ArrayList<>()).add(use);
        }
        List<Share> cells = new ArrayList<>();
        Fraction freeLeft = free;
        for (Map.Entry<String, List<Use>> cell : keyed.entrySet()) {
            List<Use> inside = cell.getValue();
            Fraction events = Fraction.sum(inside, Use::count);
            if (additive) {
                List<Share> own = shares().stream()
                        .filter(share -> key.apply(share.first()).equals(cell.getKey()))
                        .toList();
                Fraction sum = Fraction.sum(own, Share::quantity).larger(Fraction.ZERO);
                cells.add(new Share(inside.getFirst(), sum, events, false));
            } else {
                Fraction alone = converted.apply(inside).larger(Fraction.ZERO);
                Fraction taken = alone.smaller(freeLeft);
                freeLeft = freeLeft.minus(taken);
                cells.add(new Share(inside.getFirst(), alone.minus(taken), events, false));
            }
        }
        return cells;
    }
}
