package org.countinghouse.billing;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A fee of some days, as it was billed or is owed.
 *
 * @param plan code of its plan
 * @param fee its own code
 * @param name without the days
 * @param from first day that it pays
 * @param to first day that it no longer pays
 * @param amount rounded, with its tax where prices contain it; below zero for what was given back
 */
record FeeItem(
        String plan,
        String fee,
        String name,
        BigDecimal unitAmount,
        BigDecimal quantity,
        String taxCategory,
        LocalDate from,
        LocalDate to,
        BigDecimal amount) {
    FeeItem {
        // One figure has one writing, so that items are told apart by what they are.
        unitAmount = unitAmount.stripTrailingZeros();
        quantity = quantity.stripTrailingZeros();
    }

    /** What stays the same of a fee that ends earlier or goes on longer than it was billed for. */
    record Key(
            String plan, String fee, BigDecimal unitAmount, BigDecimal quantity, String taxCategory, LocalDate from) {}

    Key key() {
        return new Key(plan, fee, unitAmount, quantity, taxCategory, from);
    }

    FeeItem with(LocalDate otherTo, BigDecimal otherAmount) {
        return new FeeItem(plan, fee, name, unitAmount, quantity, taxCategory, from, otherTo, otherAmount);
    }

    static String write(List<FeeItem> items) {
        var array = BillingJson.array();
        for (FeeItem item : items) {
            array.addObject()
                    .put("plan", item.plan)
                    .put("fee", item.fee)
                    .put("name", item.name)
                    .put("unit_amount", item.unitAmount.toPlainString())
                    .put("quantity", item.quantity.toPlainString())
                    .put("tax_category", item.taxCategory)
                    .put("from", item.from.toString())
                    .put("to", item.to.toString())
                    .put("amount", item.amount.toPlainString());
        }
        return BillingJson.write(array);
    }

    static List<FeeItem> read(String json) {
        var items = new ArrayList<FeeItem>();
        for (JsonNode node : BillingJson.read(json)) {
            items.add(new FeeItem(
                    node.path("plan").asText(),
                    node.path("fee").asText(),
                    node.path("name").asText(),
                    new BigDecimal(node.path("unit_amount").asText()),
                    new BigDecimal(node.path("quantity").asText()),
                    node.path("tax_category").asText(),
                    LocalDate.parse(node.path("from").asText()),
                    LocalDate.parse(node.path("to").asText()),
                    new BigDecimal(node.path("amount").asText())));
        }
        return items;
    }
}
