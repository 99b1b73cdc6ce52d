package org.countinghouse.rating.naive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads a formula into something that can be worked out, by recursive descent over its text. */
final class Formula {
    private final String text;
    private final Set<String> known;
    private final Function<String, Fraction> variables;
    private int place;

    private Formula(String text, Set<String> known, Function<String, Fraction> variables) {
        this.text = text.replaceAll("\\s+", " ").trim();
        this.known = known;
        this.variables = variables;
    }

    /** Reads the whole formula; the values are asked for only when the result is. */
    static Supplier<Fraction> read(JsonNode price, Function<String, Fraction> variables) {
        Set<String> known = new HashSet<>(Set.of("quantity"));
        price.path("variables").fieldNames().forEachRemaining(known::add);
        Formula formula = new Formula(price.path("expression").asText(), known, variables);
        Supplier<Fraction> value = formula.comparison();
        formula.skipBlanks();
        if (formula.place < formula.text.length()) {
            throw new Refusal("the formula goes on at " + formula.place);
        }
        return value;
    }

    private Supplier<Fraction> comparison() {
        Supplier<Fraction> left = sum();
        for (String sign : List.of("<=", ">=", "==", "!=", "<", ">")) {
            if (take(sign)) {
                Supplier<Fraction> right = sum();
                return () -> holds(sign, left.get().compareTo(right.get())) ? Fraction.ONE : Fraction.ZERO;
            }
        }
        return left;
    }

    private static boolean holds(String sign, int order) {
        return switch (sign) {
            case "<=" -> order <= 0;
            case ">=" -> order >= 0;
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            default -> order > 0;
        };
    }

    private Supplier<Fraction> sum() {
        Supplier<Fraction> value = product();
        while (true) {
            Supplier<Fraction> left = value;
            if (take("+")) {
                Supplier<Fraction> right = product();
                value = () -> left.get().plus(right.get());
            } else if (take("-")) {
                Supplier<Fraction> right = product();
                value = () -> left.get().minus(right.get());
            } else {
                return value;
            }
        }
    }

    private Supplier<Fraction> product() {
        Supplier<Fraction> value = unary();
        while (true) {
            Supplier<Fraction> left = value;
            if (take("*")) {
                Supplier<Fraction> right = unary();
                value = () -> left.get().times(right.get());
            } else if (take("/")) {
                Supplier<Fraction> right = unary();
                value = () -> left.get().over(right.get()).carried();
            } else {
                return value;
            }
        }
    }

    private Supplier<Fraction> unary() {
        if (take("-")) {
            Supplier<Fraction> value = unary();
            return () -> value.get().negated();
        }
        if (take("(")) {
            Supplier<Fraction> value = comparison();
            expect(")");
            return value;
        }
        String word = word();
        if (word.isEmpty()) {
            throw new Refusal("a value is missing at " + place);
        }
        if (Character.isDigit(word.charAt(0))) {
            Fraction number = Fraction.of(word);
            return () -> number;
        }
        return take("(") ? call(word) : variable(word);
    }

    private Supplier<Fraction> variable(String name) {
        if (!known.contains(name)) {
            throw new Refusal("unknown variable " + name);
        }
        return () -> variables.apply(name).carried();
    }

    private Supplier<Fraction> call(String name) {
        List<Supplier<Fraction>> arguments = new ArrayList<>();
        do {
            arguments.add(comparison());
        } while (take(","));
        expect(")");
        boolean fits = switch (name) {
            case "abs", "ceil", "floor", "round" -> arguments.size() == 1;
            case "if" -> arguments.size() == 3;
            case "min", "max" -> true;
            default -> false;
        };
        if (!fits) {
            throw new Refusal("unknown function or wrong number of values: " + name);
        }
        Supplier<Fraction> first = arguments.getFirst();
        return switch (name) {
            case "abs" -> () -> first.get().absolute();
            case "ceil" -> () -> first.get().ceiling();
            case "floor" -> () -> first.get().floor();
            case "round" -> () -> first.get().rounded("half_up", 0);
            case "if" -> () -> arguments.get(first.get().signum() != 0 ? 1 : 2).get();
            case "min" ->
                () -> arguments.stream()
                        .map(Supplier::get)
                        .reduce(Fraction::smaller)
                        .orElseThrow();
            default ->
                () -> arguments.stream()
                        .map(Supplier::get)
                        .reduce(Fraction::larger)
                        .orElseThrow();
        };
    }

    private String word() {
        skipBlanks();
        int begin = place;
        while (place < text.length()
                && (Character.isLetterOrDigit(text.charAt(place)) || "._".indexOf(text.charAt(place)) >= 0)) {
            place++;
        }
        return text.substring(begin, place);
    }

    private boolean take(String sign) {
        skipBlanks();
        boolean there = text.startsWith(sign, place);
        place += there ? sign.length() : 0;
        return there;
    }

    private void expect(String sign) {
        if (!take(sign)) {
            throw new Refusal(sign + " is missing at " + place);
        }
    }

    private void skipBlanks() {
        while (place < text.length() && text.charAt(place) == ' ') {
            place++;
        }
    }
}
