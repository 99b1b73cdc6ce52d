package org.countinghouse.insight;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.countinghouse.rating.review.ChargePricer;
import org.countinghouse.rating.review.PriceBreaks;

/**
 * What a charge costs over the range of quantities in which something happens. Every amount comes from the rating
 * engine.
 *
 * @param points ascending by quantity, the first at zero on a linear scale
 * @param marks quantities at which a tier, the free units or an allowance end
 * @param scale how the quantities are best spread
 */
public record PriceCurve(List<Point> points, List<BigDecimal> marks, Scale scale) {
    /** Spread of the quantities. */
    public enum Scale {
        LINEAR,
        /** For bounds so far apart that a linear scale would show only the last. */
        LOGARITHMIC
    }

    /** @param amount rounded, as it would be billed */
    public record Point(BigDecimal quantity, BigDecimal amount) {}

    private static final int LINEAR_STEPS = 96;
    private static final int STEPS_A_DECADE = 20;
    private static final int QUANTITY_DECIMALS = 6;
    private static final BigDecimal FAR_APART = BigDecimal.valueOf(200);
    /** What the largest amount of a price without bounds comes to at least, in major units. */
    private static final BigDecimal TELLING_AMOUNT = BigDecimal.valueOf(100);

    private static final MathContext NICE = new MathContext(3, RoundingMode.HALF_UP);

    public PriceCurve {
        points = List.copyOf(points);
        marks = List.copyOf(marks);
    }

    /** @throws org.countinghouse.work.Failure when the price cannot be told from a quantity alone */
    public static PriceCurve of(ChargePricer pricer) {
        List<BigDecimal> bounds = PriceBreaks.of(pricer.charge()).quantities();
        Scale scale = scaleOf(bounds);
        BigDecimal end = endOf(bounds, scale, pricer);
        var quantities = new TreeSet<BigDecimal>();
        if (scale == Scale.LINEAR) {
            linear(end, quantities);
        } else {
            logarithmic(bounds.getFirst(), end, quantities);
        }
        BigDecimal beyond = justBeyond(end);
        for (BigDecimal bound : bounds) {
            quantities.add(bound);
            quantities.add(bound.add(beyond));
        }
        var points = quantities.stream()
                .filter(quantity -> quantity.compareTo(end) <= 0)
                .map(quantity -> new Point(quantity, pricer.price(quantity).amount()))
                .toList();
        return new PriceCurve(points, bounds, scale);
    }

    private static Scale scaleOf(List<BigDecimal> bounds) {
        boolean farApart = bounds.size() > 1
                && bounds.getLast().compareTo(bounds.getFirst().multiply(FAR_APART)) > 0;
        return farApart ? Scale.LOGARITHMIC : Scale.LINEAR;
    }

    private static BigDecimal endOf(List<BigDecimal> bounds, Scale scale, ChargePricer pricer) {
        if (bounds.isEmpty()) {
            return tellingQuantity(pricer);
        }
        String factor = scale == Scale.LINEAR ? "1.35" : "4";
        return bounds.getLast().multiply(new BigDecimal(factor));
    }

    /** Where a price without bounds comes to an amount that says something, past its minimum and its maximum. */
    private static BigDecimal tellingQuantity(ChargePricer pricer) {
        BigDecimal wanted = TELLING_AMOUNT;
        for (BigDecimal limit : limitsOf(pricer)) {
            wanted = wanted.max(limit.multiply(new BigDecimal("1.6")));
        }
        BigDecimal quantity = BigDecimal.TEN;
        for (int decade = 0; decade < 12; decade++) {
            BigDecimal exact = pricer.price(quantity).exact();
            if (exact.compareTo(wanted) >= 0) {
                break;
            }
            BigDecimal next = quantity.multiply(BigDecimal.TEN);
            if (decade > 2 && pricer.price(next).exact().compareTo(exact) == 0) {
                return BigDecimal.valueOf(1000);
            }
            quantity = next;
        }
        return quantity;
    }

    private static List<BigDecimal> limitsOf(ChargePricer pricer) {
        var limits = new ArrayList<BigDecimal>();
        BigDecimal minimum = pricer.charge().minimum();
        BigDecimal maximum = pricer.charge().maximum();
        if (minimum != null) {
            limits.add(minimum);
        }
        if (maximum != null) {
            limits.add(maximum);
        }
        return limits;
    }

    private static void linear(BigDecimal end, TreeSet<BigDecimal> quantities) {
        BigDecimal steps = BigDecimal.valueOf(LINEAR_STEPS);
        for (int step = 0; step <= LINEAR_STEPS; step++) {
            quantities.add(
                    end.multiply(BigDecimal.valueOf(step)).divide(steps, QUANTITY_DECIMALS, RoundingMode.HALF_UP));
        }
    }

    private static void logarithmic(BigDecimal first, BigDecimal end, TreeSet<BigDecimal> quantities) {
        double quantity = Math.pow(10, Math.floor(Math.log10(first.doubleValue())) - 1);
        double factor = Math.pow(10, 1.0 / STEPS_A_DECADE);
        while (quantity < end.doubleValue()) {
            quantities.add(new BigDecimal(quantity, NICE));
            quantity *= factor;
        }
        quantities.add(end);
    }

    /** The least that is more: one where quantities are large, a millionth of the range where they are small. */
    private static BigDecimal justBeyond(BigDecimal end) {
        return end.compareTo(BigDecimal.valueOf(200)) >= 0
                ? BigDecimal.ONE
                : end.movePointLeft(6).round(NICE);
    }
}
