package org.countinghouse.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countinghouse.money.Decimals;

/** Which meters a plan document counts on, each with the first place that names it. */
public final class MetersUsed {
    private final Map<String, String> places = new LinkedHashMap<>();

    private MetersUsed() {}

    /** JSON path by the meter's code, in the order of the document. */
    public static Map<String, String> by(PlanDocument plan) {
        var used = new MetersUsed();
        List<Charge> charges = plan.charges();
        for (int index = 0; index < charges.size(); index++) {
            String path = "$.charges[" + index + "]";
            used.add(charges.get(index).meter(), path + ".meter");
            used.price(charges.get(index).price(), path + ".price");
        }
        for (int index = 0; index < plan.quotas().size(); index++) {
            used.add(plan.quotas().get(index).meter(), "$.quotas[" + index + "].meter");
        }
        return used.places;
    }

    private void add(String meter, String path) {
        places.putIfAbsent(meter, path);
    }

    private void price(Price price, String path) {
        for (int index = 0; index < price.adjustments().size(); index++) {
            add(price.adjustments().get(index).meter(), path + ".adjustments[" + index + "].when.meter");
        }
        for (int index = 0; index < price.versions().size(); index++) {
            price(price.versions().get(index).price(), path + ".versions[" + index + "].price");
        }
        switch (price.model()) {
            case PriceModel.FormulaPrice formula ->
                formula.variables().forEach((name, source) -> {
                    if (Decimals.parse(source).isEmpty()) {
                        add(source, path + ".variables." + name);
                    }
                });
            case PriceModel.Allowance allowance -> price(allowance.overage(), path + ".overage.price");
            case PriceModel.Reserved reserved -> price(reserved.onDemand(), path + ".on_demand.price");
            default -> {}
        }
    }
}
