package org.countinghouse.rating.naive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.countinghouse.rating.ExplanationVerifier;
import org.countinghouse.rating.ExplanationVerifier.Mismatch;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;

/** Made-up requests of every kind: each line follows from its explanation, and from no other. */
class ExplanationProofTest {
    private static final int FIRST = 200_000;
    private static final int ENOUGH = 6000;
    /** Fewer are for mutation testing, which asks thousands of times. */
    private static final int REQUESTS = Math.min(ENOUGH, Integer.getInteger("rating.cases", ENOUGH));

    /** Fields of a step that are words. */
    private static final Set<String> WORDS = Set.of("step", "text", "steps", "mode", "model", "name", "per");

    private static final Set<String> EVERY_STEP = Set.of(
            "aggregate",
            "round_meter",
            "convert",
            "free",
            "allowance",
            "below_zero",
            "free_usage",
            "price",
            "unpriced",
            "cells",
            "part",
            "sum",
            "variable",
            "prorate",
            "adjustment",
            "discount",
            "maximum",
            "minimum",
            "commitment",
            "round",
            "coupon",
            "credit",
            "tax",
            "tax_added",
            "rate");

    /** Factors that can be anything beside a factor, dividend or result of zero. */
    private static final Map<String, List<String>> VOID_BESIDE = Map.ofEntries(
            Map.entry("unit_amount", List.of("quantity", "packages")),
            Map.entry("rate", List.of("quantity")),
            Map.entry("fixed_amount", List.of("events")),
            Map.entry("events", List.of("fixed_amount")),
            Map.entry("markup_percent", List.of("quantity")),
            Map.entry("percent", List.of("from")),
            Map.entry("size", List.of("quantity")),
            Map.entry("divide_by", List.of("value", "exact")),
            Map.entry("samples", List.of("value")),
            Map.entry("seconds", List.of("value")),
            Map.entry("whole", List.of("amount", "quantity", "minimum")),
            Map.entry("part", List.of("amount", "quantity", "full")),
            Map.entry("quantity", List.of("unit_amount")),
            Map.entry("full", List.of("part")),
            Map.entry("overage_factor", List.of("overage")),
            Map.entry("market_price", List.of("multiplier")),
            Map.entry("multiplier", List.of("market_price")),
            Map.entry("before", List.of("rate")),
            Map.entry("all", List.of("exact")),
            Map.entry("multiple_of", List.of("multiples")));

    @Test
    void everyLineFollowsFromItsExplanation() {
        Map<String, LongAdder> steps = new ConcurrentHashMap<>();
        IntStream.range(FIRST, FIRST + REQUESTS).parallel().forEach(seed -> {
            ObjectNode request = RandomRequests.request(seed);
            Engine.explain(request).ifPresent(result -> {
                for (JsonNode line : result.path("lines")) {
                    line.findValuesAsText("step")
                            .forEach(step -> steps.computeIfAbsent(step, key -> new LongAdder())
                                    .increment());
                    assertThat(verify(result, line))
                            .as("Seed " + seed + ": " + request + "\n" + line)
                            .isEmpty();
                }
            });
        });
        if (REQUESTS == ENOUGH) {
            assertThat(steps.keySet()).containsAll(EVERY_STEP);
        }
    }

    @Test
    void aChangedFigureIsFound() {
        Map<String, LongAdder> changed = new ConcurrentHashMap<>();
        Map<String, String> notFound = new ConcurrentHashMap<>();
        IntStream.range(FIRST, FIRST + REQUESTS).parallel().forEach(seed -> {
            Dice dice = new Dice(seed);
            Engine.explain(RandomRequests.request(seed)).ifPresent(result -> {
                for (JsonNode line : result.path("lines")) {
                    change(dice, line).ifPresent(figure -> {
                        changed.computeIfAbsent(figure, key -> new LongAdder()).increment();
                        if (verify(result, line).isEmpty()) {
                            notFound.put(figure, "Seed " + seed + ": " + line);
                        }
                    });
                }
            });
        });
        assertThat(notFound).isEmpty();
        if (REQUESTS == ENOUGH) {
            assertThat(changed).hasSizeGreaterThan(70);
            assertThat(new TreeMap<>(changed).keySet()).contains("line.net", "price.unit_amount", "coupon.share");
        }
    }

    private static Optional<Mismatch> verify(JsonNode result, JsonNode line) {
        return ExplanationVerifier.verify(
                line, CurrencyUnit.of(result.path("currency").asText()));
    }

    /** A figure of a step or of the line itself. */
    private record Place(ObjectNode holder, String field) {
        BigDecimal value() {
            return new BigDecimal(holder.path(field).asText());
        }

        boolean isVoid() {
            return VOID_BESIDE.getOrDefault(field, List.of()).stream()
                    .anyMatch(other -> holder.has(other)
                            && new BigDecimal(holder.path(other).asText()).signum() == 0);
        }

        String name() {
            return holder.path("step").asText("line") + "." + field;
        }
    }

    /** Changes one figure, by much or by the smallest unit a price has; the name of it. */
    private static Optional<String> change(Dice dice, JsonNode line) {
        List<Place> places = new ArrayList<>();
        for (String field : List.of("exact", "amount", "discount", "credit", "net")) {
            places.add(new Place((ObjectNode) line, field));
        }
        places(line.path("explanation"), places);
        places(line.path("tax_explanation"), places);
        Place place = dice.pick(places);
        if (place.isVoid()) {
            return Optional.empty();
        }
        BigDecimal before = place.value();
        BigDecimal after = switch (dice.between(0, 4)) {
            case 0 -> before.add(BigDecimal.ONE);
            case 1 -> before.subtract(new BigDecimal("0.01"));
            case 2 -> before.add(BigDecimal.ONE.movePointLeft(12));
            case 3 -> before.signum() == 0 ? BigDecimal.TEN : before.negate();
            default -> before.signum() == 0 ? BigDecimal.ONE : before.movePointRight(1);
        };
        place.holder().put(place.field(), after.toPlainString());
        return Optional.of(place.name());
    }

    private static void places(JsonNode steps, List<Place> places) {
        for (JsonNode step : steps) {
            for (Map.Entry<String, JsonNode> field : step.properties()) {
                if (!WORDS.contains(field.getKey())) {
                    places.add(new Place((ObjectNode) step, field.getKey()));
                }
            }
            places(step.path("steps"), places);
        }
    }
}
