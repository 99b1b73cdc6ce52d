package org.countinghouse.rating.naive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** The usage charges: aggregate, convert, free units, price, adjust, discount, cap, round, minimum. */
record Charges(Pricing pricing) {
    private Situation situation() {
        return pricing.situation();
    }

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (JsonNode charge : pricing.request().path("plan").path("charges")) {
            String code = charge.path("meter").asText();
            Optional<JsonNode> meter = pricing.usage().meter(code);
            if (meter.isEmpty()) {
                pricing.problems().add("meter.unknown", Fraction.ZERO);
            } else {
                lines.addAll(lines(charge, meter.get()));
            }
        }
        return lines;
    }

    private List<Line> lines(JsonNode charge, JsonNode meter) {
        Optional<Fraction> given = pricing.usage().given(meter);
        if (!situation().subscribed()) {
            return List.of(line("usage", charge, Map.of(), Fraction.ZERO, Fraction.ZERO));
        }
        List<List<Line>> groups = new ArrayList<>();
        if (given.isPresent()) {
            groups.add(lines(charge, Map.of(), given(charge, meter, given.get())));
        } else {
            groups(charge, meter)
                    .forEach((group, uses) -> groups.add(lines(charge, group, priced(charge, meter, uses))));
        }
        Pricing.optional(charge, "maximum").ifPresent(maximum -> cap(groups, maximum));
        List<Line> lines =
                new ArrayList<>(groups.stream().flatMap(Collection::stream).toList());
        Pricing.optional(charge, "minimum").ifPresent(minimum -> {
            Fraction missing = minimum.times(prorated(charge)).minus(Fraction.sum(lines, line -> line.amount));
            if (missing.signum() > 0) {
                lines.add(line("minimum", charge, Map.of(), Fraction.ONE, missing));
            }
        });
        return lines;
    }

    /** Usage by the values of the grouping properties, null first; without any usage one group of nothing. */
    private Map<Map<String, String>, List<Use>> groups(JsonNode charge, JsonNode meter) {
        List<String> names = new ArrayList<>();
        charge.path("group_by").forEach(name -> names.add(name.asText()));
        Comparator<Map<String, String>> order = (_, _) -> 0;
        for (String name : names) {
            order = order.thenComparing(
                    group -> group.get(name), Comparator.nullsFirst(Comparator.<String>naturalOrder()));
        }
        Map<Map<String, String>, List<Use>> groups = new TreeMap<>(order);
        for (Use use : pricing.usage().counting(meter)) {
            if (Usage.passes(charge.path("filter"), use.properties())) {
                pricing.usage().account(use);
                Map<String, String> group = new LinkedHashMap<>();
                names.forEach(name -> group.put(name, use.properties().get(name)));
                groups.computeIfAbsent(group, none -> new ArrayList<>()).add(use);
            }
        }
        return groups.isEmpty() ? Map.of(Map.of(), List.of()) : groups;
    }

    private List<Line> lines(JsonNode charge, Map<String, String> group, Pricing.Priced priced) {
        Fraction kept =
                Fraction.ONE.minus(Pricing.number(charge, "discount_percent").percent());
        List<Line> lines = new ArrayList<>();
        lines.add(
                line("usage", charge, group, priced.quantity(), priced.amount().times(kept)));
        for (JsonNode adjustment : charge.path("price").path("adjustments")) {
            JsonNode when = adjustment.path("when");
            Fraction reading = pricing.usage().reading(when.path("meter").asText());
            boolean above = Pricing.optional(when, "above").map(reading::above).orElse(true);
            boolean below = Pricing.optional(when, "below")
                    .map(bound -> bound.above(reading))
                    .orElse(true);
            if (above && below) {
                Fraction percent = Pricing.number(adjustment, "percent").percent();
                Fraction amount = priced.amount().times(percent).times(kept);
                lines.add(line("adjustment", charge, group, Fraction.ONE, amount));
            }
        }
        return lines;
    }

    private Line line(String kind, JsonNode charge, Map<String, String> group, Fraction quantity, Fraction exact) {
        return new Line(kind, charge.path("code").asText(), group, Line.category(charge), quantity, exact)
                .rounded(pricing.rounding());
    }

    /** The cap is used up group by group on rounded amounts; what is too much comes off a group's last lines. */
    private void cap(List<List<Line>> groups, Fraction maximum) {
        Fraction room = maximum;
        for (List<Line> group : groups) {
            Fraction over = Fraction.sum(group, line -> line.exact).minus(room.larger(Fraction.ZERO));
            for (Line line : group.reversed()) {
                Fraction part = over.smaller(line.exact).larger(Fraction.ZERO);
                line.exact = line.exact.minus(part);
                over = over.minus(part);
                line.rounded(pricing.rounding());
            }
            room = room.minus(Fraction.sum(group, line -> line.amount));
        }
    }

    private Pricing.Priced given(JsonNode charge, JsonNode meter, Fraction total) {
        Pieces pieces = Pieces.of(charge, meter, List.of(), situation());
        if (pieces.cut()) {
            throw new Refusal("a total cannot be cut");
        }
        JsonNode price = pieces.list().getFirst().price();
        if (EventPrices.isOne(price)) {
            throw new Refusal("a total cannot serve this price");
        }
        Fraction quantity = convert(charge, Aggregation.of(meter, situation()).rounded(total));
        Portion portion = new Portion(quantity, Fraction.ZERO, List.of(), true, true, uses -> Fraction.ZERO);
        return quantity.signum() < 0 ? Pricing.Priced.NOTHING : pricing.price(price, portion.beyond(free(charge)));
    }

    private Pricing.Priced priced(JsonNode charge, JsonNode meter, List<Use> uses) {
        Aggregation aggregation = Aggregation.of(meter, situation());
        Predicate<Pieces.Piece> used = piece -> aggregation.name().equals("weighted_sum")
                ? aggregation.unrounded(piece.uses(), piece.from(), piece.to()).signum() != 0
                : !piece.uses().isEmpty();
        Fraction freeLeft = free(charge);
        Pricing.Priced sum = Pricing.Priced.NOTHING;
        for (Pieces.Piece piece : Pieces.of(charge, meter, uses, situation()).priced(charge, meter, used)) {
            Function<List<Use>, Fraction> converted =
                    some -> convert(charge, aggregation.value(some, piece.from(), piece.to()));
            Fraction quantity = converted.apply(piece.uses());
            if (quantity.signum() >= 0) {
                Portion portion =
                        new Portion(quantity, Fraction.ZERO, piece.uses(), aggregation.additive(), false, converted);
                sum = sum.plus(pricing.price(piece.price(), portion.beyond(freeLeft)));
                freeLeft = freeLeft.minus(quantity.smaller(freeLeft));
            }
        }
        return sum;
    }

    private static Fraction convert(JsonNode charge, Fraction aggregate) {
        JsonNode unit = charge.path("unit");
        Fraction converted = aggregate.over(Pricing.number(unit, "divide_by", Fraction.ONE));
        return unit.hasNonNull("round") ? converted.rounded(unit.get("round").asText(), 0) : converted;
    }

    private Fraction free(JsonNode charge) {
        return Pricing.number(charge, "free_units").times(prorated(charge));
    }

    private Fraction prorated(JsonNode charge) {
        return charge.path("prorate").asBoolean()
                ? situation().dayShare(situation().usedFrom(), situation().usedTo())
                : Fraction.ONE;
    }
}
