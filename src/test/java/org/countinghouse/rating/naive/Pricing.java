package org.countinghouse.rating.naive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The price models of section 3. */
record Pricing(JsonNode request, Situation situation, Usage usage, Rounding rounding, Problems problems) {
    /** An amount, and how much of the quantity it is for: less when some of it has no price. */
    record Priced(Fraction quantity, Fraction amount) {
        static final Priced NOTHING = new Priced(Fraction.ZERO, Fraction.ZERO);

        Priced plus(Priced other) {
            return new Priced(quantity.plus(other.quantity), amount.plus(other.amount));
        }
    }

    Priced price(JsonNode price, Portion portion) {
        return switch (price.path("model").asText()) {
            case "matrix", "time_of_use", "spot" -> cells(price, portion);
            case "allowance" -> excess(price.path("overage"), portion, number(price, "included"), Fraction.ZERO);
            case "reserved" -> {
                Fraction reserved = number(price, "reserved_quantity");
                Fraction fixed = reserved.times(number(price, "unit_amount")).plus(Upfront.amount(this, price));
                yield excess(price.path("on_demand"), portion, reserved, fixed);
            }
            default -> new Priced(portion.quantity(), whole(price, portion));
        };
    }

    private Fraction whole(JsonNode price, Portion portion) {
        Fraction quantity = portion.quantity();
        return switch (price.path("model").asText()) {
            case "flat" -> quantity.signum() > 0 || flatAtZero(price) ? number(price, "amount") : Fraction.ZERO;
            case "per_unit" -> quantity.times(number(price, "unit_amount"));
            case "graduated" -> graduated(price, quantity, "unit_amount", Fraction.ONE);
            case "graduated_percentage" -> graduated(price, quantity, "rate", Fraction.HUNDRED);
            case "volume" -> volume(price, quantity);
            case "package" -> {
                Fraction packages = quantity.over(number(price, "size"));
                boolean down = price.path("round").asText("up").equals("down");
                yield (down ? packages.floor() : packages.ceiling()).times(number(price, "amount"));
            }
            case "percentage" -> Percentage.amount(price, portion);
            case "cost_plus" -> costPlus(price, portion);
            case "formula" -> formula(price, quantity);
            default -> throw new Refusal("unknown model " + price.path("model"));
        };
    }

    private Priced cells(JsonNode price, Portion portion) {
        Priced sum = Priced.NOTHING;
        for (Portion.Share cell : portion.cells(use -> EventPrices.cell(this, price, use))) {
            Optional<Fraction> unit = EventPrices.unitAmount(this, price, cell.first());
            if (unit.isPresent()) {
                sum = sum.plus(new Priced(cell.quantity(), cell.quantity().times(unit.get())));
            } else {
                problems.add(EventPrices.problem(price), cell.events());
            }
        }
        return sum;
    }

    private Fraction costPlus(JsonNode price, Portion portion) {
        Fraction marked = portion.quantity()
                .times(Fraction.ONE.plus(number(price, "markup_percent").percent()));
        Fraction fixed = number(price, "fixed_per_unit");
        boolean rolledUp = portion.given() || portion.uses().stream().anyMatch(Use::reading);
        if (fixed.signum() != 0 && rolledUp) {
            throw new Refusal("the events' own quantity is not known");
        }
        return marked.plus(Fraction.sum(portion.uses(), Use::own).times(fixed));
    }

    /** A number of a document; absent means nothing. */
    static Fraction number(JsonNode node, String field) {
        return number(node, field, Fraction.ZERO);
    }

    static Fraction number(JsonNode node, String field, Fraction absent) {
        return node.hasNonNull(field) ? Fraction.of(node.get(field).asText()) : absent;
    }

    static Optional<Fraction> optional(JsonNode node, String field) {
        return node.hasNonNull(field) ? Optional.of(Fraction.of(node.get(field).asText())) : Optional.empty();
    }

    private Priced excess(JsonNode inner, Portion portion, Fraction included, Fraction fixed) {
        Portion excess = portion.beyond(included);
        if (excess.quantity().signum() == 0) {
            return new Priced(portion.quantity(), fixed);
        }
        Priced priced = price(inner.path("price"), excess);
        Fraction unpriced = excess.quantity().minus(priced.quantity());
        return new Priced(portion.quantity().minus(unpriced), fixed.plus(priced.amount()));
    }

    private Fraction graduated(JsonNode price, Fraction quantity, String unit, Fraction divisor) {
        Fraction amount = Fraction.ZERO;
        Fraction below = Fraction.ZERO;
        for (JsonNode tier : price.path("tiers")) {
            Fraction bound = number(tier, "up_to", quantity.larger(below));
            Fraction inside = quantity.smaller(bound).minus(below);
            boolean first = below.signum() == 0;
            if (inside.signum() > 0 || (first && quantity.signum() == 0 && flatAtZero(price))) {
                amount = amount.plus(rounding.tier(
                        inside.times(number(tier, unit)).over(divisor).plus(number(tier, "flat_amount"))));
            }
            below = bound;
        }
        return amount;
    }

    private Fraction volume(JsonNode price, Fraction quantity) {
        for (JsonNode tier : price.path("tiers")) {
            if (!tier.hasNonNull("up_to") || !quantity.above(number(tier, "up_to"))) {
                boolean flat = quantity.signum() > 0 || flatAtZero(price);
                Fraction whole = quantity.times(number(tier, "unit_amount"));
                return rounding.tier(flat ? whole.plus(number(tier, "flat_amount")) : whole);
            }
        }
        throw new Refusal("no last tier");
    }

    private static boolean flatAtZero(JsonNode price) {
        return price.path("flat_at_zero").asBoolean(true);
    }

    /** Every meter that is named counts as used, also where the expression does without it. */
    private Fraction formula(JsonNode price, Fraction quantity) {
        price.path("variables").properties().forEach(named -> variable(price, named.getKey(), quantity));
        return Formula.read(price, name -> variable(price, name, quantity)).get();
    }

    private Fraction variable(JsonNode price, String name, Fraction quantity) {
        JsonNode variable = price.path("variables").path(name);
        if (variable.isMissingNode()) {
            return quantity;
        }
        return Character.isLetter(variable.asText().charAt(0))
                ? usage.reading(variable.asText())
                : Fraction.of(variable.asText());
    }
}
