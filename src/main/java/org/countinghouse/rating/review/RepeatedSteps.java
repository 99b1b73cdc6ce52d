package org.countinghouse.rating.review;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Price;
import org.countinghouse.catalog.PriceModel;

/**
 * A total that rises in equal steps without end: packages, or units that are rounded to whole ones.
 *
 * @param begin where the first step begins, in what the meter reads
 * @param size of a step
 * @param rounding how a started step counts
 */
record RepeatedSteps(BigDecimal begin, BigDecimal size, String rounding) {
    /** How many steps are looked at one by one. */
    private static final int LOOKED_AT = 200;

    static List<RepeatedSteps> of(Charge charge) {
        List<RepeatedSteps> steps = new ArrayList<>();
        Charge.UnitConversion unit = charge.unit();
        BigDecimal factor = unit == null ? BigDecimal.ONE : unit.divideBy();
        if (unit != null && unit.round() != null) {
            steps.add(new RepeatedSteps(
                    BigDecimal.ZERO, factor.stripTrailingZeros(), unit.round().name()));
        }
        collect(charge.price(), charge.freeUnits(), factor, steps);
        return steps;
    }

    private static void collect(Price price, BigDecimal begin, BigDecimal factor, List<RepeatedSteps> steps) {
        switch (price.model()) {
            case PriceModel.Packages packages ->
                steps.add(new RepeatedSteps(
                        begin.multiply(factor).stripTrailingZeros(),
                        packages.size().multiply(factor).stripTrailingZeros(),
                        packages.round().name()));
            case PriceModel.Allowance allowance ->
                collect(allowance.overage(), begin.add(allowance.included()), factor, steps);
            case PriceModel.Reserved reserved ->
                collect(reserved.onDemand(), begin.add(reserved.reservedQuantity()), factor, steps);
            default -> {}
        }
    }

    /** Adds the ends of the first steps, and what is next to them; half ones too, for rounding to the nearest. */
    void addTo(Set<BigDecimal> stops, BigDecimal step) {
        BigDecimal half = size.divide(BigDecimal.TWO);
        BigDecimal end = begin;
        for (int number = 0; number < 2 * LOOKED_AT; number++) {
            end = end.add(half);
            BigDecimal stop = Steps.down(end, step);
            stops.add(stop);
            stops.add(stop.add(step).stripTrailingZeros());
            stops.add(stop.subtract(step).max(BigDecimal.ZERO).stripTrailingZeros());
        }
    }
}
