package org.countinghouse.rating.review;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.Predicate;

/** Quantities that go in steps. */
final class Steps {
    private static final BigDecimal TWO = BigDecimal.TWO;

    private Steps() {}

    /** The quantity, or the step below it. */
    static BigDecimal down(BigDecimal quantity, BigDecimal step) {
        return quantity.divide(step, 0, RoundingMode.FLOOR).multiply(step).stripTrailingZeros();
    }

    /**
     * The first step at which something holds that does not hold at {@code low} and holds at {@code high}.
     *
     * @param low and {@code high} are on steps
     */
    static BigDecimal first(BigDecimal low, BigDecimal high, BigDecimal step, Predicate<BigDecimal> holds) {
        BigDecimal before = low;
        BigDecimal from = high;
        while (from.subtract(before).compareTo(step) > 0) {
            BigDecimal middle = down(before.add(from).divide(TWO), step);
            if (holds.test(middle)) {
                from = middle;
            } else {
                before = middle;
            }
        }
        return from.stripTrailingZeros();
    }
}
