package org.countinghouse.rating.naive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The models that look at every event: by its properties, by its wall clock, by the market price of its time. */
final class EventPrices {
    private EventPrices() {}

    /** Whether a price, or the one for its excess, looks at each use. */
    static boolean isOne(JsonNode price) {
        return switch (price.path("model").asText()) {
            case "matrix", "time_of_use", "spot" -> true;
            case "allowance" -> isOne(price.path("overage").path("price"));
            case "reserved" -> isOne(price.path("on_demand").path("price"));
            default -> false;
        };
    }

    static String problem(JsonNode price) {
        return switch (price.path("model").asText()) {
            case "matrix" -> "matrix.no_row";
            case "time_of_use" -> "time_of_use.no_band";
            default -> "spot.before_feed";
        };
    }

    /** What one use has in common with the others that are aggregated and priced together with it. */
    static String cell(Pricing pricing, JsonNode price, Use use) {
        return switch (price.path("model").asText()) {
            case "matrix" -> {
                List<String> values = new ArrayList<>();
                price.path("dimensions")
                        .forEach(name -> values.add(
                                name.asText() + "=" + use.properties().get(name.asText())));
                yield values.toString();
            }
            case "time_of_use" ->
                band(price, local(pricing, price, use)).path("place").asText();
            case "spot" -> inForce(pricing, price, use).path("from").asText();
            default -> "";
        };
    }

    /** The unit price of one use; none is a problem. */
    static Optional<Fraction> unitAmount(Pricing pricing, JsonNode price, Use use) {
        return switch (price.path("model").asText()) {
            case "matrix" -> row(price, use.properties());
            case "time_of_use" -> Pricing.optional(band(price, local(pricing, price, use)), "unit_amount");
            default ->
                Pricing.optional(inForce(pricing, price, use), "price")
                        .map(market -> market.times(Pricing.number(price, "multiplier", Fraction.ONE)))
                        .map(market -> market.larger(Pricing.number(price, "floor", market)))
                        .map(market -> market.smaller(Pricing.number(price, "cap", market)));
        };
    }

    private static Optional<Fraction> row(JsonNode price, Map<String, String> properties) {
        for (JsonNode row : price.path("rows")) {
            boolean matches = row.path("match").properties().stream()
                    .allMatch(wanted -> wanted.getValue().asText().equals(properties.get(wanted.getKey())));
            if (matches) {
                return Pricing.optional(row, "unit_amount");
            }
        }
        return Pricing.optional(price, "default_unit_amount");
    }

    private static ZonedDateTime local(Pricing pricing, JsonNode price, Use use) {
        return use.time()
                .atZone(
                        price.hasNonNull("timezone")
                                ? Situation.zone(price.get("timezone").asText())
                                : pricing.situation().zone());
    }

    /** The first matching band with its place, or the price outside all bands. */
    private static ObjectNode band(JsonNode price, ZonedDateTime time) {
        int place = 0;
        for (JsonNode band : price.path("bands")) {
            if (holds(band, time)) {
                return ((ObjectNode) band.deepCopy()).put("place", place);
            }
            place++;
        }
        ObjectNode none = JsonNodeFactory.instance.objectNode().put("place", "none");
        Pricing.optional(price, "default_unit_amount")
                .ifPresent(amount -> none.set("unit_amount", price.get("default_unit_amount")));
        return none;
    }

    private static boolean holds(JsonNode band, ZonedDateTime time) {
        DayOfWeek day = time.getDayOfWeek();
        LocalTime clock = time.toLocalTime();
        LocalTime from = LocalTime.parse(band.path("from").asText());
        boolean untilMidnight = band.path("to").asText().equals("24:00");
        LocalTime to = untilMidnight
                ? LocalTime.MIDNIGHT
                : LocalTime.parse(band.path("to").asText());
        boolean pastMidnight = !untilMidnight && !to.isAfter(from);
        boolean begun = !clock.isBefore(from) && (untilMidnight || pastMidnight || clock.isBefore(to));
        boolean goesOn = pastMidnight && clock.isBefore(to);
        return (begun && on(band, day)) || (goesOn && on(band, day.minus(1)));
    }

    private static boolean on(JsonNode band, DayOfWeek when) {
        String today = when.name().substring(0, 3).toLowerCase(Locale.ROOT);
        if (!band.hasNonNull("days")) {
            return true;
        }
        for (JsonNode day : band.get("days")) {
            if (day.asText().equals(today)) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode inForce(Pricing pricing, JsonNode price, Use use) {
        JsonNode inForce = MissingNode.getInstance();
        Instant latest = Instant.MIN;
        for (JsonNode entry :
                pricing.request().path("feeds").path(price.path("feed").asText())) {
            Instant from = Situation.instant(
                    entry.path("from").asText(), pricing.situation().zone());
            if (!from.isAfter(use.time()) && !from.isBefore(latest)) {
                latest = from;
                inForce = entry;
            }
        }
        return inForce;
    }
}
