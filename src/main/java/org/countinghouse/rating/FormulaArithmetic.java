package org.countinghouse.rating;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.countinghouse.catalog.Formula;
import org.countinghouse.money.Decimals;

/** Works out a decimal expression over named values. It can reach nothing but these. */
final class FormulaArithmetic {
    private final Map<String, BigDecimal> variables;
    private final Refusal refusal;

    /** What is thrown when an expression has no value. */
    interface Refusal {
        /** @param message continues a sentence that begins with the charge's name */
        RuntimeException because(String code, String message);
    }

    FormulaArithmetic(Map<String, BigDecimal> variables, Refusal refusal) {
        this.variables = variables;
        this.refusal = refusal;
    }

    BigDecimal value(Formula formula) {
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
            throw refusal.because("rating.division_by_zero", "divides by zero in its formula.");
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
            throw refusal.because("rating.bad_formula", "rounds to a number of decimals that is not -12 to 12.");
        }
        return value(arguments.getFirst()).setScale(decimals.intValueExact(), mode);
    }
}
