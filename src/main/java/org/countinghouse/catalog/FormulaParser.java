package org.countinghouse.catalog;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.countinghouse.catalog.Formula.Operator;
import org.countinghouse.money.Decimals;

/** Recursive descent over: comparison, sum, product, minus, then literal, variable, call or parentheses. */
final class FormulaParser {
    private static final int MAX_LENGTH = 2000;
    private static final int MAX_DEPTH = 50;
    private static final List<Operator> COMPARISONS = List.of(
            Operator.AT_MOST, Operator.AT_LEAST, Operator.EQUAL, Operator.DIFFERENT, Operator.LESS, Operator.GREATER);

    private final String text;
    private final Set<String> variables;
    private final String path;
    private int position;
    private int depth;

    FormulaParser(String text, Set<String> variables, String path) {
        this.text = text;
        this.variables = variables;
        this.path = path;
    }

    Formula parse() {
        if (text.length() > MAX_LENGTH) {
            throw failure("is longer than " + MAX_LENGTH + " characters");
        }
        Formula formula = comparison();
        skipSpaces();
        if (position < text.length()) {
            throw failure("cannot be read");
        }
        return formula;
    }

    private Formula comparison() {
        if (++depth > MAX_DEPTH) {
            throw failure("is nested too deeply");
        }
        Formula left = sum();
        Optional<Operator> operator = accept(COMPARISONS);
        Formula result = operator.isPresent() ? new Formula.Binary(operator.get(), left, sum()) : left;
        depth--;
        return result;
    }

    private Formula sum() {
        Formula left = product();
        Optional<Operator> operator = accept(List.of(Operator.ADD, Operator.SUBTRACT));
        while (operator.isPresent()) {
            left = new Formula.Binary(operator.get(), left, product());
            operator = accept(List.of(Operator.ADD, Operator.SUBTRACT));
        }
        return left;
    }

    private Formula product() {
        Formula left = factor();
        Optional<Operator> operator = accept(List.of(Operator.MULTIPLY, Operator.DIVIDE));
        while (operator.isPresent()) {
            left = new Formula.Binary(operator.get(), left, factor());
            operator = accept(List.of(Operator.MULTIPLY, Operator.DIVIDE));
        }
        return left;
    }

    private Formula factor() {
        if (accept("-")) {
            if (++depth > MAX_DEPTH) {
                throw failure("is nested too deeply");
            }
            Formula negative = new Formula.Negative(factor());
            depth--;
            return negative;
        }
        if (accept("(")) {
            Formula inner = comparison();
            expect(")");
            return inner;
        }
        skipSpaces();
        if (position < text.length() && isDigit(text.charAt(position))) {
            return literal();
        }
        return named();
    }

    private Formula literal() {
        int start = position;
        while (position < text.length() && (isDigit(text.charAt(position)) || text.charAt(position) == '.')) {
            position++;
        }
        BigDecimal value = Decimals.parse(text.substring(start, position))
                .filter(Decimals::fits)
                .orElseThrow(() -> failureAt(start, "is no decimal number"));
        return new Formula.Constant(value);
    }

    private Formula named() {
        int start = position;
        while (position < text.length() && isNameCharacter(text.charAt(position))) {
            position++;
        }
        String name = text.substring(start, position);
        if (name.isEmpty()) {
            throw failure("misses a value");
        }
        if (accept("(")) {
            return call(name, start);
        }
        if (!name.equals("quantity") && !variables.contains(name)) {
            throw failureAt(start, "names the unknown variable \"" + name + "\"");
        }
        return new Formula.Variable(name);
    }

    private Formula call(String name, int start) {
        Formula.Function function = Arrays.stream(Formula.Function.values())
                .filter(candidate -> DocumentNode.nameOf(candidate).equals(name))
                .findFirst()
                .orElseThrow(() -> failureAt(start, "names the unknown function \"" + name + "\""));
        List<Formula> arguments = new ArrayList<>();
        do {
            arguments.add(comparison());
        } while (accept(","));
        expect(")");
        if (!function.takes(arguments.size())) {
            throw failureAt(start, "gives \"" + name + "\" a wrong number of arguments");
        }
        return new Formula.Call(function, arguments);
    }

    private Optional<Operator> accept(List<Operator> operators) {
        return operators.stream().filter(operator -> accept(operator.sign())).findFirst();
    }

    private boolean accept(String sign) {
        skipSpaces();
        boolean found = text.startsWith(sign, position);
        position += found ? sign.length() : 0;
        return found;
    }

    private void expect(String sign) {
        if (!accept(sign)) {
            throw failure("misses \"" + sign + "\"");
        }
    }

    private void skipSpaces() {
        while (position < text.length() && text.charAt(position) == ' ') {
            position++;
        }
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isNameCharacter(char character) {
        return character == '_' || Character.isLetterOrDigit(character);
    }

    private CatalogFailure failure(String what) {
        return failureAt(position, what);
    }

    private CatalogFailure failureAt(int place, String what) {
        return new CatalogFailure(
                "plan.bad_formula", "The formula " + what + " at position " + (place + 1) + ".", path);
    }
}
