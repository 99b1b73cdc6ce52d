package org.countinghouse.rating.review;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Price;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.catalog.PriceModel.Tier;

/**
 * The quantities at which the price of a charge changes, in what its meter reads.
 *
 * @param breaks ascending by quantity, without zero
 */
public record PriceBreaks(List<Break> breaks) {
    /** Packages marked one by one; further ones add nothing. */
    private static final int PACKAGES = 10;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public PriceBreaks {
        breaks = List.copyOf(breaks);
    }

    /**
     * A change of the price.
     *
     * @param quantity the last one before the change
     * @param path what is in force beyond, as a JSON path inside the charge, for example {@code .price.tiers[1]}
     */
    public record Break(BigDecimal quantity, String path) {}

    /** The free units' end is the first one where there are any. */
    public static PriceBreaks of(Charge charge) {
        BigDecimal factor =
                charge.unit() == null ? BigDecimal.ONE : charge.unit().divideBy();
        BigDecimal free = charge.freeUnits();
        var breaks = new ArrayList<Break>();
        breaks.add(new Break(free.multiply(factor), ".price"));
        for (Break inside : of(charge.price(), ".price")) {
            breaks.add(new Break(inside.quantity().add(free).multiply(factor), inside.path()));
        }
        for (int index = 0; index < charge.price().adjustments().size(); index++) {
            Price.Adjustment adjustment = charge.price().adjustments().get(index);
            String path = ".price.adjustments[" + index + "]";
            if (adjustment.meter().equals(charge.meter())) {
                if (adjustment.above() != null) {
                    breaks.add(new Break(adjustment.above(), path));
                }
                if (adjustment.below() != null) {
                    breaks.add(new Break(adjustment.below(), path));
                }
            }
        }
        return new PriceBreaks(breaks.stream()
                .filter(one -> one.quantity().signum() > 0)
                .map(one -> new Break(one.quantity().stripTrailingZeros(), one.path()))
                .sorted(Comparator.comparing(Break::quantity))
                .toList());
    }

    /** The quantities alone, each once. */
    public List<BigDecimal> quantities() {
        return breaks.stream().map(Break::quantity).distinct().toList();
    }

    private static List<Break> of(Price price, String path) {
        return switch (price.model()) {
            case PriceModel.Graduated graduated -> tiers(graduated.tiers(), path);
            case PriceModel.Volume volume -> tiers(volume.tiers(), path);
            case PriceModel.GraduatedPercentage graduated -> tiers(graduated.tiers(), path);
            case PriceModel.Packages packages -> packages(packages, path);
            case PriceModel.Allowance allowance ->
                after(allowance.included(), allowance.overage(), path + ".overage.price");
            case PriceModel.Reserved reserved ->
                after(reserved.reservedQuantity(), reserved.onDemand(), path + ".on_demand.price");
            case PriceModel.Percentage percentage -> percentage(percentage, path);
            case PriceModel.Flat _,
                    PriceModel.PerUnit _,
                    PriceModel.Matrix _,
                    PriceModel.TimeOfUse _,
                    PriceModel.Spot _,
                    PriceModel.CostPlus _,
                    PriceModel.FormulaPrice _ -> List.of();
        };
    }

    private static List<Break> tiers(List<Tier> tiers, String path) {
        var breaks = new ArrayList<Break>();
        for (int index = 0; index < tiers.size(); index++) {
            BigDecimal bound = tiers.get(index).upTo();
            if (bound != null) {
                breaks.add(new Break(bound, path + ".tiers[" + (index + 1) + "]"));
            }
        }
        return breaks;
    }

    private static List<Break> packages(PriceModel.Packages packages, String path) {
        var breaks = new ArrayList<Break>();
        for (int number = 1; number <= PACKAGES; number++) {
            breaks.add(new Break(packages.size().multiply(BigDecimal.valueOf(number)), path));
        }
        return breaks;
    }

    /** Where the free amount ends; where one event of that size meets its minimum or its maximum. */
    private static List<Break> percentage(PriceModel.Percentage percentage, String path) {
        var breaks = new ArrayList<Break>();
        if (percentage.freeAmount() != null) {
            breaks.add(new Break(percentage.freeAmount(), path));
        }
        if (percentage.rate().signum() > 0) {
            BigDecimal free = percentage.freeAmount() == null ? BigDecimal.ZERO : percentage.freeAmount();
            for (BigDecimal limit : limits(percentage)) {
                BigDecimal paid = limit.subtract(percentage.fixedAmount())
                        .multiply(HUNDRED)
                        .divide(percentage.rate(), 2, java.math.RoundingMode.DOWN);
                if (paid.signum() > 0) {
                    breaks.add(new Break(free.add(paid), path));
                }
            }
        }
        return breaks;
    }

    private static List<BigDecimal> limits(PriceModel.Percentage percentage) {
        var limits = new ArrayList<BigDecimal>();
        if (percentage.minimumPerEvent() != null) {
            limits.add(percentage.minimumPerEvent());
        }
        if (percentage.maximumPerEvent() != null) {
            limits.add(percentage.maximumPerEvent());
        }
        return limits;
    }

    private static List<Break> after(BigDecimal first, Price inner, String path) {
        var breaks = new ArrayList<Break>();
        breaks.add(new Break(first, path));
        of(inner, path).forEach(one -> breaks.add(new Break(first.add(one.quantity()), one.path())));
        return breaks;
    }
}
