package org.countinghouse.rating.naive;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The usage of one request, seen through its meters. */
record Usage(JsonNode request, Situation situation, Problems problems, Set<String> accounted) {
    Usage(JsonNode request, Situation situation, Problems problems) {
        this(request, situation, problems, new HashSet<>());
    }

    Optional<JsonNode> meter(String code) {
        for (JsonNode meter : request.path("meters")) {
            if (meter.path("code").asText().equals(code)) {
                return Optional.of(meter);
            }
        }
        return Optional.empty();
    }

    /** The total a request gives directly for a meter. */
    Optional<Fraction> given(JsonNode meter) {
        JsonNode total = request.path("quantities").path(meter.path("code").asText());
        if (total.isMissingNode() || total.isNull()) {
            return Optional.empty();
        }
        uses(meter).forEach(this::account);
        return Optional.of(Fraction.of(total.asText()));
    }

    /** A meter's whole reading over the subscribed part, as formulas and adjustments see it. */
    Fraction reading(String code) {
        JsonNode meter = meter(code).orElseThrow(() -> new Refusal("unknown meter " + code));
        Aggregation aggregation = Aggregation.of(meter, situation);
        Optional<Fraction> given = given(meter);
        if (given.isPresent()) {
            return aggregation.rounded(given.get());
        }
        counting(meter).forEach(this::account);
        return aggregation.value(counting(meter), situation.usedFrom(), situation.usedTo());
    }

    /** What counts in the subscribed part, behind what is carried over into it. */
    List<Use> counting(JsonNode meter) {
        return uses(meter).stream().filter(use -> counts(meter, use.time())).toList();
    }

    private boolean counts(JsonNode meter, Instant time) {
        boolean carries = meter.path("carry_over").asBoolean() && situation.subscribed();
        return situation.subscribed(time) || (carries && time.isBefore(situation.usedFrom()));
    }

    void account(Use use) {
        accounted.add(use.source());
    }

    /** Everything of the request that belongs to a meter, in the order of time. */
    List<Use> uses(JsonNode meter) {
        List<Use> uses = new ArrayList<>();
        String name = meter.path("event").asText(meter.path("code").asText());
        Set<String> seen = new HashSet<>();
        int place = 0;
        for (JsonNode event : request.path("usage")) {
            String source = "usage " + place++;
            if (event.hasNonNull("id") && !seen.add(event.get("id").asText())) {
                accounted.add(source);
            } else if (event.path("event").asText().equals(name)) {
                event(meter, event, source).ifPresent(uses::add);
            }
        }
        place = 0;
        for (JsonNode reading : request.path("readings")) {
            String source = "readings " + place++;
            if (reading.path("meter").asText().equals(meter.path("code").asText())) {
                uses.add(reading(meter, reading, source));
            }
        }
        uses.sort(Comparator.comparing(Use::time));
        return uses;
    }

    /** Readings of meters there are not, and of meters that hourly sums cannot serve. */
    void checkReadings() {
        int place = 0;
        for (JsonNode reading : request.path("readings")) {
            String source = "readings " + place++;
            Optional<JsonNode> meter = meter(reading.path("meter").asText());
            if (meter.isEmpty()) {
                accounted.add(source);
                problems.add("meter.unknown", number(reading, "count"));
            } else if (!Aggregation.of(meter.get(), situation).additive()) {
                throw new Refusal("readings serve sum and count only");
            }
        }
    }

    /** Whatever no charge took is a problem. */
    void close() {
        int place = 0;
        Set<String> seen = new HashSet<>();
        for (JsonNode event : request.path("usage")) {
            boolean repeated =
                    event.hasNonNull("id") && !seen.add(event.get("id").asText());
            close("usage " + place++, repeated, event.path("time").asText(), Fraction.ONE);
        }
        place = 0;
        for (JsonNode reading : request.path("readings")) {
            close("readings " + place++, false, reading.path("from").asText(), number(reading, "count"));
        }
    }

    private void close(String source, boolean repeated, String time, Fraction events) {
        if (!repeated && !accounted.contains(source)) {
            boolean inside = situation.subscribed(Situation.instant(time, situation.zone()));
            problems.add(inside ? "usage.unpriced" : "usage.outside_period", events);
        }
    }

    private Use reading(JsonNode meter, JsonNode reading, String source) {
        Fraction quantity = number(reading, "quantity");
        Fraction count = number(reading, "count");
        Fraction value = meter.path("aggregation").asText().equals("count") ? count : quantity;
        Instant from = Situation.instant(reading.path("from").asText(), situation.zone());
        return new Use(source, from, properties(reading), value, "", count, quantity, true);
    }

    /** What an event contributes to a meter; nothing when a filter leaves it out or its number is missing. */
    private Optional<Use> event(JsonNode meter, JsonNode event, String source) {
        Map<String, String> properties = properties(event);
        if (!passes(meter.path("filters"), properties)) {
            return Optional.empty();
        }
        Fraction own = number(event, "quantity");
        Instant time = Situation.instant(event.path("time").asText(), situation.zone());
        boolean unique = meter.path("aggregation").asText().equals("unique_count");
        boolean counted = meter.path("aggregation").asText().equals("count");
        Optional<Fraction> value = unique || counted ? Optional.of(Fraction.ONE) : value(meter, properties, own);
        String text = properties.get(meter.path("property").asText());
        if (value.isEmpty() || (unique && text == null)) {
            unreadable(meter, source, time);
            return Optional.empty();
        }
        return Optional.of(new Use(source, time, properties, value.get(), text, Fraction.ONE, own, false));
    }

    /** An event without the meter's number is a problem once, unless a given total makes it needless. */
    private void unreadable(JsonNode meter, String source, Instant time) {
        String code = meter.path("code").asText();
        boolean given = request.path("quantities").hasNonNull(code);
        if (given) {
            accounted.add(source);
        } else if (counts(meter, time)) {
            accounted.add(source);
            if (accounted.add(source + " " + code)) {
                problems.add("usage.bad_property", Fraction.ONE);
            }
        }
    }

    private static Optional<Fraction> value(JsonNode meter, Map<String, String> properties, Fraction own) {
        if (meter.has("quantity")) {
            Fraction product = Fraction.ONE;
            for (JsonNode factor : meter.path("quantity").path("multiply")) {
                Optional<Fraction> value = numberOf(properties.get(factor.asText()));
                if (value.isEmpty()) {
                    return value;
                }
                product = product.times(value.get());
            }
            return Optional.of(product);
        }
        return meter.hasNonNull("property")
                ? numberOf(properties.get(meter.get("property").asText()))
                : Optional.of(own);
    }

    private static Optional<Fraction> numberOf(String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(Fraction.of(text));
        } catch (Refusal problem) {
            return Optional.empty();
        }
    }

    private static Fraction number(JsonNode node, String field) {
        return node.hasNonNull(field) ? Fraction.of(node.get(field).asText()) : Fraction.ONE;
    }

    private static Map<String, String> properties(JsonNode node) {
        Map<String, String> properties = new TreeMap<>();
        node.path("properties").properties().forEach(property -> {
            if (!property.getValue().isNull()) {
                properties.put(property.getKey(), property.getValue().asText());
            }
        });
        return properties;
    }

    /** Whether properties have one of the wanted values for each property a filter names. */
    static boolean passes(JsonNode filter, Map<String, String> properties) {
        return filter.properties().stream().allMatch(wanted -> {
            String value = properties.get(wanted.getKey());
            for (JsonNode one : wanted.getValue()) {
                if (one.asText().equals(value)) {
                    return true;
                }
            }
            return false;
        });
    }
}
