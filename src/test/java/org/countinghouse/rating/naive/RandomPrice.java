package org.countinghouse.rating.naive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;

/** Price models of a made-up charge. */
record RandomPrice(Dice dice, List<String> meters, RandomPeriod period, boolean adds) {
    private static final List<String> PLAIN =
            List.of("flat", "per_unit", "graduated", "volume", "package", "graduated_percentage");
    private static final List<String> ANY = List.of(
            "flat",
            "per_unit",
            "graduated",
            "volume",
            "package",
            "graduated_percentage",
            "reserved",
            "allowance",
            "formula");
    private static final List<String> OF_EVENTS =
            List.of("percentage", "matrix", "time_of_use", "spot", "cost_plus", "percentage", "matrix", "time_of_use");

    void fill(ObjectNode price) {
        model(price, dice.chance(adds ? 45 : 10) ? dice.pick(OF_EVENTS) : dice.pick(ANY));
        if (dice.chance(15)) {
            versions(price.putArray("versions"), price.path("model").asText());
        }
        if (dice.chance(20)) {
            adjustments(price.putArray("adjustments"));
        }
    }

    private void versions(ArrayNode versions, String model) {
        LocalDate day = period.from().plusDays(dice.pick(-5, 0, 3, 10));
        for (int count = dice.between(1, 2); count > 0; count--) {
            ObjectNode version = versions.addObject();
            version.put("from", dice.chance(80) ? day.toString() : day + "T10:30:00Z");
            model(version.putObject("price"), OF_EVENTS.contains(model) ? model : dice.pick(PLAIN));
            day = day.plusDays(dice.between(1, 12));
        }
    }

    private void adjustments(ArrayNode adjustments) {
        for (int count = dice.between(1, 2); count > 0; count--) {
            ObjectNode adjustment = adjustments.addObject();
            adjustment
                    .putObject("when")
                    .put("meter", dice.pick(meters))
                    .put(dice.pick("above", "below"), dice.pick("0", "10", "40"));
            adjustment.put("percent", dice.pick("-10", "25", "-100", "3.3"));
        }
    }

    private void model(ObjectNode price, String model) {
        price.put("model", model);
        switch (model) {
            case "flat" -> {
                price.put("amount", dice.chance(95) ? dice.price() : "-10.005");
                if (dice.chance(15)) {
                    price.put("flat_at_zero", false);
                }
            }
            case "per_unit" -> price.put("unit_amount", dice.price());
            case "graduated", "volume" -> tiers(price, "unit_amount");
            case "graduated_percentage" -> tiers(price, "rate");
            case "package" -> {
                price.put("size", dice.pick("5", "0.3", "100", "1")).put("amount", dice.price());
                if (dice.chance(50)) {
                    price.put("round", dice.pick("up", "down"));
                }
            }
            case "percentage" -> percentage(price);
            case "matrix" -> matrix(price);
            case "time_of_use" -> bands(price);
            case "spot" -> spot(price);
            case "reserved" -> reserved(price);
            case "allowance" -> {
                price.put("included", dice.pick("0", "5", "12.5", "50"));
                model(price.putObject("overage").putObject("price"), inner());
            }
            case "cost_plus" -> {
                price.put("markup_percent", dice.percent());
                if (dice.chance(50)) {
                    price.put("fixed_per_unit", dice.price());
                }
            }
            default -> formula(price);
        }
    }

    private String inner() {
        return dice.chance(80)
                ? dice.pick(PLAIN)
                : dice.pick("allowance", "matrix", "time_of_use", "formula", "percentage");
    }

    private void tiers(ObjectNode price, String unit) {
        ArrayNode tiers = price.putArray("tiers");
        int bound = 0;
        for (int count = dice.between(0, 3); count >= 0; count--) {
            ObjectNode tier = tiers.addObject();
            bound += dice.between(1, 400);
            if (count > 0) {
                tier.put("up_to", Dice.decimal(bound, dice.pick(0, 1)));
                bound = bound * 10;
            } else {
                tier.putNull("up_to");
            }
            if (dice.chance(85)) {
                tier.put(unit, unit.equals("rate") ? dice.percent() : dice.price());
            }
            if (dice.chance(40)) {
                tier.put("flat_amount", dice.price());
            }
        }
        if (dice.chance(25)) {
            price.put("flat_at_zero", dice.chance(30));
        }
    }

