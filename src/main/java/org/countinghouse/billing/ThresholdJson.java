package org.countinghouse.billing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes thresholds and how usage stands against them; the command-line reference has the fields. */
public final class ThresholdJson {
    private ThresholdJson() {}

    /** All of some entries. */
    public static ObjectNode write(List<ThresholdEntry> entries) {
        ObjectNode node = BillingJson.object();
        ArrayNode rules = node.putArray("rules");
        entries.forEach(entry -> rules.add(write(entry)));
        return node;
    }

    /** One entry. */
    public static ObjectNode write(ThresholdEntry entry) {
        ObjectNode node = BillingJson.object()
                .put("plan", entry.plan())
                .put("subscription", entry.subscription())
                .put("customer", entry.customer())
                .put("currency", entry.currency())
                .put("from", entry.from().toString())
                .put("until", text(entry.until()))
                .put("kind", entry.kind().name().toLowerCase(Locale.ROOT));
        UsageThresholds thresholds = entry.thresholds();
        if (thresholds != null) {
            ArrayNode amounts = node.putArray("amounts");
            thresholds.amounts().forEach(amount -> amounts.add(amount.toPlainString()));
            var every = thresholds.every();
            node.put("every", every == null ? null : every.toPlainString());
        }
        return node.put("reason", entry.reason())
                .put("set_at", entry.setAt().toString())
                .put("set_by", entry.setBy());
    }

    /** How a subscription stands. */
    public static ObjectNode write(ProgressiveState state) {
        var passed = state.passed();
        var next = state.next();
        ObjectNode node = BillingJson.object()
                .put("subscription", state.subscription())
                .put("customer", state.customer())
                .put("plan", state.plan())
                .put("currency", state.currency())
                .put("invoice_currency", state.invoiceCurrency())
                .put("at", state.at().toString());
        BillingPeriod period = state.period();
        node.put("from", period == null ? null : period.from().toString());
        node.put("to", period == null ? null : period.to().toString());
        ThresholdEntry entry = state.entry();
        node.set("rule", entry == null ? null : write(entry));
        node.put("usage", state.usage().toPlainString())
                .put("passed", passed == null ? null : passed.toPlainString())
                .put("next", next == null ? null : next.toPlainString())
                .put("billed_before", state.before().toPlainString());
        ArrayNode billed = node.putArray("billed");
        for (ProgressiveState.Billed each : state.billed()) {
            billed.addObject()
                    .put("invoice", each.invoice())
                    .put("number", each.number())
                    .put("at", each.at().toString())
                    .put("usage", each.reached().toPlainString())
                    .put("threshold", each.threshold().toPlainString())
                    .put("net", each.amount().toPlainString())
                    .put("standing", each.standing());
        }
        node.putObject("now")
                .put("net", state.net().toPlainString())
                .put("tax", state.tax().toPlainString())
                .put("total", state.total().toPlainString());
        return node;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
