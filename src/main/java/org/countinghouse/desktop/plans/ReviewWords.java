package org.countinghouse.desktop.plans;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.plans.PriceTable.Heading;
import org.countinghouse.rating.review.Change;
import org.countinghouse.rating.review.Comparison;
import org.countinghouse.rating.review.Crossing;
import org.countinghouse.rating.review.Fact;
import org.countinghouse.rating.review.Finding;
import org.countinghouse.rating.review.Total;
import org.countinghouse.storage.catalog.PlanVersion;
import org.jspecify.annotations.Nullable;

/** Findings and differences as the reader writes and says them. */
final class ReviewWords {
    private static final Pattern PART = Pattern.compile("^\\$\\.(fees|charges)\\[(\\d+)]");

    private final Texts texts;
    private final Formats formats;

    ReviewWords(Texts texts, Formats formats) {
        this.texts = texts;
        this.formats = formats;
    }

    String sentence(Finding finding) {
        Object[] facts = finding.facts().stream().map(this::fact).toArray();
        return texts.find(finding.key()).isPresent() ? texts.get(finding.key(), facts) : finding.message();
    }

    /** Name of the fee or charge that a place belongs to, or nothing. */
    static String partName(String path, PlanDocument plan) {
        Matcher part = PART.matcher(path);
        if (!part.find()) {
            return "";
        }
        int index = Integer.parseInt(part.group(2));
        return part.group(1).equals("fees")
                ? plan.fees().get(index).name()
                : plan.charges().get(index).name();
    }

    private String fact(Fact fact) {
        return switch (fact) {
            case Fact.Quantity quantity -> formats.number(quantity.value());
            case Fact.Amount amount -> new Amounts(formats, amount.currency()).of(amount.value());
            case Fact.Percent percent -> formats.number(percent.value()) + " %";
            case Fact.Words words -> words.text();
        };
    }

    /** Quantities with what is billed for them. */
    PriceTable example(List<Total> totals, Amounts amounts) {
        var rows = totals.stream()
                .map(total -> List.of(
                        amounts.number(total.quantity()),
                        total.amount() == null ? texts.get("plans.checks.noprice") : amounts.of(total.amount())))
                .toList();
        return new PriceTable(
                List.of(
                        Heading.number(texts.get("plans.checks.quantity")),
                        Heading.number(texts.get("plans.checks.amount"))),
                rows);
    }

    String name(PlanVersion version) {
        return texts.get("plans.compare.name", version.document().name(), Integer.toString(version.number()));
    }

    /** What a change belongs to, and which of its fields it is. */
    String subject(Change change) {
        String parts = change.parts().isEmpty()
                ? texts.get("plans.compare.plan")
                : change.parts().stream()
                        .map(part -> texts.get("plans.compare.part." + lower(part.type()), part.name()))
                        .collect(Collectors.joining(", "));
        String field = change.field().isEmpty()
                ? ""
                : ": " + texts.find("plans.compare.field." + change.field()).orElse(change.field());
        return parts + field;
    }

    /** The value before or after a change. */
    String value(Change change, @Nullable Fact value) {
        if (value == null) {
            return change.field().isEmpty() ? "" : texts.get("plans.compare.none");
        }
        String word = value instanceof Fact.Words words
                ? texts.find("plans." + (change.field().isEmpty() ? "model" : change.field()) + "." + words.text())
                        .filter(found -> !found.contains("{"))
                        .orElse(words.text())
                : "";
        return word.isEmpty() ? fact(value) : word;
    }

    String title(Comparison comparison) {
        return switch (comparison.of()) {
            case "" -> texts.get("plans.compare.totals", comparison.name());
            case Comparison.WITH_FEES -> texts.get("plans.compare.totals.fees", comparison.name());
            default -> texts.get("plans.compare.totals.of", comparison.name(), comparison.of());
        };
    }

    /** How the version under review stands to the other one, from no usage on. */
    List<String> sentences(Comparison comparison, String name) {
        var sentences = new ArrayList<String>();
        String start = lower(comparison.start());
        sentences.add(
                comparison.crossings().isEmpty()
                        ? texts.get("plans.compare.all." + start, name)
                        : texts.get(
                                "plans.compare.upto." + start,
                                name,
                                formats.number(comparison
                                        .crossings()
                                        .getFirst()
                                        .below()
                                        .quantity())));
        for (Crossing crossing : comparison.crossings()) {
            String beyond = texts.get(
                    "plans.compare.from." + lower(crossing.after()),
                    name,
                    formats.number(crossing.above().quantity()));
            BigDecimal at = crossing.at();
            sentences.add(at == null ? beyond : texts.get("plans.compare.meet", formats.number(at)) + " " + beyond);
        }
        if (!comparison.complete()) {
            sentences.add(texts.get("plans.compare.more"));
        }
        return sentences;
    }

    PriceTable table(Comparison comparison, String before, String after, Amounts amounts) {
        var headings = List.of(
                Heading.number(texts.get("plans.checks.quantity")),
                Heading.number(before),
                Heading.number(after),
                Heading.number(texts.get("plans.compare.difference")));
        var rows = comparison.table().stream()
                .map(pair -> List.of(
                        amounts.number(pair.quantity()),
                        amounts.of(pair.before()),
                        amounts.of(pair.after()),
                        signed(pair.after().subtract(pair.before()), amounts)))
                .toList();
        return new PriceTable(headings, rows);
    }

    private static String signed(BigDecimal difference, Amounts amounts) {
        return (difference.signum() > 0 ? "+" : "") + amounts.of(difference);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
