package org.countinghouse.rating.naive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** What a request must fulfil before anything is worked out: known words, good numbers, tiers and formulas. */
final class Requirements {
    private static final Set<String> AGGREGATIONS =
            Set.of("count", "sum", "max", "min", "latest", "average", "unique_count", "weighted_sum", "percentile");
    private static final List<String> PRICES = List.of(
            "unit_amount",
            "amount",
            "flat_amount",
            "rate",
            "fixed_amount",
            "default_unit_amount",
            "upfront_amount",
            "fixed_per_unit",
            "minimum_per_event",
            "maximum_per_event",
            "multiplier",
            "floor",
            "cap",
            "markup_percent");

    private Requirements() {}

    static void check(JsonNode request) {
        JsonNode plan = request.path("plan");
        for (JsonNode meter : request.path("meters")) {
            require(AGGREGATIONS.contains(meter.path("aggregation").asText()), "aggregation");
        }
        numbers(plan);
        for (JsonNode charge : plan.path("charges")) {
            price(request, charge.path("price"));
        }
    }

    /** Prices, rates and flat amounts are numbers with at most 12 decimals, wherever they stand. */
    private static void numbers(JsonNode node) {
        node.properties().forEach(field -> {
            if (PRICES.contains(field.getKey())
                    && field.getValue().isValueNode()
                    && !field.getValue().isNull()) {
                Fraction number = Fraction.of(field.getValue().asText());
                require(number.compareTo(number.rounded("floor", 12)) == 0, "decimals");
            }
            numbers(field.getValue());
        });
        if (node.isArray()) {
            node.forEach(Requirements::numbers);
        }
    }

    private static void price(JsonNode request, JsonNode price) {
        switch (price.path("model").asText()) {
            case "flat", "per_unit", "package", "percentage", "matrix", "cost_plus" -> {}
            case "graduated", "volume", "graduated_percentage" -> tiers(price.path("tiers"));
            case "time_of_use" -> {
                if (price.hasNonNull("timezone")) {
                    Situation.zone(price.get("timezone").asText());
                }
            }
            case "spot" -> require(request.path("feeds").has(price.path("feed").asText()), "feed");
            case "reserved" -> price(request, price.path("on_demand").path("price"));
            case "allowance" -> price(request, price.path("overage").path("price"));
            case "formula" -> Formula.read(price, name -> Fraction.ZERO);
            default -> throw new Refusal("unknown model");
        }
        for (JsonNode version : price.path("versions")) {
            price(request, version.path("price"));
        }
    }

    private static void tiers(JsonNode tiers) {
        require(!tiers.isEmpty(), "no tiers");
        Fraction below = Fraction.ZERO;
        for (int index = 0; index < tiers.size(); index++) {
            JsonNode bound = tiers.get(index).path("up_to");
            boolean last = index == tiers.size() - 1;
            require(last == (bound.isNull() || bound.isMissingNode()), "open tier");
            if (!last) {
                Fraction value = Fraction.of(bound.asText());
                require(value.above(below) || (index == 0 && value.signum() >= 0), "tiers in order");
                below = value;
            }
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new Refusal(what);
        }
    }
}
