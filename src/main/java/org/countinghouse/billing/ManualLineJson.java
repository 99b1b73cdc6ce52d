package org.countinghouse.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.countinghouse.rating.LateInterest;
import org.countinghouse.rating.ManualLine;
import org.jspecify.annotations.Nullable;

/** Lines by hand as they are stored with their invoice. */
final class ManualLineJson {
    private ManualLineJson() {}

    static ObjectNode write(ManualLine line) {
        var node = BillingJson.object()
                .put("code", line.code())
                .put("name", line.name())
                .put("quantity", line.quantity().toPlainString())
                .put("unit_price", line.unitPrice().toPlainString())
                .put("tax_category", line.taxCategory());
        if (line.from() != null && line.to() != null) {
            node.put("from", line.from().toString()).put("to", line.to().toString());
        }
        LateInterest interest = line.interest();
        if (interest != null) {
            node.set("interest", write(interest));
        }
        return node.put("by", line.by()).put("at", line.at().toString());
    }

    static ManualLine read(JsonNode node) {
        return new ManualLine(
                node.path("code").asText(),
                node.path("name").asText(),
                new BigDecimal(node.path("quantity").asText()),
                new BigDecimal(node.path("unit_price").asText()),
                node.path("tax_category").asText(),
                day(node, "from"),
                day(node, "to"),
                node.path("by").asText(),
                Instant.parse(node.path("at").asText()),
                node.has("interest") ? interest(node.get("interest")) : null);
    }

    private static ObjectNode write(LateInterest interest) {
        var node = BillingJson.object()
                .put("balance", interest.balance().toPlainString())
                .put("rate", interest.rate().toPlainString())
                .put("days", interest.days())
                .put("year_days", interest.yearDays())
                .put("carried", interest.carried().toPlainString());
        if (interest.most() != null) {
            node.put("most", interest.most().toPlainString());
        }
        return node;
    }

    private static LateInterest interest(JsonNode node) {
        return new LateInterest(
                new BigDecimal(node.path("balance").asText()),
                new BigDecimal(node.path("rate").asText()),
                node.path("days").asInt(),
                node.path("year_days").asInt(),
                new BigDecimal(node.path("carried").asText()),
                node.has("most") ? new BigDecimal(node.get("most").asText()) : null);
    }

    private static @Nullable LocalDate day(JsonNode node, String field) {
        return node.hasNonNull(field) ? LocalDate.parse(node.get(field).asText()) : null;
    }
}
