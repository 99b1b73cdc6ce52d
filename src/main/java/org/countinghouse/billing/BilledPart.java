package org.countinghouse.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a period of a customer came to that somebody else pays for on one invoice with others. Amounts are before tax, which
 * is worked out over the whole invoice; that is who pays' and not in it.
 *
 * @param plan its code; null when the customer is not on that version any more
 * @param state {@code draft}, {@code billed} when the invoice has its number, {@code void}
 * @param prepaid what the customer's own wallet and credits have paid of it
 * @param lines empty in lists
 */
public record BilledPart(
        long id,
        long subscriptionId,
        String kind,
        @Nullable String plan,
        @Nullable Integer planVersion,
        BillingPeriod period,
        String state,
        String currency,
        BigDecimal subtotal,
        BigDecimal discounts,
        BigDecimal credits,
        BigDecimal net,
        BigDecimal prepaid,
        Instant createdAt,
        List<Invoice.Line> lines) {
    public BilledPart {
        lines = List.copyOf(lines);
    }

    /** @param withLines lines as those of an invoice */
    public ObjectNode toJson(boolean withLines) {
        ObjectNode node = BillingJson.object()
                .put("id", id)
                .put("subscription", subscriptionId)
                .put("kind", kind)
                .put("plan", plan)
                .put("plan_version", planVersion)
                .put("from", period.from().toString())
                .put("to", period.to().toString())
                .put("state", state)
                .put("currency", currency)
                .put("subtotal", subtotal.toPlainString())
                .put("discounts", discounts.toPlainString())
                .put("credits", credits.toPlainString())
                .put("net", net.toPlainString())
                .put("prepaid", prepaid.toPlainString())
                .put("created_at", createdAt.toString());
        if (withLines) {
            var array = node.putArray("lines");
            lines.forEach(line -> InvoiceJson.line(array.addObject(), line));
        }
        return node;
    }
}
