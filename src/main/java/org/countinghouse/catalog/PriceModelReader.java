package org.countinghouse.catalog;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.countinghouse.catalog.PriceModel.Tier;
import org.countinghouse.money.AmountRounding;

/** Reads and checks the fields of each price model. */
final class PriceModelReader {
    private static final String[] COMMON = {"model", "flat_at_zero", "versions", "adjustments"};

    private PriceModelReader() {}

    static PriceModel read(DocumentNode node) {
        DocumentNode model = node.get("model");
        return switch (model.text()) {
            case "flat" ->
                new PriceModel.Flat(fields(node, "amount").get("amount").decimal());
            case "per_unit" ->
                new PriceModel.PerUnit(
                        fields(node, "unit_amount").get("unit_amount").decimal());
            case "graduated" -> new PriceModel.Graduated(tiers(fields(node, "tiers"), "unit_amount"));
            case "volume" -> new PriceModel.Volume(tiers(fields(node, "tiers"), "unit_amount"));
            case "package" -> packages(fields(node, "size", "amount", "round"));
            case "percentage" -> percentage(node);
            case "graduated_percentage" -> new PriceModel.GraduatedPercentage(tiers(fields(node, "tiers"), "rate"));
            case "matrix" -> matrix(fields(node, "dimensions", "rows", "default_unit_amount"));
            case "time_of_use" -> TimeOfUseReader.read(fields(node, "timezone", "bands", "default_unit_amount"));
            case "spot" -> spot(fields(node, "feed", "multiplier", "floor", "cap"));
            case "reserved" -> reserved(node);
            case "allowance" -> allowance(fields(node, "included", "overage"));
            case "cost_plus" -> costPlus(fields(node, "markup_percent", "fixed_per_unit"));
            case "formula" -> formula(fields(node, "expression", "variables"));
            default -> throw model.failure("plan.unknown_model", "There is no price model \"" + model.text() + "\".");
        };
    }

    private static DocumentNode fields(DocumentNode node, String... own) {
        return node.object(
                Stream.concat(Arrays.stream(COMMON), Arrays.stream(own)).toArray(String[]::new));
    }

    /** Bounds rise strictly from above zero; the last tier, and only it, is open. */
    private static List<Tier> tiers(DocumentNode node, String amountField) {
        List<DocumentNode> items = node.list("tiers");
        if (items.isEmpty()) {
            throw node.get("tiers").failure("plan.bad_tiers", "There must be at least one tier.");
        }
        List<Tier> tiers = new ArrayList<>();
        BigDecimal reached = BigDecimal.ZERO;
        for (DocumentNode item : items) {
            item.object("up_to", amountField, "flat_amount");
            boolean last = tiers.size() == items.size() - 1;
            Optional<DocumentNode> bound = item.find("up_to");
            if (last && bound.isPresent()) {
                throw bound.get().failure("plan.bad_tiers", "The last tier is open: its \"up_to\" must be null.");
            }
            if (!last) {
                BigDecimal next = bound.orElseThrow(() -> item.failure(
                                "plan.bad_tiers", "Only the last tier is open: this one needs a bound \"up_to\"."))
                        .decimal();
                if (next.compareTo(reached) <= 0) {
                    throw bound.get()
                            .failure(
                                    "plan.bad_tiers",
                                    "Tiers overlap: " + next.toPlainString() + " must be above "
                                            + reached.toPlainString() + ".");
                }
                reached = next;
            }
            tiers.add(new Tier(
                    bound.map(DocumentNode::decimal).orElse(null),
                    item.decimal(amountField, BigDecimal.ZERO),
                    item.decimal("flat_amount", BigDecimal.ZERO)));
        }
        return tiers;
    }

    private static PriceModel packages(DocumentNode node) {
        AmountRounding round = node.choice("round", AmountRounding.UP);
        if (round != AmountRounding.UP && round != AmountRounding.DOWN) {
            throw node.get("round").failure("document.bad_value", "Packages are rounded \"up\" or \"down\".");
        }
        return new PriceModel.Packages(
                node.get("size").positive(), node.get("amount").decimal(), round);
    }

