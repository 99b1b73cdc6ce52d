package org.countinghouse.rating;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.catalog.Formula;
import org.countinghouse.money.Decimals;

/** Checks the steps that price something: a quantity and a price give an amount. */
final class PriceCheck {
    private PriceCheck() {}

    /** @param scale decimals of the currency's minor unit, for plans that round each tier */
    static BigDecimal amount(CheckedStep step, int scale) {
        if (FormulaPricing.MODEL.equals(step.word("model"))) {
            return step.require("amount", formula(step, scale));
        }
        if (step.has("packages")) {
            return step.require("amount", packages(step));
        }
        if (step.has("markup_percent")) {
            BigDecimal cost = step.figure("quantity");
            return step.require("amount", cost.add(RuleCheck.percent(cost, step.figure("markup_percent"))));
        }
        if (step.has("unit_amount") || step.has("rate")) {
            return step.require("amount", rounded(step, bounded(step, product(step)), scale));
        }
        return step.require("amount", step.figureOrZero("flat_amount"));
    }

    private static BigDecimal packages(CheckedStep step) {
        BigDecimal exact = Decimals.divide(step.figure("quantity"), MeasureCheck.divisor(step, "size"));
        BigDecimal packages =
                step.require("packages", step.require("exact", exact).setScale(0, step.mode()));
        return packages.multiply(step.figure("unit_amount"));
    }

    private static BigDecimal product(CheckedStep step) {
        if (step.has("market_price")) {
            spot(step);
        }
        BigDecimal quantity = step.figure("quantity");
        BigDecimal priced = step.has("unit_amount")
                ? quantity.multiply(step.figure("unit_amount"))
                : RuleCheck.percent(quantity, step.figure("rate"));
        BigDecimal fixed =
                step.has("events") ? step.figure("events").multiply(step.figure("fixed_amount")) : BigDecimal.ZERO;
        return priced.add(fixed).add(step.figureOrZero("flat_amount"));
    }

    /** The unit amount is the market price times its multiplier, between the bounds that are named. */
    private static void spot(CheckedStep step) {
        BigDecimal price = step.figure("market_price").multiply(step.figure("multiplier"));
        price = step.require("unbounded", price);
        if (step.has("floor")) {
            step.require(price.compareTo(step.figure("floor")) < 0, "floor", "above the price");
            price = step.figure("floor");
        }
        if (step.has("cap")) {
            step.require(price.compareTo(step.figure("cap")) > 0, "cap", "below the price");
            price = step.figure("cap");
        }
        step.require("unit_amount", price);
    }

    /** An event's least or most. */
    private static BigDecimal bounded(CheckedStep step, BigDecimal product) {
        if (step.has("minimum")) {
            BigDecimal minimum = step.figure("minimum");
            step.require(step.require("unbounded", product).compareTo(minimum) < 0, "minimum", "above the product");
            return minimum;
        }
        if (step.has("maximum")) {
            BigDecimal maximum = step.figure("maximum");
            step.require(step.require("unbounded", product).compareTo(maximum) > 0, "maximum", "below the product");
            return maximum;
        }
        return product;
    }

    private static BigDecimal rounded(CheckedStep step, BigDecimal product, int scale) {
        return step.has("exact") ? step.require("exact", product).setScale(scale, step.mode()) : product;
    }

    private static BigDecimal formula(CheckedStep step, int scale) {
        Map<String, BigDecimal> variables = new HashMap<>();
        for (CheckedStep inner : step.inside()) {
            String name = inner.word("name");
            if (name == null || !inner.name().equals("variable")) {
                throw inner.broken("name", "a variable", inner.name());
            }
            variables.put(name, variable(inner, scale));
            inner.done();
        }
        variables.putIfAbsent("quantity", step.figure("quantity"));
        try {
            Formula formula = Formula.parse(step.text(), variables.keySet(), step.path());
            return new FormulaArithmetic(variables, (code, message) -> new CatalogFailure(code, message, step.path()))
                    .value(formula);
        } catch (CatalogFailure unusable) {
            throw step.broken("text", "a formula", unusable.summary());
        }
    }

    private static BigDecimal variable(CheckedStep step, int scale) {
        if (!step.text().startsWith(FormulaPricing.CONSTANT)) {
            return step.require("value", ScopeCheck.quantity(step.inside(), scale));
        }
        String constant = step.text().substring(FormulaPricing.CONSTANT.length());
        return step.require(
                "value", Decimals.parse(constant).orElseThrow(() -> step.broken("text", "a constant", step.text())));
    }
}
