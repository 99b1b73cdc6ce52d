package org.countinghouse.rating.review;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.countinghouse.catalog.DocumentNode;
import org.countinghouse.catalog.Json;
import org.countinghouse.money.Decimals;

/** Findings and differences as JSON, for scripts. */
public final class ReviewJson {
    private ReviewJson() {}

    /** Counts and findings; amounts and quantities are texts with exact decimals. */
    public static ObjectNode findings(List<Finding> findings) {
        ObjectNode json = Json.object();
        json.put("errors", count(findings, Severity.ERROR)).put("warnings", count(findings, Severity.WARNING));
        ArrayNode array = json.putArray("findings");
        findings.forEach(finding -> array.add(finding(finding)));
        return json;
    }

    /** How many findings have a severity. */
    public static long count(List<Finding> findings, Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    private static ObjectNode finding(Finding finding) {
        ObjectNode json = Json.object()
                .put("severity", DocumentNode.nameOf(finding.severity()))
                .put("code", finding.code())
                .put("path", finding.path())
                .put("message", finding.message());
        if (!finding.example().isEmpty()) {
            ArrayNode example = json.putArray("example");
            finding.example().forEach(total -> example.add(total(total)));
        }
        return json;
    }

    private static ObjectNode total(Total total) {
        ObjectNode json = Json.object().put("quantity", Decimals.plain(total.quantity()));
        return json.put("amount", total.amount() == null ? null : total.amount().toPlainString());
    }

    /** What changed, and where totals cross. */
    public static ObjectNode diff(PlanDiff diff) {
        ObjectNode json = Json.object();
        ArrayNode changes = json.putArray("changes");
        diff.changes().forEach(change -> changes.add(change(change)));
        ArrayNode comparisons = json.putArray("comparisons");
        diff.comparisons().forEach(comparison -> comparisons.add(comparison(comparison)));
        diff.notCompared().forEach(json.putArray("not_compared")::add);
        return json;
    }

    private static ObjectNode change(Change change) {
        ObjectNode json = Json.object()
                .put("kind", DocumentNode.nameOf(change.kind()))
                .put("path", change.path())
                .put("message", change.message());
        json.put("field", change.field().isEmpty() ? null : change.field());
        json.put("before", change.before() == null ? null : change.before().text());
        return json.put("after", change.after() == null ? null : change.after().text());
    }

    private static ObjectNode comparison(Comparison comparison) {
        ObjectNode json = Json.object().put("charge", comparison.charge()).put("name", comparison.name());
        json.put("of", comparison.of().isEmpty() ? null : comparison.of());
        json.put("start", DocumentNode.nameOf(comparison.start()));
        ArrayNode crossings = json.putArray("crossings");
        comparison.crossings().forEach(crossing -> {
            ObjectNode item = crossings
                    .addObject()
                    .put("from", DocumentNode.nameOf(crossing.before()))
                    .put("to", DocumentNode.nameOf(crossing.after()));
            item.put("at", crossing.at() == null ? null : Decimals.plain(crossing.at()));
            item.set("below", pair(crossing.below()));
            item.set("above", pair(crossing.above()));
        });
        ArrayNode table = json.putArray("table");
        comparison.table().forEach(pair -> table.add(pair(pair)));
        return json.put("complete", comparison.complete());
    }

    private static ObjectNode pair(Crossing.Pair pair) {
        return Json.object()
                .put("quantity", Decimals.plain(pair.quantity()))
                .put("before", pair.before().toPlainString())
                .put("after", pair.after().toPlainString());
    }
}
