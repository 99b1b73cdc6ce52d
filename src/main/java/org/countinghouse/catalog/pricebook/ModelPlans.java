package org.countinghouse.catalog.pricebook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.PlanDocument;
import org.joda.money.CurrencyUnit;

/** Prices of language models in dollars: a plan a provider, a charge a measure. */
final class ModelPlans {
    private final PriceSource source;
    private final Findings findings;
    private final Codes codes = new Codes();
    private final Map<String, Provider> providers = new LinkedHashMap<>();
    private final Map<String, Set<String>> dimensions = new TreeMap<>();

    private record Provider(String name, Map<Measure, List<ModelPrice>> prices) {}

    ModelPlans(PriceSource source, Findings findings) {
        this.source = source;
        this.findings = findings;
    }

    void add(String provider, String name, Measure measure, ModelPrice price) {
        providers
                .computeIfAbsent(provider, id -> new Provider(name, new LinkedHashMap<>()))
                .prices()
                .computeIfAbsent(measure, any -> new ArrayList<>())
                .add(price);
    }

    List<PlanDocument> plans() {
        List<PlanDocument> plans = new ArrayList<>();
        providers.forEach((id, provider) -> {
            String code = codes.unique(source.code() + "-" + Codes.slug(id));
            plans.add(Plans.of(
                    code, provider.name() + " (" + source.code() + ")", CurrencyUnit.USD, charges(code, provider)));
        });
        return plans;
    }

    private List<Charge> charges(String plan, Provider provider) {
        Codes chargeCodes = new Codes();
        List<Charge> charges = new ArrayList<>();
        provider.prices().forEach((measure, prices) -> {
            dimensions
                    .computeIfAbsent(measure.meter(), meter -> new TreeSet<>())
                    .addAll(ModelCharges.dimensions(prices));
            for (ModelCharges.Made made : new ModelCharges(measure, chargeCodes).of(prices)) {
                charges.add(made.charge());
                made.prices()
                        .forEach(price -> price.listed()
                                .forEach(listed -> findings.take(
                                        price.key(), listed, plan, made.charge().code())));
            }
        });
        return charges;
    }

    /** The meters of the plans made so far. */
    List<Meter> meters() {
        return dimensions.entrySet().stream()
                .map(meter -> Measure.one(meter.getKey()).meter(meter.getValue()))
                .toList();
    }
}
