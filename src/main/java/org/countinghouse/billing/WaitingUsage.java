package org.countinghouse.billing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.countinghouse.money.Decimals;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Late usage of one billed period that no invoice bills yet, and what it comes to now. Amounts are in {@code currency};
 * below zero is given back.
 *
 * @param customer external id of who used it
 * @param plan code of the plan that the subscription has
 * @param invoiceId the database's id of the invoice of the period
 * @param invoice its number
 * @param prepaid what wallet and credits have paid of it
 * @param refused why no run bills it by itself; null: the next invoice of the subscription does
 */
public record WaitingUsage(
        long subscription,
        long customerId,
        String customer,
        String customerName,
        String plan,
        long invoiceId,
        String invoice,
        BillingPeriod period,
        String currency,
        List<Line> lines,
        BigDecimal net,
        BigDecimal tax,
        BigDecimal total,
        BigDecimal prepaid,
        @Nullable Failure refused) {
    public WaitingUsage {
        lines = List.copyOf(lines);
    }

    /**
     * A difference to what was billed.
     *
     * @param charge code of the charge
     * @param meter null where the line has no usage of its own, such as a least charge
     * @param quantity what came beyond what was billed
     * @param amount before discounts and tax
     */
    public record Line(
            String charge,
            @Nullable String meter,
            String name,
            BigDecimal quantity,
            @Nullable String unit,
            BigDecimal amount) {}

    /** As the command-line reference has it. */
    public static ObjectNode toJson(List<WaitingUsage> waiting, Instant asOf) {
        ObjectNode node = BillingJson.object().put("as_of", asOf.toString());
        ArrayNode periods = node.putArray("periods");
        waiting.forEach(each -> each.write(periods.addObject()));
        return node;
    }

    private void write(ObjectNode node) {
        node.put("subscription", subscription)
                .put("customer", customer)
                .put("plan", plan)
                .put("invoice", invoice)
                .put("from", period.from().toString())
                .put("to", period.to().toString())
                .put("currency", currency)
                .put("net", net.toPlainString())
                .put("tax", tax.toPlainString())
                .put("total", total.toPlainString())
                .put("prepaid", prepaid.toPlainString());
        ArrayNode array = node.putArray("lines");
        for (Line line : lines) {
            array.addObject()
                    .put("charge", line.charge())
                    .put("meter", line.meter())
                    .put("name", line.name())
                    .put("quantity", Decimals.plain(line.quantity()))
                    .put("unit", line.unit())
                    .put("amount", line.amount().toPlainString());
        }
        if (refused == null) {
            node.putNull("refused");
        } else {
            node.putObject("refused").put("code", refused.code()).put("message", refused.summary());
        }
    }
}