    private void percentage(ObjectNode price) {
        price.put("rate", dice.percent());
        if (dice.chance(50)) {
            price.put("fixed_amount", dice.price());
        }
        if (dice.chance(30)) {
            price.put("free_events", dice.pick("1", "3", "10", "0"));
        }
        if (dice.chance(30)) {
            price.put("free_amount", dice.pick("10", "50.5", "1000", "0"));
        }
        if (dice.chance(25)) {
            price.put("minimum_per_event", dice.pick("0.1", "2"));
        }
        if (dice.chance(25)) {
            price.put("maximum_per_event", dice.pick("2", "5.005"));
        }
    }

    private void matrix(ObjectNode price) {
        price.putArray("dimensions").add("region").add("kind");
        ArrayNode rows = price.putArray("rows");
        for (int count = dice.between(0, 4); count > 0; count--) {
            ObjectNode row = rows.addObject();
            ObjectNode match = row.putObject("match");
            if (dice.chance(70)) {
                match.put("region", dice.pick("eu", "us", "ap"));
            }
            if (dice.chance(60)) {
                match.put("kind", dice.pick("in", "out"));
            }
            row.put("unit_amount", dice.price());
        }
        if (dice.chance(70)) {
            price.put("default_unit_amount", dice.price());
        }
    }

    private void bands(ObjectNode price) {
        if (dice.chance(60)) {
            price.put("timezone", dice.pick("Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns"));
        }
        ArrayNode bands = price.putArray("bands");
        for (int count = dice.between(1, 3); count > 0; count--) {
            ObjectNode band = bands.addObject().put("code", "b" + count);
            dice.some(List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun"), 7)
                    .forEach(band.withArray("days")::add);
            band.put("from", dice.pick("00:00", "07:00", "22:30", "02:30"));
            band.put("to", dice.pick("24:00", "06:00", "19:00", "22:30", "00:00"));
            band.put("unit_amount", dice.price());
        }
        if (dice.chance(70)) {
            price.put("default_unit_amount", dice.price());
        }
    }

    private void spot(ObjectNode price) {
        price.put("feed", "feed");
        if (dice.chance(50)) {
            price.put("multiplier", dice.pick("1.1", "0.5"));
        }
        if (dice.chance(30)) {
            price.put("floor", dice.pick("0", "0.05"));
        }
        if (dice.chance(30)) {
            price.put("cap", dice.pick("3", "0.5"));
        }
    }

    private void reserved(ObjectNode price) {
        price.put("reserved_quantity", dice.pick("0", "10", "2.5")).put("unit_amount", dice.price());
        if (dice.chance(50)) {
            price.put("upfront_amount", dice.pick("100", "33.33", "0"));
            if (period.regular() && dice.chance(70)) {
                price.put("upfront", "spread");
                price.putObject("term")
                        .put("unit", dice.pick("month", "year", "quarter", "week"))
                        .put("count", dice.between(1, 3));
            }
        }
        model(price.putObject("on_demand").putObject("price"), inner());
    }

    private void formula(ObjectNode price) {
        ObjectNode variables = price.putObject("variables");
        variables.put("n", dice.pick(meters)).put("k", dice.pick("0.5", "12", "-3"));
        price.put(
                "expression",
                dice.pick(
                        "max(quantity - n, 0) * k",
                        "if(quantity > 10, quantity * 0.5, 10 - quantity / 4)",
                        "round(quantity * 1.5) + abs(k) * 2 - -1",
                        "min(quantity, n, 7) * (k + 0.25)",
                        "ceil(quantity / 3) + floor(n / 7) * 0.01",
                        "if(n >= 5, 1 / (n - n), quantity) * 2",
                        "(quantity <= 5) + (quantity == 3) * 2 + (n != k)"));
    }
}
