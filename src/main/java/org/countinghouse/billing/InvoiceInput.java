package org.countinghouse.billing;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
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
 */
public record InvoiceInput(List<RatingRequest> parts, List<RatedLine> settled) {
    public InvoiceInput {
        parts = List.copyOf(parts);
        settled = List.copyOf(settled);
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
        return new InvoiceInput(parts, settled);
    }

    /** As it is stored. */
    String toJson() {
        if (parts.size() == 1 && settled.isEmpty()) {
            return RatingDocuments.request(parts.getFirst());
        }
        var node = BillingJson.object();
        var list = node.putArray("parts");
        parts.forEach(part -> list.add(RatingDocuments.document(part)));
        var lines = node.putArray("settled");
        settled.forEach(line -> lines.add(RatingJson.line(line, true).put("tax_category", line.taxCategory())));
        return BillingJson.write(node);
    }

    /** Rates it. */
    public RatingResult rate(boolean explain) {
        return RatingEngine.rate(parts, settled, explain);
    }

    InvoiceInput withPrepaid(BigDecimal prepaid) {
        var others = new ArrayList<>(parts);
        others.set(0, parts.getFirst().withPrepaid(prepaid));
        return new InvoiceInput(others, settled);
    }

    InvoiceInput withSettled(List<RatedLine> lines) {
        return new InvoiceInput(parts, lines);
    }
}
