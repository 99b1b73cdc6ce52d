package org.countinghouse.desktop.plans;

import java.util.ArrayList;
import java.util.List;
import org.countinghouse.insight.PriceCurve;

/** Where quantities and amounts of a curve stand, and the round figures along its axes. */
final class CurveScales {
    private static final int TICKS = 5;

    private final boolean logarithmic;
    private final double firstQuantity;
    private final double lastQuantity;
    private final double lastAmount;
    private final List<Double> amountTicks;

    CurveScales(PriceCurve curve) {
        logarithmic = curve.scale() == PriceCurve.Scale.LOGARITHMIC;
        firstQuantity = curve.points().getFirst().quantity().doubleValue();
        lastQuantity = curve.points().getLast().quantity().doubleValue();
        double highest = curve.points().stream()
                .mapToDouble(point -> point.amount().doubleValue())
                .max()
                .orElse(0);
        amountTicks = highest <= 0 ? List.of(0.0) : ticks(0, highest * 1.06);
        lastAmount = Math.max(amountTicks.getLast(), highest * 1.06);
    }

    /** 0 at the left end, 1 at the right end. */
    double across(double quantity) {
        if (!logarithmic) {
            return (quantity - firstQuantity) / (lastQuantity - firstQuantity);
        }
        double first = Math.log10(firstQuantity);
        return (Math.log10(Math.max(quantity, firstQuantity)) - first) / (Math.log10(lastQuantity) - first);
    }

    /** 0 at the bottom, 1 at the top. */
    double up(double amount) {
        return lastAmount == 0 ? 0 : amount / lastAmount;
    }

    boolean holds(double quantity, double amount) {
        return quantity >= firstQuantity && quantity <= lastQuantity && amount <= lastAmount;
    }

    List<Double> amountTicks() {
        return amountTicks;
    }

    List<Double> quantityTicks() {
        if (!logarithmic) {
            return ticks(firstQuantity, lastQuantity);
        }
        var decades = new ArrayList<Double>();
        for (double tick = Math.pow(10, Math.ceil(Math.log10(firstQuantity) - 1e-9));
                tick <= lastQuantity;
                tick *= 10) {
            decades.add(tick);
        }
        return decades;
    }

    /** Steps of 1, 2 or 5 times a power of ten. */
    private static List<Double> ticks(double from, double to) {
        double rough = (to - from) / TICKS;
        double decade = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = decade * (rough / decade > 5 ? 10 : rough / decade > 2 ? 5 : rough / decade > 1 ? 2 : 1);
        var ticks = new ArrayList<Double>();
        for (int number = (int) Math.ceil(from / step - 1e-9); number * step <= to * (1 + 1e-9); number++) {
            ticks.add(number * step);
        }
        return ticks;
    }
}
