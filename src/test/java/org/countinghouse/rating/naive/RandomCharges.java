package org.countinghouse.rating.naive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Meters and charges of a made-up request. */
final class RandomCharges {
    private static final List<String> AGGREGATIONS = List.of(
            "sum",
            "sum",
            "sum",
            "sum",
            "count",
            "max",
            "min",
            "latest",
            "average",
            "unique_count",
            "weighted_sum",
            "percentile");

    private final Dice dice;
    private final RandomPeriod period;
    private final List<String> meters = new ArrayList<>();
    private final List<String> readable = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

    RandomCharges(Dice dice, RandomPeriod period) {
        this.dice = dice;
        this.period = period;
    }

    List<String> meters() {
        return meters;
    }

    List<String> readable() {
        return readable;
    }

    List<String> events() {
        return events;
    }

    void fill(ArrayNode charges, ArrayNode meters) {
        int count = dice.pick(1, 1, 2, 3);
        for (int number = 0; number < count; number++) {
            meter(meters.addObject(), "m" + number);
        }
        for (int number = 0; number < count; number++) {
            charge(
                    charges.addObject().put("code", "c" + number),
                    meters.get(number).path("aggregation").asText(),
                    number);
        }
    }

    private void meter(ObjectNode meter, String code) {
        String aggregation = dice.pick(AGGREGATIONS);
        meter.put("code", code).put("aggregation", aggregation);
        meters.add(code);
        if (dice.chance(40)) {
            meter.put("event", "e");
        }
        events.add(meter.path("event").asText(code));
        if (List.of("sum", "count").contains(aggregation)) {
            readable.add(code);
        }
        switch (aggregation) {
            case "count" -> {}
            case "unique_count" -> meter.put("property", dice.pick("region", "kind", "v"));
            default -> value(meter);
        }
        if (aggregation.equals("percentile")) {
            meter.put("percentile", dice.pick("95", "50", "99.9", "100", "1"));
        }
        if (dice.chance(15)) {
            meter.putObject("rounding")
                    .put("mode", dice.pick("half_up", "ceil", "floor"))
                    .put("scale", dice.between(-2, 3));
        }
        if (dice.chance(15)) {
            meter.putObject("filters").putArray("region").add("eu").add("us");
        }
        if (dice.chance(12)) {
            meter.put("carry_over", true);
        }
    }

    private void value(ObjectNode meter) {
        if (dice.chance(35)) {
            meter.put("property", "v");
        } else if (dice.chance(20)) {
            ObjectNode quantity = meter.putObject("quantity");
            quantity.putArray("multiply").add("cores").add("seconds");
            if (dice.chance(80)) {
                quantity.put("divide_by", dice.pick("3600", "60", "7"));
            }
        }
    }

    private void charge(ObjectNode charge, String aggregation, int number) {
        charge.put("meter", dice.chance(98) ? "m" + number : "nowhere");
        if (dice.chance(20)) {
            charge.putObject("filter").putArray("region").add("eu").add(dice.pick("us", "ap"));
        }
        if (dice.chance(35)) {
            dice.some(List.of("region", "kind"), 2).forEach(charge.withArray("group_by")::add);
        }
        if (dice.chance(22)) {
            charge.put("bucket", dice.pick("hour", "day", "month"));
        }
        if (dice.chance(25)) {
            ObjectNode unit = charge.putObject("unit").put("divide_by", dice.pick("1000", "10", "3", "0.5", "60"));
            if (dice.chance(60)) {
                unit.put("round", dice.pick("up", "down"));
            }
        }
        if (dice.chance(30)) {
            charge.put("free_units", dice.pick("1", "10", "0.5", "100", "3.333", "0"));
        }
        if (dice.chance(15)) {
            charge.put("prorate", true);
        }
        if (dice.chance(20)) {
            charge.put("discount_percent", dice.pick("10", "33.3", "100", "0"));
        }
        if (dice.chance(20)) {
            charge.put("maximum", dice.pick("50", "5.555", "0", "400"));
        }
        if (dice.chance(20)) {
            charge.put("minimum", dice.pick("20", "0.015", "300"));
        }
        if (dice.chance(30)) {
            charge.put("tax_category", dice.pick("standard", "reduced", "none"));
        }
        boolean adds = aggregation.equals("sum") || aggregation.equals("count");
        new RandomPrice(dice, meters, period, adds).fill(charge.putObject("price"));
    }
}
