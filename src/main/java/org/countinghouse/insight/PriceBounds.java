package org.countinghouse.insight;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.catalog.PriceModel.Tier;

/** The quantities at which the price of a charge changes, in what its meter reads. */
final class PriceBounds {
    /** Packages marked one by one; further ones add nothing to a picture. */
    private static final int PACKAGES = 10;

    private PriceBounds() {}

    /** Ascending, without zero; the free units' end is the first one where there are any. */
    static List<BigDecimal> of(Charge charge) {
        BigDecimal factor =
                charge.unit() == null ? BigDecimal.ONE : charge.unit().divideBy();
        BigDecimal free = charge.freeUnits();
        var bounds = new ArrayList<BigDecimal>();
        bounds.add(free.multiply(factor));
        of(charge.price().model()).forEach(bound -> bounds.add(bound.add(free).multiply(factor)));
        return bounds.stream()
                .filter(bound -> bound.signum() > 0)
                .map(BigDecimal::stripTrailingZeros)
                .sorted()
                .distinct()
                .toList();
    }

    private static List<BigDecimal> of(PriceModel model) {
        return switch (model) {
            case PriceModel.Graduated graduated -> tiers(graduated.tiers());
            case PriceModel.Volume volume -> tiers(volume.tiers());
            case PriceModel.GraduatedPercentage graduated -> tiers(graduated.tiers());
            case PriceModel.Packages packages -> packages(packages);
            case PriceModel.Allowance allowance ->
                after(allowance.included(), allowance.overage().model());
            case PriceModel.Reserved reserved ->
                after(reserved.reservedQuantity(), reserved.onDemand().model());
            case PriceModel.Percentage percentage ->
                percentage.freeAmount() == null ? List.of() : List.of(percentage.freeAmount());
            case PriceModel.Flat _,
                    PriceModel.PerUnit _,
                    PriceModel.Matrix _,
                    PriceModel.TimeOfUse _,
                    PriceModel.Spot _,
                    PriceModel.CostPlus _,
                    PriceModel.FormulaPrice _ -> List.of();
        };
    }

    private static List<BigDecimal> tiers(List<Tier> tiers) {
        var bounds = new ArrayList<BigDecimal>();
        for (Tier tier : tiers) {
            if (tier.upTo() != null) {
                bounds.add(tier.upTo());
            }
        }
        return bounds;
    }

    private static List<BigDecimal> packages(PriceModel.Packages packages) {
        var bounds = new ArrayList<BigDecimal>();
        for (int number = 1; number <= PACKAGES; number++) {
            bounds.add(packages.size().multiply(BigDecimal.valueOf(number)));
        }
        return bounds;
    }

    private static List<BigDecimal> after(BigDecimal first, PriceModel inner) {
        var bounds = new ArrayList<BigDecimal>();
        bounds.add(first);
        of(inner).forEach(bound -> bounds.add(first.add(bound)));
        return bounds;
    }
}
