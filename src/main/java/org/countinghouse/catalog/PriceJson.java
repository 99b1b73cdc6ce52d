package org.countinghouse.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The price of a charge: its model, effective-dated versions and adjustments. */
public final class PriceJson {
    private PriceJson() {}

    /** Reads the price of a charge from its own document. */
    public static Price read(JsonNode json) {
        return read(DocumentNode.at(json, "$"));
    }

    static Price read(DocumentNode node) {
        Price price = inner(node);
        List<Price.Version> versions = new ArrayList<>();
        for (DocumentNode version : node.list("versions")) {
            version.object("from", "price");
            Moment from = version.get("from").moment();
            versions.add(new Price.Version(from, plain(version.get("price"))));
        }
        return new Price(
                price.model(),
                price.flatAtZero(),
                versions,
                node.list("adjustments").stream().map(PriceJson::adjustment).toList());
    }

    /** A price inside another one: a model without versions and adjustments of its own. */
    static Price plain(DocumentNode node) {
        for (String field : List.of("versions", "adjustments")) {
            node.object().find(field).ifPresent(found -> {
                throw found.failure(
                        "plan.misplaced_field", "\"" + field + "\" belongs to the charge's own price only.");
            });
        }
        return inner(node);
    }

    private static Price inner(DocumentNode node) {
        PriceModel model = PriceModelReader.read(node.object());
        return new Price(model, node.flag("flat_at_zero", true), List.of(), List.of());
    }

    private static Price.Adjustment adjustment(DocumentNode node) {
        node.object("when", "percent");
        DocumentNode when = node.get("when").object("meter", "above", "below");
        if (when.find("above").isEmpty() && when.find("below").isEmpty()) {
            throw when.failure("document.missing_field", "A condition needs \"above\" or \"below\".");
        }
        return new Price.Adjustment(
                when.get("meter").text(),
                when.find("above").map(DocumentNode::decimal).orElse(null),
                when.find("below").map(DocumentNode::decimal).orElse(null),
                node.get("percent").decimal());
    }

    public static ObjectNode write(Price price) {
        ObjectNode json = PriceModelWriter.write(price.model());
        if (!price.flatAtZero()) {
            json.put("flat_at_zero", false);
        }
        if (!price.versions().isEmpty()) {
            var versions = json.putArray("versions");
            price.versions().forEach(version -> {
                ObjectNode item =
                        versions.addObject().put("from", version.from().toString());
                item.set("price", write(version.price()));
            });
        }
        if (!price.adjustments().isEmpty()) {
            var adjustments = json.putArray("adjustments");
            price.adjustments().forEach(adjustment -> {
                ObjectNode item = adjustments.addObject();
                ObjectNode when = item.putObject("when").put("meter", adjustment.meter());
                PlanJson.decimal(when, "above", adjustment.above());
                PlanJson.decimal(when, "below", adjustment.below());
                PlanJson.decimal(item, "percent", adjustment.percent());
            });
        }
        return json;
    }
}
