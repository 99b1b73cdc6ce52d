package org.countinghouse.rating.naive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.countinghouse.rating.RatingEngine;
import org.countinghouse.rating.RatingJson;
import org.countinghouse.work.Failure;

/** Rates one request with the engine and with the naive evaluator and looks for a difference. */
final class Comparison {
    /** Relative error of a division that does not end, carried to 34 digits through a few steps. */
    private static final Fraction TOLERANCE = Fraction.powerOfTen(-28);

    private static final List<String> LINE_TEXTS =
            List.of("kind", "charge", "group", "amount", "discount", "credit", "net");
    private static final List<String> TOTALS =
            List.of("currency", "subtotal", "discounts", "credits", "net", "tax", "total", "prepaid", "due");

    private Comparison() {}

    /** A first difference, the place in front of the colon; nothing when both agree, also when both refuse. */
    static Optional<String> difference(JsonNode request) {
        JsonNode naive = null;
        String refused = "";
        try {
            naive = NaiveEvaluator.rate(request);
        } catch (Refusal refusal) {
            refused = refusal.getMessage();
        }
        try {
            JsonNode engine =
                    RatingJson.write(RatingEngine.rate(RatingJson.readRequest(request.toString()), false), false);
            return naive == null ? Optional.of("only naive refuses: " + refused) : result(engine, naive);
        } catch (Failure failure) {
            return naive == null
                    ? Optional.empty()
                    : Optional.of("only engine refuses " + failure.code() + ": " + failure.getMessage());
        }
    }

    private static Optional<String> result(JsonNode engine, JsonNode naive) {
        return items(engine, naive, "lines", LINE_TEXTS, List.of("quantity", "exact"))
                .or(() -> items(engine, naive, "taxes", List.of("code", "amount"), List.of("rate", "base")))
                .or(() -> fields(engine, naive, TOTALS, List.of()))
                .or(() -> problems(engine, naive))
                .map(text -> text + "\n" + engine + "\n" + naive);
    }

    /** The engine tells problems of one kind apart by their words; what counts here is how many events they are. */
    private static Optional<String> problems(JsonNode engine, JsonNode naive) {
        Map<String, Fraction> left = new TreeMap<>();
        Map<String, Fraction> right = new TreeMap<>();
        engine.path("problems")
                .forEach(problem -> left.merge(
                        problem.path("code").asText(),
                        Fraction.of(problem.path("events").asText()),
                        Fraction::plus));
        naive.path("problems")
                .forEach(problem -> right.put(
                        problem.path("code").asText(),
                        fraction(problem.path("events").asText())));
        return left.equals(right) ? Optional.empty() : Optional.of("problems: engine " + left + ", naive " + right);
    }

    private static Optional<String> items(
            JsonNode engine, JsonNode naive, String list, List<String> texts, List<String> numbers) {
        int size = naive.path(list).size();
        if (engine.path(list).size() != size) {
            return Optional.of(
                    "number of " + list + ": engine " + engine.path(list).size() + ", naive " + size);
        }
        return IntStream.range(0, size)
                .mapToObj(index -> fields(
                                engine.path(list).get(index), naive.path(list).get(index), texts, numbers)
                        .map(text -> list + " " + text + " at " + index))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> fields(JsonNode engine, JsonNode naive, List<String> texts, List<String> numbers) {
        for (String field : texts) {
            if (!text(engine, field).equals(text(naive, field))) {
                return Optional.of(field + ": engine " + engine.path(field) + ", naive " + naive.path(field));
            }
        }
        for (String field : numbers) {
            if (naive.has(field)
                    && !close(engine.path(field).asText(), naive.path(field).asText())) {
                return Optional.of(field + ": engine " + engine.path(field) + ", naive " + naive.path(field));
            }
        }
        return Optional.empty();
    }

    /** Absent, null and empty are the same. */
    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (value.isContainerNode()) {
            return value.isEmpty() ? "" : value.toString();
        }
        return value.isNull() ? "" : value.asText();
    }

    private static boolean close(String decimal, String fraction) {
        Fraction naive = fraction(fraction);
        Fraction error =
                Fraction.of(decimal.isEmpty() ? "0" : decimal).minus(naive).absolute();
        return !error.above(naive.absolute().larger(Fraction.ONE).times(TOLERANCE));
    }

    private static Fraction fraction(String text) {
        int slash = text.indexOf('/');
        return Fraction.of(text.substring(0, slash)).over(Fraction.of(text.substring(slash + 1)));
    }
}
