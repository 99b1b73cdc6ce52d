package org.countinghouse.desktop.plans;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.Price;
import org.countinghouse.catalog.PriceJson;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A price while it is edited, in the shape of a plan document. Every figure of every model is found by its field, so
 * that all of them are edited in one way; what is no figure stays as it is. Knows no nodes.
 */
final class PriceDraft {
    /** Fields whose value is a figure; without one an optional field is left out. */
    private static final Set<String> FIGURES = Set.of(
            "amount",
            "unit_amount",
            "rate",
            "fixed_amount",
            "free_events",
            "free_amount",
            "minimum_per_event",
            "maximum_per_event",
            "size",
            "markup_percent",
            "fixed_per_unit",
            "multiplier",
            "floor",
            "cap",
            "reserved_quantity",
            "upfront_amount",
            "included",
            "percent",
            "default_unit_amount");

    /** Lists of rows that have figures. */
    private static final Set<String> ROWS = Set.of("tiers", "rows", "bands");

    static final String BOUND = "up_to";
    static final String FLAT = "flat_amount";

    private ObjectNode root;

    PriceDraft(Price price) {
        root = PriceJson.write(price);
    }

    /** A price, and those inside it, each under the words that introduce it. */
    record Part(ObjectNode price, String title) {}

    ObjectNode root() {
        return root;
    }

    /** As a plan document has it, for people. */
    String document() {
        return Json.pretty(root);
    }

    /** The price itself first, then those inside it: beyond an allowance, on demand, from a day on. */
    List<Part> parts() {
        var parts = new ArrayList<Part>();
        collect(root, "", parts);
        return parts;
    }

    private static void collect(ObjectNode price, String title, List<? super Part> parts) {
        parts.add(new Part(price, title));
        for (String inner : List.of("overage", "on_demand")) {
            if (price.path(inner).path("price") instanceof ObjectNode found) {
                collect(found, inner, parts);
            }
        }
        for (JsonNode version : price.path("versions")) {
            if (version.path("price") instanceof ObjectNode found) {
                collect(found, version.path("from").asText(), parts);
            }
        }
    }

    /** Names of the single figures of a price, in the order of the document. */
    static List<String> figures(ObjectNode price) {
        return names(price).filter(FIGURES::contains).toList();
    }

    /** Names of the lists of a price whose rows have figures. */
    static List<String> lists(ObjectNode price) {
        return names(price)
                .filter(name -> ROWS.contains(name) && price.get(name) instanceof ArrayNode)
                .toList();
    }

    private static Stream<String> names(ObjectNode price) {
        return price.properties().stream().map(Map.Entry::getKey);
    }

    /** Figures of the rows of a list: of tiers the bound first and the flat amount last. */
    static List<String> columns(ArrayNode rows) {
        var columns = new ArrayList<String>();
        for (String name : List.of(BOUND, "unit_amount", "rate", FLAT)) {
            for (JsonNode row : rows) {
                if (row.has(name) && !columns.contains(name)) {
                    columns.add(name);
                }
            }
        }
        return columns;
    }

    /** A tier more before the last one, at the last one's price; its bound is still to be said. */
    static void addTier(ArrayNode tiers) {
        var tier = (ObjectNode) tiers.get(tiers.size() - 1).deepCopy();
        tier.put(BOUND, "");
        tiers.insert(tiers.size() - 1, tier);
    }

    /** @param value null: nothing */
    static void set(ObjectNode in, String field, @Nullable BigDecimal value) {
        if (value == null) {
            in.remove(field);
        } else {
            in.put(field, value.toPlainString());
        }
    }

    /**
     * Takes a document in place of what there is.
     *
     * @throws Failure {@code document.*} or {@code plan.*} when it is no price
     */
    void read(String document) {
        JsonNode read = Json.parse(document);
        PriceJson.read(read);
        root = (ObjectNode) read;
    }

    /**
     * The price as it is now.
     *
     * @throws Failure {@code document.*} or {@code plan.*} when it cannot be one
     */
    Price price() {
        return PriceJson.read(root);
    }

    /** Compact, as a change keeps it. */
    String text() {
        return Json.text(root);
    }
}
