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
 */
record PlanNeeds(Set<String> meters, Set<String> properties) {
    static PlanNeeds of(PlanDocument plan) {
        var needs = new PlanNeeds(new LinkedHashSet<>(), new LinkedHashSet<>());
        for (Charge charge : plan.charges()) {
            needs.meters.add(charge.meter());
            needs.properties.addAll(charge.filter().keySet());
            needs.properties.addAll(charge.groupBy());
            needs.add(charge.price());
        }
        return needs;
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
