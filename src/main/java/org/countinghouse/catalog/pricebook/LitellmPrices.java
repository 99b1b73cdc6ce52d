package org.countinghouse.catalog.pricebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.countinghouse.catalog.DocumentNode;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.PlanDocument;
import org.jspecify.annotations.Nullable;

/** The price map of litellm: US dollars for one token, image, second and so on, by model. */
final class LitellmPrices implements PriceList {
    /** The entry that explains the fields. */
    private static final String SPECIMEN = "sample_spec";

    /** Where a model has both, litellm charges one: a text by tokens or by characters, a recording once. */
    private static final Map<String, String> ALTERNATIVES = new TreeMap<>(Map.of(
            "input_tokens",
            "input_characters",
            "output_tokens",
            "output_characters",
            "input_seconds",
            "output_seconds"));

    private final PriceFilter filter;
    private final Findings findings;
    private final ModelPlans plans;

    LitellmPrices(PriceFilter filter, Findings findings) {
        this.filter = filter;
        this.findings = findings;
        this.plans = new ModelPlans(PriceSource.LITELLM, findings);
    }

    @Override
    public void add(String model, JsonNode entry) {
        if (model.equals(SPECIMEN)) {
            return;
        }
        DocumentNode node = DocumentNode.at(entry, "$." + model).object();
        String provider = node.get("litellm_provider").text();
        if (!filter.wants(provider, model)) {
            return;
        }
        findings.entry();
        LitellmFields fields = new LitellmFields(model, findings);
        entry.properties().forEach(field -> fields.add(field.getKey(), field.getValue()));
        boolean priced = false;
        Set<String> measures = new HashSet<>();
        for (Map.Entry<Measure, List<LitellmFields.Group>> measure :
                byMeasure(fields).entrySet()) {
            LitellmFields.Group group = only(model, measure.getValue());
            if (group != null) {
                plans.add(
                        provider,
                        provider,
                        measure.getKey(),
                        ModelPrice.always(model, model, Contexts.cells(group.base(), group.above())));
                measures.add(measure.getKey().meter());
                priced = true;
            }
        }
        List<ModelPrice.Cell> searches = fields.searches();
        if (!searches.isEmpty()) {
            plans.add(provider, provider, LitellmFields.SEARCHES, ModelPrice.always(model, model, searches));
            priced = true;
        }
        if (!priced && !fields.any()) {
            findings.leave(model, null, Reason.NO_PRICE, "The list has no price for this model.");
        }
        if (priced) {
            remark(model, entry.path("metadata"));
            ALTERNATIVES.forEach((one, other) -> remark(model, measures, one, other));
        }
    }

    private void remark(String model, Set<String> measures, String one, String other) {
        if (measures.contains(one) && measures.contains(other)) {
            findings.remark(
                    model,
                    "two_units",
                    "The same use is priced as " + one + " and as " + other + ": count only one of them.");
        }
    }

    private static Map<Measure, List<LitellmFields.Group>> byMeasure(LitellmFields fields) {
        Map<Measure, List<LitellmFields.Group>> groups = new LinkedHashMap<>();
        fields.groups()
                .forEach(group -> groups.computeIfAbsent(group.measure(), measure -> new ArrayList<>())
                        .add(group));
        return groups;
    }

    /** One price for the measure; a second name for the same price is only reported. */
    private LitellmFields.@Nullable Group only(String model, List<LitellmFields.Group> groups) {
        LitellmFields.Group first = groups.getFirst();
        boolean agree = groups.stream().allMatch(first::costsTheSameAs);
        for (LitellmFields.Group group : groups.subList(agree ? 1 : 0, groups.size())) {
            group.listed()
                    .forEach(listed -> findings.leave(
                            model,
                            listed.field(),
                            agree ? Reason.REPEATED : Reason.CONTRADICTION,
                            agree
                                    ? "The same price as " + first.base().field() + "."
                                    : "There are different prices for "
                                            + first.measure().name().toLowerCase(Locale.ROOT) + "."));
        }
        return agree ? first : null;
    }

    /** The list tells here where its figures come from, for example a price per minute divided by 60 and rounded. */
    private void remark(String model, JsonNode metadata) {
        for (String field : List.of("notes", "calculation")) {
            if (metadata.path(field).isTextual()) {
                findings.remark(
                        model,
                        "source_note",
                        Objects.requireNonNull(metadata.path(field).textValue()));
            }
        }
    }

    @Override
    public List<PlanDocument> plans() {
        return plans.plans();
    }

    @Override
    public List<Meter> meters() {
        return plans.meters();
    }
}
