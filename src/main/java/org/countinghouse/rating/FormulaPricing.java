package org.countinghouse.rating;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countinghouse.catalog.Formula;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.money.Decimals;
import org.countinghouse.money.Fraction;

/** Works out a decimal expression over named meters. It can reach nothing but its variables. */
final class FormulaPricing {
    private final Map<String, BigDecimal> variables;
    private final PricingContext context;

    private FormulaPricing(Map<String, BigDecimal> variables, PricingContext context) {
        this.variables = variables;
        this.context = context;
    }

    static Fraction amount(
            PriceModel.FormulaPrice price, PricedUsage usage, PricingContext context, Explanation explain) {
        String path = context.path() + ".price.expression";
        Formula formula = Formula.parse(price.expression(), price.variables().keySet(), path);
        Map<String, BigDecimal> variables = new HashMap<>();
        price.variables().forEach((name, source) -> variables.put(name, variable(source, context)));
        variables.putIfAbsent("quantity", usage.quantity().value());
        BigDecimal amount = new FormulaPricing(variables, context).value(formula);
        explain.step("price", step -> {
            step.text(price.expression());
            price.variables().keySet().forEach(name -> figure(step, name, variables));
            figure(step, "quantity", variables);
            step.figure("amount", amount);
        });
        return Fraction.of(amount);
    }

    private static void figure(Explanation.Step step, String name, Map<String, BigDecimal> variables) {
        Optional.ofNullable(variables.get(name)).ifPresent(value -> step.figure(name, value));
    }

    /** A number is a constant, anything else a meter's code. */
    private static BigDecimal variable(String source, PricingContext context) {
        return Decimals.parse(source)
                .orElseGet(() -> context.book()
                        .wholeReading(source, context.path() + ".price.variables")
                        .value());
    }

    private BigDecimal value(Formula formula) {
        return switch (formula) {
            case Formula.Constant constant -> constant.value();
            case Formula.Variable variable -> variables.getOrDefault(variable.name(), BigDecimal.ZERO);
            case Formula.Negative negative -> value(negative.operand()).negate();
            case Formula.Binary binary -> joined(binary.operator(), value(binary.left()), value(binary.right()));
            case Formula.Call call -> called(call);
        };
    }

    private BigDecimal joined(Formula.Operator operator, BigDecimal left, BigDecimal right) {
        return switch (operator) {
            case ADD -> left.add(right);
            case SUBTRACT -> left.subtract(right);
            case MULTIPLY -> left.multiply(right);
            case DIVIDE -> quotient(left, right);
            case LESS -> truth(left.compareTo(right) < 0);
            case AT_MOST -> truth(left.compareTo(right) <= 0);
            case GREATER -> truth(left.compareTo(right) > 0);
            case AT_LEAST -> truth(left.compareTo(right) >= 0);
            case EQUAL -> truth(left.compareTo(right) == 0);
            case DIFFERENT -> truth(left.compareTo(right) != 0);
        };
    }

    private BigDecimal quotient(BigDecimal left, BigDecimal right) {
        if (right.signum() == 0) {
            throw context.failure("rating.division_by_zero", "divides by zero in its formula.");
        }
        return Decimals.divide(left, right);
    }

    private static BigDecimal truth(boolean holds) {
        return holds ? BigDecimal.ONE : BigDecimal.ZERO;
    }

    private BigDecimal called(Formula.Call call) {
        List<Formula> arguments = call.arguments();
        return switch (call.function()) {
            case IF -> value(value(arguments.getFirst()).signum() != 0 ? arguments.get(1) : arguments.get(2));
            case ABS -> value(arguments.getFirst()).abs();
            case MIN ->
                arguments.stream().map(this::value).reduce(BigDecimal::min).orElseThrow();
            case MAX ->
                arguments.stream().map(this::value).reduce(BigDecimal::max).orElseThrow();
            case ROUND -> rounded(arguments, RoundingMode.HALF_UP);
            case CEIL -> rounded(arguments, RoundingMode.CEILING);
            case FLOOR -> rounded(arguments, RoundingMode.FLOOR);
        };
    }

    private BigDecimal rounded(List<Formula> arguments, RoundingMode mode) {
        BigDecimal decimals = arguments.size() == 1 ? BigDecimal.ZERO : value(arguments.get(1));
        boolean usable = decimals.stripTrailingZeros().scale() <= 0
                && decimals.abs().compareTo(BigDecimal.valueOf(Decimals.MAX_DECIMALS)) <= 0;
        if (!usable) {
            throw context.failure("rating.bad_formula", "rounds to a number of decimals that is not -12 to 12.");
        }
        return value(arguments.getFirst()).setScale(decimals.intValueExact(), mode);
    }
}
