package org.countinghouse.billing;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.rating.ManualLine;
import org.countinghouse.rating.RatedLine;
import org.countinghouse.rating.RatingEngine;
import org.countinghouse.rating.RatingJson;
import org.countinghouse.rating.RatingRequest;
import org.countinghouse.rating.RatingResult;

/**
 * Everything that an invoice was rated from. Rating it again gives the same figures to the last digit.
 *
 * @param parts stretches with other terms, the first with the taxes and prepaid money of all
 * @param settled lines that settle what was billed before
 * @param manual lines that people wrote, as they stand on the invoice
 */
public record InvoiceInput(List<RatingRequest> parts, List<RatedLine> settled, List<ManualLine> manual) {
    public InvoiceInput {
        parts = List.copyOf(parts);
        settled = List.copyOf(settled);
        manual = List.copyOf(manual);
    }

    /** Without lines by hand. */
    public InvoiceInput(List<RatingRequest> parts, List<RatedLine> settled) {
        this(parts, settled, List.of());
    }

    /** Reads what is stored with an invoice: one request of the public contract, or several parts of it. */
    public static InvoiceInput read(String json) {
        JsonNode node = BillingJson.read(json);
        if (!node.has("parts")) {
            return new InvoiceInput(List.of(RatingJson.readRequest(node)), List.of());
        }
        var parts = new ArrayList<RatingRequest>();
        node.get("parts").forEach(part -> parts.add(RatingJson.readRequest(part)));
        var settled = new ArrayList<RatedLine>();
        node.get("settled").forEach(line -> settled.add(RatingJson.readLine(line)));
        var manual = new ArrayList<ManualLine>();
        node.path("manual").forEach(line -> manual.add(ManualLineJson.read(line)));
        return new InvoiceInput(parts, settled, manual);
    }

    /** As it is stored. */
    String toJson() {
        if (parts.size() == 1 && settled.isEmpty() && manual.isEmpty()) {
            return RatingDocuments.request(parts.getFirst());
        }
        var node = BillingJson.object();
        var list = node.putArray("parts");
        parts.forEach(part -> list.add(RatingDocuments.document(part)));
        var lines = node.putArray("settled");
        settled.forEach(line -> lines.add(RatingJson.line(line, true).put("tax_category", line.taxCategory())));
        if (!manual.isEmpty()) {
            var byHand = node.putArray("manual");
            manual.forEach(line -> byHand.add(ManualLineJson.write(line)));
        }
        return BillingJson.write(node);
    }

    /** Rates it. */
    public RatingResult rate(boolean explain) {
        var currency = parts.getFirst().plan().currency();
        var others = new ArrayList<RatedLine>(settled);
        manual.forEach(line -> others.add(line.rated(currency)));
        return RatingEngine.rate(parts, others, explain);
    }

    InvoiceInput withPrepaid(BigDecimal prepaid) {
        var others = new ArrayList<>(parts);
        others.set(0, parts.getFirst().withPrepaid(prepaid));
        return new InvoiceInput(others, settled, manual);
    }

    InvoiceInput withSettled(List<RatedLine> lines) {
        return new InvoiceInput(parts, lines, manual);
    }

    InvoiceInput withManual(List<ManualLine> lines) {
        return new InvoiceInput(parts, settled, lines);
    }
}
