package org.countinghouse.billing;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an invoice inside a period has billed of a charge, less what it took back of it.
 *
 * @param charge code
 * @param meter code; null where the charge has none
 * @param amount rounded, with its tax where prices contain it
 * @param counted what credit notes gave back of earlier ones and it therefore did not give back; not in {@code amount}
 */
record ProgressiveItem(
        String charge, @Nullable String meter, String name, String taxCategory, BigDecimal amount, BigDecimal counted) {

    /** What is one charge, taxed in one way. */
    record Key(String charge, String taxCategory) {}

    Key key() {
        return new Key(charge, taxCategory);
    }

    static String write(List<ProgressiveItem> items) {
        var array = BillingJson.array();
        for (ProgressiveItem item : items) {
            array.addObject()
                    .put("charge", item.charge)
                    .put("meter", item.meter)
                    .put("name", item.name)
                    .put("tax_category", item.taxCategory)
                    .put("amount", item.amount.toPlainString())
                    .put("counted", item.counted.toPlainString());
        }
        return BillingJson.write(array);
    }

    static List<ProgressiveItem> read(String json) {
        var items = new ArrayList<ProgressiveItem>();
        for (JsonNode node : BillingJson.read(json)) {
            items.add(new ProgressiveItem(
                    node.path("charge").asText(),
                    node.path("meter").isTextual() ? node.path("meter").asText() : null,
                    node.path("name").asText(),
                    node.path("tax_category").asText(),
                    new BigDecimal(node.path("amount").asText()),
                    new BigDecimal(node.path("counted").asText())));
        }
        return items;
    }
}
