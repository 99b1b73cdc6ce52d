package org.countinghouse.catalog.pricebook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.countinghouse.catalog.Json;
import org.jspecify.annotations.Nullable;

/**
 * What became of a price list.
 *
 * @param entries how many models, parts or tariffs were looked at
 * @param taken every price that is in a plan
 * @param leftOut everything that is in none
 * @param remarks what the source itself says about prices that were taken
 */
public record PriceReport(
        PriceSource source, int entries, List<Taken> taken, List<LeftOut> leftOut, List<Remark> remarks) {
    public PriceReport {
        taken = List.copyOf(taken);
        leftOut = List.copyOf(leftOut);
        remarks = List.copyOf(remarks);
    }

    /**
     * A price that was taken over.
     *
     * @param key the entry in the source
     * @param field the price in the entry
     * @param price as the source has it, for as many units as the source prices
     */
    public record Taken(String key, String field, BigDecimal price, String plan, String charge) {}

    /**
     * Something that was not taken over.
     *
     * @param field the part of the entry, null when it is the whole
     * @param message why, one sentence
     */
    public record LeftOut(String key, @Nullable String field, Reason reason, String message) {}

    /**
     * What a reader of a taken price should know.
     *
     * @param code stable
     * @param message the source's own words, or a sentence
     */
    public record Remark(String key, String code, String message) {}

    /** How often something was left out, by reason. */
    public Map<String, Long> leftOutByReason() {
        return count(leftOut.stream().map(left -> left.reason().code()).toList());
    }

    /** How many remarks there are, by code. */
    public Map<String, Long> remarksByCode() {
        return count(remarks.stream().map(Remark::code).toList());
    }

    private static Map<String, Long> count(List<String> codes) {
        return codes.stream().collect(Collectors.groupingBy(code -> code, TreeMap::new, Collectors.counting()));
    }

    /** Counts only. */
    public ObjectNode summary() {
        ObjectNode json = Json.object().put("source", source.code()).put("entries", entries);
        json.put("taken", taken.size());
        ObjectNode left = json.putObject("left_out");
        leftOutByReason().forEach(left::put);
        ObjectNode remarked = json.putObject("remarks");
        remarksByCode().forEach(remarked::put);
        return json;
    }

    /** Everything. */
    public ObjectNode write() {
        ObjectNode json = Json.object();
        json.set("summary", summary());
        var prices = json.putArray("taken");
        taken.forEach(price -> prices.addObject()
                .put("key", price.key())
                .put("field", price.field())
                .put("price", price.price().toPlainString())
                .put("plan", price.plan())
                .put("charge", price.charge()));
        var left = json.putArray("left_out");
        leftOut.forEach(item -> {
            ObjectNode object = left.addObject().put("key", item.key());
            if (item.field() != null) {
                object.put("field", item.field());
            }
            object.put("code", item.reason().code()).put("message", item.message());
        });
        var notes = json.putArray("remarks");
        remarks.forEach(remark -> notes.addObject()
                .put("key", remark.key())
                .put("code", remark.code())
                .put("message", remark.message()));
        return json;
    }
}
