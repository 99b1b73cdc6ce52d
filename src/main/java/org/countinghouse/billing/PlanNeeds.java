package org.countinghouse.billing;

import java.util.LinkedHashSet;
import java.util.Set;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.Price;
import org.countinghouse.catalog.PriceModel;

/**
 * What a plan needs of stored usage.
 *
 * @param meters codes of all meters its charges, adjustments and formulas name
 * @param properties properties by which it tells usage apart; hourly readings serve only where they keep all of them
 * @param totals true when no price looks at the time of usage inside a part of a period, or at single events, so that
 *     the readings of all hours may be given as one
 */
record PlanNeeds(Set<String> meters, Set<String> properties, boolean totals) {
    static PlanNeeds of(PlanDocument plan) {
        boolean totals = plan.charges().stream()
                .allMatch(charge -> charge.bucket() == null
                        && charge.price().versions().isEmpty()
                        && timeless(charge.price().model()));
        var needs = new PlanNeeds(new LinkedHashSet<>(), new LinkedHashSet<>(), totals);
        for (Charge charge : plan.charges()) {
            needs.meters.add(charge.meter());
            needs.properties.addAll(charge.filter().keySet());
            needs.properties.addAll(charge.groupBy());
            needs.add(charge.price());
        }
        return needs;
    }

    private static boolean timeless(PriceModel model) {
        return switch (model) {
            case PriceModel.Flat _,
                    PriceModel.PerUnit _,
                    PriceModel.Graduated _,
                    PriceModel.Volume _,
                    PriceModel.Packages _,
                    PriceModel.Matrix _ -> true;
            case PriceModel.Allowance allowance -> timeless(allowance.overage().model());
            case PriceModel.Reserved _,
                    PriceModel.FormulaPrice _,
                    PriceModel.Percentage _,
                    PriceModel.GraduatedPercentage _,
                    PriceModel.TimeOfUse _,
                    PriceModel.Spot _,
                    PriceModel.CostPlus _ -> false;
        };
    }

    private void add(Price price) {
        add(price.model());
        price.versions().forEach(version -> add(version.price()));
        price.adjustments().forEach(adjustment -> meters.add(adjustment.meter()));
    }

    private void add(PriceModel model) {
        switch (model) {
            case PriceModel.Matrix matrix -> properties.addAll(matrix.dimensions());
            case PriceModel.Reserved reserved -> add(reserved.onDemand());
            case PriceModel.Allowance allowance -> add(allowance.overage());
            case PriceModel.FormulaPrice formula ->
                meters.addAll(formula.variables().values());
            case PriceModel.Flat _,
                    PriceModel.PerUnit _,
                    PriceModel.Graduated _,
                    PriceModel.Volume _,
                    PriceModel.Packages _,
                    PriceModel.Percentage _,
                    PriceModel.GraduatedPercentage _,
                    PriceModel.TimeOfUse _,
                    PriceModel.Spot _,
                    PriceModel.CostPlus _ -> {}
        }
    }
}
