package org.countinghouse.catalog.pricebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.catalog.DocumentNode;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.PlanDocument;

/** The data file of genai-prices: US dollars for a million tokens or a thousand requests, with dates and conditions. */
final class GenaiPrices implements PriceList {
    private final PriceFilter filter;
    private final Findings findings;
    private final ModelPlans plans;

    GenaiPrices(PriceFilter filter, Findings findings) {
        this.filter = filter;
        this.findings = findings;
        this.plans = new ModelPlans(PriceSource.GENAI, findings);
    }

    @Override
    public void add(String ignored, JsonNode entry) {
        DocumentNode provider = DocumentNode.at(entry, "$").object();
        String id = provider.get("id").text();
        if (!filter.wantsProvider(id)) {
            return;
        }
        String name = provider.text("name", id);
        Set<String> models = new HashSet<>();
        int index = 0;
        for (DocumentNode model : provider.list("models")) {
            JsonNode json = entry.path("models").path(index++);
            String modelId = json.path("id").asText();
            if (!filter.wants(id, modelId)) {
                continue;
            }
            findings.entry();
            String key = id + "/" + (modelId.isEmpty() ? "models[" + (index - 1) + "]" : modelId);
            try {
                model.object().get("id").text();
                model.get("prices");
                if (models.add(modelId)) {
                    model(id, name, key, modelId, json);
                } else {
                    findings.leave(key, null, Reason.CONTRADICTION, "The provider lists this model twice.");
                }
            } catch (CatalogFailure odd) {
                findings.leave(
                        key,
                        null,
                        Reason.BAD_ENTRY,
                        "The model is not as genai-prices has it, at " + odd.path() + ": " + odd.summary());
            }
        }
        note(id, provider.text("price_comments", ""));
    }

    private void model(String provider, String providerName, String key, String model, JsonNode entry) {
        GenaiModel prices = new GenaiModel(key, model, entry.path("prices"), findings);
        prices.each((measure, price) -> plans.add(provider, providerName, measure, price));
        note(key, entry.path("price_comments").asText());
    }

    private void note(String key, String comment) {
        if (!comment.isBlank()) {
            findings.remark(key, "source_note", comment.strip());
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
