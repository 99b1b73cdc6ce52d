package org.countinghouse.rating.review;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Price.Adjustment;
import org.countinghouse.rating.Coupon;
import org.countinghouse.rating.review.Reviewed.PricedCharge;

/** Discounts, adjustments and coupons that together take off more than there is. */
final class DiscountChecks {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Reviewed reviewed;

    DiscountChecks(Reviewed reviewed) {
        this.reviewed = reviewed;
    }

    void charge(PricedCharge priced) {
        adjustments(priced);
        coupons(priced);
    }

    private void adjustments(PricedCharge priced) {
        List<Adjustment> adjustments = priced.price().adjustments();
        for (int index = 0; index < adjustments.size(); index++) {
            BigDecimal above = adjustments.get(index).above();
            BigDecimal below = adjustments.get(index).below();
            if (above != null && below != null && above.compareTo(below) >= 0) {
                reviewed.add(
                        Check.ADJUSTMENT_NEVER,
                        priced.place(".price.adjustments[" + index + "].when"),
                        Fact.of(above),
                        Fact.of(below));
            }
        }
        BigDecimal off = mostOff(adjustments);
        BigDecimal discount = priced.charge().discountPercent();
        String place = priced.place(".price.adjustments");
        if (off.compareTo(HUNDRED) > 0) {
            reviewed.add(Check.DISCOUNT_OVER_100.at(
                    place, List.of(new Fact.Percent(off)), ofHundred(HUNDRED.subtract(off))));
        } else if (off.add(discount).compareTo(HUNDRED) > 0) {
            BigDecimal left = left(discount, List.of(new Coupon("adjustments", off, null, List.of())));
            reviewed.add(Check.DISCOUNT_STACKED.at(
                    place,
                    List.of(
                            new Fact.Percent(discount),
                            new Fact.Percent(off),
                            new Fact.Percent(off.add(discount)),
                            reviewed.money(left)),
                    ofHundred(left)));
        }
    }

    /** For usage of which one unit costs one, before anything is taken off. */
    private Total ofHundred(BigDecimal left) {
        return new Total(HUNDRED, left.setScale(reviewed.currency().getDecimalPlaces(), RoundingMode.HALF_UP));
    }

    /** The most that adjustments take off at once: readings of different meters are free of each other. */
    private static BigDecimal mostOff(List<Adjustment> adjustments) {
        Map<String, List<Adjustment>> byMeter = new LinkedHashMap<>();
        adjustments.forEach(adjustment -> byMeter.computeIfAbsent(adjustment.meter(), _ -> new ArrayList<>())
                .add(adjustment));
        BigDecimal off = BigDecimal.ZERO;
        for (List<Adjustment> together : byMeter.values()) {
            BigDecimal most = BigDecimal.ZERO;
            for (BigDecimal reading : readings(together)) {
                BigDecimal percent = together.stream()
                        .filter(adjustment -> holds(adjustment, reading))
                        .map(Adjustment::percent)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                most = most.max(percent.negate());
            }
            off = off.add(most);
        }
        return off;
    }

    /** Each bound, between every two of them, below and above all. */
    private static Set<BigDecimal> readings(List<Adjustment> adjustments) {
        var bounds = new TreeSet<BigDecimal>();
        for (Adjustment adjustment : adjustments) {
            if (adjustment.above() != null) {
                bounds.add(adjustment.above());
            }
            if (adjustment.below() != null) {
                bounds.add(adjustment.below());
            }
        }
        var readings = new TreeSet<BigDecimal>();
        BigDecimal last = null;
        for (BigDecimal bound : bounds) {
            readings.add(
                    last == null
                            ? bound.subtract(BigDecimal.ONE)
                            : last.add(bound).divide(BigDecimal.TWO));
            readings.add(bound);
            last = bound;
        }
        if (last != null) {
            readings.add(last.add(BigDecimal.ONE));
        }
        return readings;
    }

    private static boolean holds(Adjustment adjustment, BigDecimal reading) {
        return (adjustment.above() == null || reading.compareTo(adjustment.above()) > 0)
                && (adjustment.below() == null || reading.compareTo(adjustment.below()) < 0);
    }

    private void coupons(PricedCharge priced) {
        Charge charge = priced.charge();
        List<Coupon> covering = reviewed.context().coupons().stream()
                .filter(coupon -> coupon.percent() != null
                        && (coupon.charges().isEmpty() || coupon.charges().contains(charge.code())))
                .toList();
        BigDecimal percent = covering.stream()
                .map(coupon -> java.util.Objects.requireNonNullElse(coupon.percent(), BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal together = percent.add(charge.discountPercent());
        if (together.compareTo(HUNDRED) > 0) {
            List<Coupon> onFee = covering.stream()
                    .map(coupon -> new Coupon(coupon.code(), coupon.percent(), null, List.of()))
                    .toList();
            BigDecimal left = left(charge.discountPercent(), onFee);
            reviewed.add(Check.DISCOUNT_WITH_COUPONS.at(
                    priced.place(charge.discountPercent().signum() == 0 ? "" : ".discount_percent"),
                    List.of(
                            new Fact.Percent(charge.discountPercent()),
                            new Fact.Percent(percent),
                            Fact.of(covering.stream().map(Coupon::code).collect(Collectors.joining(", "))),
                            new Fact.Percent(together),
                            reviewed.money(left)),
                    ofHundred(left)));
        }
    }

    /** What the engine still bills of 100 after a discount and coupons. */
    private BigDecimal left(BigDecimal discount, List<Coupon> coupons) {
        List<Coupon> all = new ArrayList<>();
        all.add(new Coupon("discount", discount, null, List.of()));
        all.addAll(coupons);
        return Billed.withCoupons(reviewed.plan(), HUNDRED, all).net();
    }
}
