package org.countinghouse.desktop.plans;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.countinghouse.catalog.ExamplePlan;
import org.countinghouse.catalog.Meter;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.plans.PriceTable.Heading;
import org.countinghouse.rating.ExplanationStep;
import org.countinghouse.rating.RatedLine;
import org.countinghouse.rating.RatingEngine;
import org.countinghouse.rating.RatingJson;
import org.countinghouse.rating.RatingResult;

/** Prices an example's month of usage and puts it into words: what was used, what of it is priced, the amount. */
final class ExampleMonth {
    private final Texts texts;
    private final Amounts amounts;
    private final Map<String, Meter> meters;
    private final RatingResult result;

    ExampleMonth(ExamplePlan example, Texts texts, Formats formats) {
        this.texts = texts;
        this.amounts = new Amounts(formats, example.plan().currency());
        this.meters = example.meters().stream().collect(Collectors.toMap(Meter::code, Function.identity()));
        this.result = RatingEngine.rate(RatingJson.readRequest(example.request()), true);
    }

    PriceTable lines() {
        var headings = List.of(
                Heading.words(texts.get("plans.month.line")),
                Heading.number(texts.get("plans.month.used")),
                Heading.number(texts.get("plans.month.priced")),
                Heading.number(texts.get("plans.fee.amount")));
        return new PriceTable(headings, result.lines().stream().map(this::cells).toList());
    }

    private List<String> cells(RatedLine line) {
        boolean usage = line.kind() == RatedLine.Kind.USAGE;
        String unit = line.unit() == null || Character.isDigit(line.unit().charAt(0)) ? "" : " " + line.unit();
        String times = line.unit() == null || !unit.isEmpty() ? unit : " × " + line.unit();
        return List.of(
                name(line),
                usage ? used(line) : "",
                usage ? amounts.number(line.quantity()) + times : "",
                amounts.of(line.amount()));
    }

    private static String name(RatedLine line) {
        String group = line.group().values().stream().filter(Objects::nonNull).collect(Collectors.joining(", "));
        return group.isEmpty() ? line.name() : line.name() + " · " + group;
    }

    /** What the first step of the line measured. */
    private String used(RatedLine line) {
        ExplanationStep first = line.explanation().getFirst();
        BigDecimal value = first.figures().getOrDefault("value", BigDecimal.ZERO);
        Meter meter = line.meter() == null ? null : meters.get(line.meter());
        String unit = meter == null || meter.unit() == null ? "" : " " + meter.unit();
        return amounts.number(value) + unit;
    }

    /** The total, and what stands between it and the lines or the money still due, where there is any. */
    List<Fact> totals() {
        var totals = new ArrayList<Fact>();
        boolean reduced = result.credits().signum() != 0 || result.discounts().signum() != 0;
        boolean taxed = result.tax().signum() != 0;
        boolean paid = result.prepaid().signum() != 0;
        if (reduced || taxed) {
            totals.add(fact("plans.month.subtotal", result.subtotal()));
        }
        if (reduced) {
            totals.add(fact(
                    "plans.month.credits",
                    result.discounts().add(result.credits()).negate()));
        }
        if (taxed) {
            totals.add(fact("plans.tax", result.tax()));
        }
        totals.add(fact("plans.month.total", result.total()));
        if (paid) {
            totals.add(fact("plans.month.prepaid", result.prepaid().negate()));
            totals.add(fact("plans.month.due", result.due()));
        }
        return totals;
    }

    private Fact fact(String key, BigDecimal amount) {
        return new Fact(texts.get(key), amounts.of(amount));
    }
}
