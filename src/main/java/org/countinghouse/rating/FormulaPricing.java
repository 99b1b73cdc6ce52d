package org.countinghouse.rating;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.countinghouse.catalog.Formula;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.money.Decimals;
import org.countinghouse.money.Fraction;

/** A price by formula: its variables, what they are, and what comes out. */
final class FormulaPricing {
    /** What marks the step of a formula. */
    static final String MODEL = "formula";

    /** What the words of a constant begin with; the number follows. */
    static final String CONSTANT = "constant ";

    private FormulaPricing() {}

    static Fraction amount(
            PriceModel.FormulaPrice price, PricedUsage usage, PricingContext context, Explanation explain) {
        String path = context.path() + ".price.expression";
        Formula formula = Formula.parse(price.expression(), price.variables().keySet(), path);
        Map<String, BigDecimal> variables = new HashMap<>();
        price.variables().forEach((name, source) -> variables.put(name, variable(source, context)));
        BigDecimal quantity = usage.quantity().value();
        variables.putIfAbsent("quantity", quantity);
        BigDecimal amount = new FormulaArithmetic(variables, context::failure).value(formula);
        if (amount.precision() - amount.scale() > Decimals.MAX_INTEGER_DIGITS) {
            throw context.failure(
                    "rating.bad_formula",
                    "comes to an amount of more than " + Decimals.MAX_INTEGER_DIGITS + " digits before the point.");
        }
        explain.step("price", step -> {
            Explanation inside = explain.inside();
            price.variables().forEach((name, source) -> explain(name, source, variables, context, inside));
            step.text(price.expression())
                    .word("model", MODEL)
                    .figure("quantity", quantity)
                    .figure("amount", amount)
                    .inside(inside);
        });
        return Fraction.of(amount);
    }

    private static void explain(
            String name,
            String source,
            Map<String, BigDecimal> variables,
            PricingContext context,
            Explanation explain) {
        Explanation measured = explain.inside();
        Optional<BigDecimal> constant = Decimals.parse(source);
        if (constant.isEmpty()) {
            context.book().explainReading(source, measured);
        }
        explain.step(
                "variable",
                step -> step.text(constant.map(value -> CONSTANT + Decimals.plain(value))
                                .orElse("reading of " + source))
                        .word("name", name)
                        .figure("value", variables.getOrDefault(name, BigDecimal.ZERO))
                        .inside(measured));
    }

    /** A number is a constant, anything else a meter's code. */
    private static BigDecimal variable(String source, PricingContext context) {
        return Decimals.parse(source)
                .orElseGet(() -> context.book()
                        .wholeReading(source, context.path() + ".price.variables")
                        .value());
    }
}
