package org.countinghouse.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Spreads an amount over parts so that the parts add up to it exactly (largest remainder, Hamilton's method). */
public final class LargestRemainder {
    private LargestRemainder() {}

    /**
     * Each part gets its share rounded down; the units left over go to the largest remainders, ties in order.
     *
     * @param total the amount to spread, at {@code scale}
     * @param weights one weight a part; their sum must be above zero
     * @param scale decimals of the currency's minor unit
     */
    public static List<BigDecimal> spread(BigDecimal total, List<BigDecimal> weights, int scale) {
        BigDecimal sum = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.signum() <= 0) {
            throw new IllegalArgumentException("weights must add up to more than zero: " + weights);
        }
        return settle(
                total,
                weights.stream()
                        .map(weight -> new Fraction(total.multiply(weight), sum))
                        .toList(),
                scale);
    }

    /**
     * Rounds exact parts down and hands out what is missing to {@code total} by largest remainder, ties in order.
     *
     * @param total the rounded sum of {@code parts}
     */
    public static List<BigDecimal> settle(BigDecimal total, List<Fraction> parts, int scale) {
        List<BigDecimal> shares = new ArrayList<>(parts.size());
        List<Fraction> remainders = new ArrayList<>(parts.size());
        BigDecimal missing = total;
        for (Fraction part : parts) {
            BigDecimal share = part.round(scale, RoundingMode.FLOOR);
            shares.add(share);
            remainders.add(part.minus(share));
            missing = missing.subtract(share);
        }
        BigDecimal unit = BigDecimal.ONE.movePointLeft(scale);
        int units = missing.divideToIntegralValue(unit).intValueExact();
        Comparator<Integer> byRemainder = (left, right) -> remainders.get(right).compare(remainders.get(left));
        IntStream.range(0, parts.size())
                .boxed()
                .sorted(byRemainder)
                .limit(units)
                .forEach(index -> shares.set(index, shares.get(index).add(unit)));
        return shares;
    }
}
