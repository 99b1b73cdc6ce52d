package org.countinghouse.desktop.invoices;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Texts;

/**
 * The words of an explanation in the person's language. An explanation is kept with its invoice in English, the same in
 * every locale, so that it can be compared to the last character; what is not known here is shown as it is kept.
 */
record StepWords(Texts texts, Formats formats) {
    private static final String NUMBER = "(-?[0-9][0-9,]*(?:\\.[0-9]+)?)";
    private static final String DAY = "([0-9]{4}-[0-9]{2}-[0-9]{2})";

    /** Sentences with names or figures in them, each with the key of its words. */
    private static final Map<Pattern, String> SENTENCES = Map.of(
            Pattern.compile("(.+), rounded on the invoice"), "tax-on-invoice",
            Pattern.compile("contained (.+)"), "tax-contained",
            Pattern.compile("tier up to " + NUMBER), "tier",
            Pattern.compile("constant " + NUMBER), "constant",
            Pattern.compile("reading of (.+)"), "reading",
            Pattern.compile(DAY + " to " + DAY), "days-from-to",
            Pattern.compile("per " + NUMBER), "per",
            Pattern.compile("per " + NUMBER + ", rounded"), "per-rounded",
            Pattern.compile("per " + NUMBER + ", rounded up"), "per-up",
            Pattern.compile("per " + NUMBER + ", rounded down"), "per-down");

    private static final List<String> PHRASES = List.of(
            "last tier",
            "given directly",
            "not subscribed",
            "each part measured by itself",
            "a quantity below zero bills nothing",
            "cost and markup",
            "fixed per unit",
            "flat",
            "packages",
            "reserved",
            "upfront",
            "event",
            "days",
            "seconds",
            "missing to the commitment",
            "overage at its factor",
            "back to zero");

    private static final Pattern MEASURED = Pattern.compile(
            "(max|min|latest|average|unique count|weighted sum|percentile)? ?" + NUMBER + "( .+)? in (.+)");
    private static final Pattern SOURCE = Pattern.compile(NUMBER + " (hourly reading|event)s?");

    String of(String kept) {
        if (PHRASES.contains(kept)) {
            return texts.get("explanation." + kept.replace(' ', '-'));
        }
        return SENTENCES.entrySet().stream()
                .map(entry -> filled(entry.getKey().matcher(kept), entry.getValue()))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> measured(kept))
                .orElse(kept);
    }

    private Optional<String> filled(Matcher found, String key) {
        return found.matches()
                ? Optional.of(texts.get(
                        "explanation." + key,
                        groups(found.toMatchResult()).stream().map(this::shown).toArray()))
                : Optional.empty();
    }

    private static List<String> groups(MatchResult found) {
        return IntStream.rangeClosed(1, found.groupCount())
                .mapToObj(found::group)
                .toList();
    }

    private Optional<String> measured(String kept) {
        var found = MEASURED.matcher(kept);
        if (!found.matches()) {
            return Optional.empty();
        }
        var sources = Arrays.stream(found.group(4).split(" and "))
                .map(SOURCE::matcher)
                .toList();
        if (!sources.stream().allMatch(Matcher::matches)) {
            return Optional.empty();
        }
        String how = found.group(1) == null
                ? ""
                : texts.get("plans.aggregation." + found.group(1).replace(' ', '_')) + " ";
        String unit = found.group(3) == null ? "" : found.group(3);
        String from = sources.stream()
                .map(source -> texts.get(
                        "explanation.source." + (source.group(2).equals("event") ? "events" : "hours"),
                        shown(source.group(1))))
                .reduce((before, next) -> texts.get("explanation.and", before, next))
                .orElseThrow();
        return Optional.of(texts.get("explanation.measured", how + shown(found.group(2)) + unit, from));
    }

    /** Numbers and days as the person writes them, other words as they are. */
    private String shown(String part) {
        if (part.matches(NUMBER)) {
            return formats.number(new BigDecimal(part.replace(",", "")));
        }
        return part.matches(DAY) ? formats.date(LocalDate.parse(part)) : part;
    }
}
