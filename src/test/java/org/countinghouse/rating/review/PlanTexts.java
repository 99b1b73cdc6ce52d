package org.countinghouse.rating.review;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.MeterJson;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.PlanJson;

/** Plans in short, with single quotes, and what lint says of them. */
final class PlanTexts {
    /** {@code m} adds up, {@code calls} counts whole events, {@code sla} is a reading that adjustments look at. */
    static final List<Meter> METERS = MeterJson.readAll(json("""
            [{'code':'m','aggregation':'sum','dimensions':['model']},{'code':'calls','aggregation':'count'},
             {'code':'sla','aggregation':'average','property':'percent'}]"""));

    private PlanTexts() {}

    static JsonNode json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }

    static String plan(String rest) {
        return "{'code':'p','currency':'EUR'," + rest + "}";
    }

    static String charge(String charge) {
        return plan("'charges':[{'code':'c','meter':'m'," + charge + "}]");
    }

    /** A charge for counted events. */
    static String calls(String charge) {
        return plan("'charges':[{'code':'c','meter':'calls'," + charge + "}]");
    }

    static String price(String price) {
        return charge("'price':{" + price + "}");
    }

    static PlanDocument read(String plan) {
        return PlanJson.read(json(plan));
    }

    static List<Finding> lint(String plan) {
        return PlanLint.check(json(plan), new LintContext(METERS, List.of(), List.of()));
    }

    /** Codes and places of everything lint says. */
    static List<String> told(String plan) {
        return lint(plan).stream()
                .map(finding -> finding.code() + " " + finding.path())
                .toList();
    }

    /** Codes with the examples: quantities and what is billed for them. */
    static List<String> shown(String plan) {
        return lint(plan).stream()
                .map(finding -> finding.code()
                        + finding.example().stream().map(PlanTexts::total).collect(Collectors.joining()))
                .toList();
    }

    private static String total(Total total) {
        return " " + total.quantity().toPlainString() + "=" + total.amount();
    }
}
