package org.countinghouse.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The meter document: reading it with every check, and writing it so that reading gives the same meter. */
public final class MeterJson {
    private MeterJson() {}

    public static Meter read(String json) {
        return read(DocumentNode.at(Json.parse(json), "$"));
    }

    public static Meter read(JsonNode json) {
        return read(DocumentNode.at(json, "$"));
    }

    /** @throws CatalogFailure naming the place and what is wrong */
    public static Meter read(DocumentNode node) {
        node.object(
                "code",
                "name",
                "event",
                "aggregation",
                "property",
                "unit",
                "rounding",
                "filters",
                "percentile",
                "carry_over",
                "quantity",
                "dimensions");
        String code = node.get("code").text();
        Aggregation aggregation = node.get("aggregation").choice(Aggregation.class, "meter.unknown_aggregation");
        Meter meter = new Meter(
                code,
                node.text("name", code),
                node.text("event"),
                aggregation,
                node.text("property"),
                node.text("unit"),
                node.find("rounding").map(MeterJson::rounding).orElse(null),
                node.filters("filters"),
                node.find("percentile").map(DocumentNode::percent).orElse(null),
                node.flag("carry_over", false),
                node.find("quantity").map(MeterJson::derived).orElse(null),
                node.texts("dimensions"));
        return checked(meter, node);
    }

    /** One meter, or a list of them. */
    public static List<Meter> readAll(JsonNode json) {
        if (!json.isArray()) {
            return List.of(read(json));
        }
        List<Meter> meters = new ArrayList<>();
        for (int index = 0; index < json.size(); index++) {
            meters.add(read(DocumentNode.at(json.get(index), "$[" + index + "]")));
        }
        return meters;
    }

    private static Meter checked(Meter meter, DocumentNode node) {
        boolean percentile = meter.aggregation() == Aggregation.PERCENTILE;
        if (percentile && meter.percentile() == null) {
            throw node.failure("meter.incomplete", "A percentile meter needs \"percentile\", for example \"95\".");
        }
        if (!percentile && meter.percentile() != null) {
            throw node.failure("meter.contradiction", "\"percentile\" belongs to the aggregation percentile only.");
        }
        if (meter.aggregation() == Aggregation.UNIQUE_COUNT && meter.property() == null) {
            throw node.failure("meter.incomplete", "A unique_count meter needs the \"property\" to compare.");
        }
        if (meter.quantity() != null && meter.property() != null) {
            throw node.failure("meter.contradiction", "A meter has either \"property\" or \"quantity\", not both.");
        }
        return meter;
    }

    private static MeterRounding rounding(DocumentNode node) {
        node.object("mode", "scale");
        return new MeterRounding(
                node.get("mode").choice(MeterRounding.Mode.class, "document.bad_value"),
                node.find("scale").map(scale -> scale.integer(-26, 12)).orElse(0));
    }

    private static DerivedQuantity derived(DocumentNode node) {
        node.object("multiply", "divide_by");
        List<String> multiply = node.texts("multiply");
        if (multiply.isEmpty()) {
            throw node.failure("meter.incomplete", "\"multiply\" names at least one property.");
        }
        return new DerivedQuantity(
                multiply, node.find("divide_by").map(DocumentNode::positive).orElse(BigDecimal.ONE));
    }

    /** The document; fields at their default are left out. */
    public static ObjectNode write(Meter meter) {
        ObjectNode json = Json.object();
        json.put("code", meter.code()).put("name", meter.name());
        put(json, "event", meter.event());
        json.put("aggregation", DocumentNode.nameOf(meter.aggregation()));
        put(json, "property", meter.property());
        put(json, "unit", meter.unit());
        MeterRounding rounding = meter.rounding();
        if (rounding != null) {
            json.putObject("rounding")
                    .put("mode", DocumentNode.nameOf(rounding.mode()))
                    .put("scale", rounding.scale());
        }
        PlanJson.filters(json, "filters", meter.filters());
        PlanJson.decimal(json, "percentile", meter.percentile());
        if (meter.carryOver()) {
            json.put("carry_over", true);
        }
        DerivedQuantity derived = meter.quantity();
        if (derived != null) {
            ObjectNode quantity = json.putObject("quantity");
            derived.multiply().forEach(quantity.putArray("multiply")::add);
            PlanJson.decimal(quantity, "divide_by", derived.divideBy());
        }
        if (!meter.dimensions().isEmpty()) {
            meter.dimensions().forEach(json.putArray("dimensions")::add);
        }
        return json;
    }

    private static void put(ObjectNode json, String field, @Nullable String text) {
        if (text != null) {
            json.put(field, text);
        }
    }
}
