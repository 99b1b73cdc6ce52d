package org.countinghouse.billing;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.rating.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A fee of some days, as it was billed or is owed.
 *
 * @param plan code of its plan
 * @param fee its own code
 * @param name without the days
 * @param from first day that it pays
 * @param to first day that it no longer pays
 * @param amount rounded, with its tax where prices contain it; below zero for what was given back
 * @param days that the amount is for; null: stored before it was written down
 * @param billed what the invoice billed for it in its own currency; null: the amount at the invoice's rate
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
        BigDecimal amount,
        @Nullable BillingPeriod days,
        @Nullable BigDecimal billed) {
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
        return new FeeItem(plan, fee, name, unitAmount, quantity, taxCategory, from, otherTo, otherAmount, null, null);
    }

    FeeItem over(BillingPeriod service) {
        return new FeeItem(plan, fee, name, unitAmount, quantity, taxCategory, from, to, amount, service, billed);
    }

    /** @param inInvoice what the invoice bills for it in its own currency */
    FeeItem billed(BigDecimal inInvoice) {
        return new FeeItem(plan, fee, name, unitAmount, quantity, taxCategory, from, to, amount, days, inInvoice);
    }

    /**
     * What the invoice billed for it.
     *
     * @param exchange of the invoice; null: it is in the plan's currency
     */
    BigDecimal billed(@Nullable Exchange exchange) {
        return billed != null ? billed : exchange == null ? amount : exchange.of(amount);
    }

    /**
     * The days that the amount is for. Where they were not written down, a difference reaches from the end that the fee
     * had to the one that it got.
     *
     * @param before the item of the invoice before, void or not; null: there is none
     */
    BillingPeriod service(@Nullable FeeItem before) {
        if (days != null) {
            return days;
        }
        if (before == null || before.to.equals(to)) {
            return new BillingPeriod(from, to.isAfter(from) ? to : from.plusDays(1));
        }
        return to.isAfter(before.to) ? new BillingPeriod(before.to, to) : new BillingPeriod(to, before.to);
    }

    static String write(List<FeeItem> items) {
        var array = BillingJson.array();
        for (FeeItem item : items) {
            var node = array.addObject()
                    .put("plan", item.plan)
                    .put("fee", item.fee)
                    .put("name", item.name)
                    .put("unit_amount", item.unitAmount.toPlainString())
                    .put("quantity", item.quantity.toPlainString())
                    .put("tax_category", item.taxCategory)
                    .put("from", item.from.toString())
                    .put("to", item.to.toString())
                    .put("amount", item.amount.toPlainString());
            if (item.days != null) {
                node.put("service_from", item.days.from().toString())
                        .put("service_to", item.days.to().toString());
            }
            if (item.billed != null) {
                node.put("billed", item.billed.toPlainString());
            }
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
                    new BigDecimal(node.path("amount").asText()),
                    node.has("service_from")
                            ? new BillingPeriod(
                                    LocalDate.parse(node.path("service_from").asText()),
                                    LocalDate.parse(node.path("service_to").asText()))
                            : null,
                    node.has("billed") ? new BigDecimal(node.path("billed").asText()) : null));
        }
        return items;
    }
}
