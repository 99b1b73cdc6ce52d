package org.countinghouse.rating.naive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Reckons a line again from nothing but its explanation, and checks every step on the way. */
final class ExplanationArithmetic {
    private static final Fraction TOLERANCE = Fraction.powerOfTen(-25);

    private final Rounding rounding;

    ExplanationArithmetic(Rounding rounding) {
        this.rounding = rounding;
    }

    /** The line's unrounded amount; the rounding of just that is the last step before tax. */
    Fraction exact(JsonNode line) {
        JsonNode steps = line.path("explanation");
        JsonNode last = steps.get(steps.size() - 1);
        // Coupons, credits and contained tax come after the rounding.
        for (int index = steps.size() - 1;
                List.of("coupon", "credit", "tax").contains(last.path("step").asText()) && index > 0;
                index--) {
            last = steps.get(index - 1);
        }
        require(last.path("step").asText().equals("round"), last);
        require(last.path("from").equals(line.path("exact")), last);
        require(same(rounding.line(Engine.figure(last, "from")), Engine.figure(last, "value")), last);
        return amount(steps);
    }

    private Fraction amount(JsonNode steps) {
        Fraction amount = Fraction.ZERO;
        Fraction quantity = Fraction.ZERO;
        for (JsonNode step : steps) {
            switch (step.path("step").asText()) {
                case "aggregate", "round_meter", "convert" -> quantity = Engine.figure(step, "value");
                case "free" -> {
                    Fraction left = quantity.minus(quantity.smaller(Engine.figure(step, "quantity")));
                    require(same(left, Engine.figure(step, "value")), step);
                }
                case "price" -> amount = amount.plus(price(step));
                case "part", "cells" -> {
                    require(same(amount(step.path("steps")), Engine.figure(step, "amount")), step);
                    amount = amount.plus(Engine.figure(step, "amount"));
                }
                case "sum" -> require(same(Engine.figure(step, "amount"), amount), step);
                case "below_zero" -> require(Engine.figure(step, "quantity").signum() < 0, step);
                case "prorate" -> {
                    Fraction share = Engine.figure(step, "part").over(Engine.figure(step, "whole"));
                    amount = stated(step, "amount", amount.times(share));
                }
                case "adjustment" -> amount = stated(step, "amount", percent(step, "from", "percent"));
                case "discount" -> {
                    require(same(Engine.figure(step, "from"), amount), step);
                    amount = stated(step, "value", amount.minus(percent(step, "from", "percent")));
                }
                case "maximum" -> {
                    require(same(Engine.figure(step, "from"), amount), step);
                    require(!Engine.figure(step, "value").above(amount), step);
                    amount = Engine.figure(step, "value");
                }
                case "minimum" ->
                    amount = stated(
                            step, "amount", Engine.figure(step, "minimum").minus(Engine.figure(step, "billed")));
                case "commitment" -> amount = stated(step, "amount", commitment(step));
                case "allowance", "round", "coupon", "credit", "tax", "unpriced", "free_usage" -> {}
                default -> throw new AssertionError("unknown step " + step);
            }
        }
        return amount;
    }

    private static Fraction commitment(JsonNode step) {
        Fraction missing = Engine.figure(step, "minimum").minus(Engine.figure(step, "usage"));
        if (missing.signum() > 0) {
            return missing;
        }
        return missing.negated().times(Engine.figure(step, "overage_factor").minus(Fraction.ONE));
    }

    private Fraction price(JsonNode step) {
        Fraction stated = Engine.figure(step, "amount");
        if (step.has("unit_amount") || step.has("rate")) {
            Fraction unit = step.has("unit_amount")
                    ? Engine.figure(step, "unit_amount")
                    : Engine.figure(step, "rate").percent();
            Fraction units = Engine.figure(step, step.has("packages") ? "packages" : "quantity");
            Fraction fixed = Pricing.number(step, "fixed_amount").times(Pricing.number(step, "events"));
            Fraction whole = units.times(unit).plus(fixed).plus(Pricing.number(step, "flat_amount"));
            boolean bounded = step.has("events");
            require(bounded || same(whole, stated) || same(rounding.tier(whole), stated), step);
        } else if (step.has("markup_percent")) {
            Fraction money = Engine.figure(step, "quantity");
            require(same(money.plus(percent(step, "quantity", "markup_percent")), stated), step);
        }
        return stated;
    }

    private static Fraction percent(JsonNode step, String of, String percent) {
        return Engine.figure(step, of).times(Engine.figure(step, percent).percent());
    }

    private static Fraction stated(JsonNode step, String field, Fraction reckoned) {
        Fraction stated = Engine.figure(step, field);
        require(same(reckoned, stated), step);
        return stated;
    }

    /** Figures that do not end are written to 40 digits. */
    static boolean same(Fraction left, Fraction right) {
        Fraction size = left.absolute().larger(Fraction.ONE);
        return !left.minus(right).absolute().above(size.times(TOLERANCE));
    }

    private static void require(boolean holds, JsonNode step) {
        if (!holds) {
            throw new AssertionError("The step does not add up: " + step);
        }
    }
}