    private static PriceModel percentage(DocumentNode node) {
        fields(node, "rate", "fixed_amount", "free_events", "free_amount", "minimum_per_event", "maximum_per_event");
        return new PriceModel.Percentage(
                node.get("rate").decimal(),
                node.decimal("fixed_amount", BigDecimal.ZERO),
                node.find("free_events")
                        .map(events -> BigDecimal.valueOf(events.integer(0, Integer.MAX_VALUE)))
                        .orElse(null),
                node.find("free_amount").map(DocumentNode::notNegative).orElse(null),
                node.find("minimum_per_event").map(DocumentNode::decimal).orElse(null),
                node.find("maximum_per_event").map(DocumentNode::decimal).orElse(null));
    }

    private static PriceModel matrix(DocumentNode node) {
        List<String> dimensions = node.texts("dimensions");
        if (dimensions.isEmpty()) {
            throw node.failure("document.missing_field", "A matrix names at least one of its \"dimensions\".");
        }
        List<PriceModel.Matrix.Row> rows = new ArrayList<>();
        for (DocumentNode row : node.list("rows")) {
            row.object("match", "unit_amount");
            Map<String, String> match = new LinkedHashMap<>();
            row.get("match");
            row.fields("match").forEach((dimension, value) -> {
                if (!dimensions.contains(dimension)) {
                    throw value.failure(
                            "plan.unknown_dimension", "\"" + dimension + "\" is not one of the matrix's dimensions.");
                }
                match.put(dimension, value.propertyText());
            });
            rows.add(new PriceModel.Matrix.Row(match, row.get("unit_amount").decimal()));
        }
        return new PriceModel.Matrix(
                dimensions,
                rows,
                node.find("default_unit_amount").map(DocumentNode::decimal).orElse(null));
    }

    private static PriceModel spot(DocumentNode node) {
        return new PriceModel.Spot(
                node.get("feed").text(),
                node.decimal("multiplier", BigDecimal.ONE),
                node.find("floor").map(DocumentNode::decimal).orElse(null),
                node.find("cap").map(DocumentNode::decimal).orElse(null));
    }

    /** {@code upfront} is "once" (default) or "spread" over {@code term}. */
    private static PriceModel reserved(DocumentNode node) {
        fields(node, "reserved_quantity", "unit_amount", "upfront_amount", "upfront", "term", "on_demand");
        String upfront = node.text("upfront", "once");
        boolean spread = upfront.equals("spread");
        if (!spread && !upfront.equals("once")) {
            throw node.get("upfront").failure("document.bad_value", "\"upfront\" is \"once\" or \"spread\".");
        }
        return new PriceModel.Reserved(
                node.get("reserved_quantity").notNegative(),
                node.decimal("unit_amount", BigDecimal.ZERO),
                node.decimal("upfront_amount", BigDecimal.ZERO),
                spread ? PlanReader.interval(node.get("term")) : null,
                wrapped(node.get("on_demand")));
    }

    private static PriceModel allowance(DocumentNode node) {
        return new PriceModel.Allowance(node.get("included").notNegative(), wrapped(node.get("overage")));
    }

    private static Price wrapped(DocumentNode node) {
        return PriceJson.plain(node.object("price").get("price"));
    }

    private static PriceModel costPlus(DocumentNode node) {
        return new PriceModel.CostPlus(
                node.decimal("markup_percent", BigDecimal.ZERO), node.decimal("fixed_per_unit", BigDecimal.ZERO));
    }

    private static PriceModel formula(DocumentNode node) {
        Map<String, String> variables = new LinkedHashMap<>();
        node.fields("variables").forEach((name, value) -> variables.put(name, value.propertyText()));
        DocumentNode expression = node.get("expression");
        Formula.parse(expression.text(), variables.keySet(), expression.path());
        return new PriceModel.FormulaPrice(expression.text(), variables);
    }
}
