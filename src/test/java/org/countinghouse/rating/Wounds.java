package org.countinghouse.rating;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.countinghouse.catalog.Json;

/** Breaks documents in ways people and programs do: a part is lost, doubled, put elsewhere or of another kind. */
final class Wounds {
    private static final List<JsonNode> VALUES = Stream.of(
                    "null",
                    "true",
                    "[]",
                    "{}",
                    "[null,\"a\",{}]",
                    "[[[[[[[[]]]]]]]]",
                    "{\"a.b\":\"1\",\"c[0]\":2}",
                    "0",
                    "-1",
                    "1e400",
                    "-1e-400",
                    "\"\"",
                    "\" \"",
                    "\"NaN\"",
                    "\"Infinity\"",
                    "\"-1\"",
                    "\"1\"",
                    "\"12\"",
                    "\"0.000000000001\"",
                    "\"0.0000000000001\"",
                    "\"99999999999999999999999999\"",
                    "\"999999999999999999999999999\"",
                    "\"1e5\"",
                    "\"1,5\"",
                    "\"\\u0661\"",
                    "\"\\ud800\"",
                    "\"24:00\"",
                    "\"00:00\"",
                    "\"12:30\"",
                    "\"2026-02-30\"",
                    "\"2026-10-01\"",
                    "\"2026-11-01\"",
                    "\"2026-10-25T00:30:00Z\"",
                    "\"2026-10-15T10:00:00Z\"",
                    "\"+999999999-12-31T23:59:59Z\"",
                    "\"-999999999-01-01T00:00:00Z\"",
                    "\"9999-12-31\"",
                    "\"0000-01-01\"",
                    "\"Europe/Berlin\"",
                    "\"Mars/Olympus\"",
                    "\"hour\"",
                    "\"day\"",
                    "\"month\"",
                    "\"up\"",
                    "\"XXX\"",
                    "\"JPY\"",
                    "\"KWD\"",
                    "\"sum\"",
                    "\"max\"",
                    "\"latest\"",
                    "\"average\"",
                    "\"percentile\"",
                    "\"unique_count\"",
                    "\"weighted_sum\"",
                    "\"flat\"",
                    "\"volume\"",
                    "\"graduated\"",
                    "\"package\"",
                    "\"percentage\"",
                    "\"formula\"",
                    "{\"model\":\"flat\",\"amount\":\"5\"}",
                    "{\"model\":\"percentage\",\"rate\":\"2\",\"minimum_per_event\":\"1\",\"free_amount\":\"5\"}",
                    "{\"model\":\"graduated_percentage\",\"tiers\":[{\"up_to\":\"10\",\"rate\":\"2\"},{\"rate\":\"1\"}]}",
                    "{\"model\":\"cost_plus\",\"markup_percent\":\"-250\",\"fixed_per_unit\":\"0.01\"}",
                    "{\"model\":\"reserved\",\"reserved_quantity\":\"3\",\"unit_amount\":\"1\",\"upfront_amount\":\"100\",\"on_demand\":{\"price\":{\"model\":\"per_unit\",\"unit_amount\":\"2\"}}}",
                    "{\"model\":\"formula\",\"expression\":\"round(quantity / 0.7, 3) * 1.000000000001\",\"variables\":{}}",
                    "[{\"from\":\"2026-10-10\",\"price\":{\"model\":\"per_unit\",\"unit_amount\":\"0.07\"}}]",
                    "[{\"when\":{\"meter\":\"api_requests\",\"above\":\"5\"},\"percent\":\"-250\"}]",
                    "{\"multiply\":[\"a\",\"b\"],\"divide_by\":\"7\"}",
                    "{\"mode\":\"ceil\",\"scale\":-3}",
                    "{\"unit\":\"year\",\"count\":3}")
            .map(Json::parse)
            .toList();
    private static final List<String> NAMES = List.of(
            "unknown.field[0]",
            "bucket",
            "group_by",
            "filter",
            "unit",
            "free_units",
            "maximum",
            "minimum",
            "prorate",
            "discount_percent",
            "versions",
            "adjustments",
            "carry_over",
            "property",
            "rounding",
            "quantity",
            "quantities",
            "readings",
            "usage",
            "coupons",
            "credits",
            "taxes",
            "prepaid",
            "tax_inclusive",
            "trial_days",
            "commitment",
            "start",
            "end",
            "timezone",
            "flat_at_zero",
            "percentile");

    private final List<JsonNode> sources;
    private final IntUnaryOperator choice;

    /**
     * @param sources documents whose parts are put elsewhere
     * @param choice a number from zero to below its argument
     */
    Wounds(List<? extends JsonNode> sources, IntUnaryOperator choice) {
        this.sources = List.copyOf(sources);
        this.choice = choice;
    }

    /** A copy of one of the documents with so many wounds. */
    JsonNode wounded(int wounds) {
        JsonNode document = one(sources).deepCopy();
        for (int wound = 0; wound < wounds; wound++) {
            wound(document);
        }
        return document;
    }

    private void wound(JsonNode document) {
        JsonNode chosen = one(containers(document));
        if (chosen instanceof ArrayNode array) {
            int index = choice.applyAsInt(array.size() + 1);
            switch (choice.applyAsInt(4)) {
                case 0 -> array.remove(index);
                case 1 -> array.insert(index, value());
                case 2 ->
                    array.insert(
                            index, array.isEmpty() ? value() : one(list(array)).deepCopy());
                default -> {
                    if (index < array.size()) {
                        array.set(index, value());
                    }
                }
            }
        } else if (chosen instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.isEmpty() ? one(NAMES) : one(names);
            switch (choice.applyAsInt(4)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(one(NAMES), value());
                case 2 -> object.set(name, lengthened(object.get(name)));
                default -> object.set(name, value());
            }
        }
    }

    /** Digits more, so that numbers become long while they stay numbers. */
    private JsonNode lengthened(JsonNode old) {
        return old instanceof TextNode text ? TextNode.valueOf(text.textValue() + choice.applyAsInt(10)) : value();
    }

    /** One of those that hurt, or a part of some document. */
    private JsonNode value() {
        if (choice.applyAsInt(3) > 0) {
            return one(VALUES).deepCopy();
        }
        return one(containers(one(sources))).deepCopy();
    }

    private <T> T one(List<T> list) {
        return list.get(choice.applyAsInt(list.size()));
    }

    private static List<JsonNode> list(ArrayNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }

    private static List<JsonNode> containers(JsonNode document) {
        List<JsonNode> found = new ArrayList<>();
        collect(document, found);
        return found;
    }

    private static void collect(JsonNode node, List<JsonNode> found) {
        if (node.isContainerNode()) {
            found.add(node);
            node.forEach(child -> collect(child, found));
        }
    }
}
