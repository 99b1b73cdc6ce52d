package org.countinghouse.gateway;

import java.util.Map;
import org.countinghouse.work.Failure;

/** Which HTTP status a failure has: the one place that knows both. */
final class ProblemStatus {
    private static final int UNPROCESSABLE = 422;
    private static final Map<String, Integer> KNOWN = Map.ofEntries(
            Map.entry("token.missing", 401),
            Map.entry("token.invalid", 401),
            Map.entry("token.expired", 401),
            Map.entry("token.revoked", 401),
            Map.entry("token.forbidden", 403),
            Map.entry("token.confined", 403),
            Map.entry("request.route", 404),
            Map.entry("request.method", 405),
            Map.entry("request.slow", 408),
            Map.entry("request.too-large", 413),
            Map.entry("request.batch-size", 413),
            Map.entry("request.media-type", 415),
            Map.entry("request.rate", 429),
            Map.entry("document.unreadable", 400),
            Map.entry("customer.missing", 404),
            Map.entry("customer.unknown", 404),
            Map.entry("customer.erase.open", 409),
            Map.entry("customer.erased", 409),
            Map.entry("quota.customer", 404),
            Map.entry("quota.feature", 404),
            Map.entry("quota.key", 409),
            Map.entry("subscription.customer", 404),
            Map.entry("subscription.not-running", 409),
            Map.entry("invoice.missing", 404),
            Map.entry("invoice.ambiguous", 409),
            Map.entry("credit-note.ambiguous", 409),
            Map.entry("invoice.line.missing", 404),
            Map.entry("invoice.payer", 403),
            Map.entry("invoice.state", 409),
            Map.entry("invoice.credit-used", 409),
            Map.entry("invoice.taken-back", 409),
            Map.entry("invoice.late-usage", 409),
            Map.entry("late-fees.held", 409),
            Map.entry("late-fees.not-held", 409),
            Map.entry("late-fees.draft", 409),
            Map.entry("late-fees.missing", 404),
            Map.entry("mail.not-issued", 409),
            Map.entry("mail.sent-before", 409),
            Map.entry("mail.under-way", 409),
            Map.entry("thresholds.missing", 404),
            Map.entry("subscription.missing", 404),
            Map.entry("plan.missing", 404),
            Map.entry("meter.missing", 404),
            Map.entry("record.missing", 404),
            Map.entry("part.missing", 404),
            Map.entry("charge.missing", 404),
            Map.entry("charge.refund", 409),
            Map.entry("charge.billed", 409),
            Map.entry("wallet.reference", 409),
            Map.entry("credits.reference", 409),
            Map.entry("conflict", 409),
            Map.entry("subscription.later", 409),
            Map.entry("subscription.meter", 409),
            Map.entry("request.field", 422),
            Map.entry("database.duplicate", 409),
            Map.entry("database.reference", 409),
            Map.entry("database.permission", 403),
            Map.entry("database.busy", 503),
            Map.entry("database.unreachable", 503),
            Map.entry("database.unsure", 503),
            Map.entry("payment.unsure", 503),
            Map.entry("write-off.unsure", 503),
            Map.entry("credit.unsure", 503),
            Map.entry("wallet.unsure", 503),
            Map.entry("credits.unsure", 503),
            Map.entry("invoice.unsure", 503),
            Map.entry("database.full", 503),
            Map.entry("database.disk-full", 507),
            Map.entry("database.failed", 500),
            Map.entry("database.cancelled", 503),
            Map.entry("database.closed", 503),
            Map.entry("database.credentials", 503),
            Map.entry("database.missing", 503),
            Map.entry("database.schema-missing", 503),
            Map.entry("database.schema-newer", 503),
            Map.entry("database.schema-older", 503),
            Map.entry("database.sign-in", 503),
            Map.entry("usage.batch.undone", 503),
            Map.entry("database.read-only", 503),
            Map.entry("usage.busy", 503),
            Map.entry("usage.failed", 500),
            Map.entry("usage.meters-changed", 503),
            Map.entry("not-built", 501));

    private ProblemStatus() {}

    static int of(Failure failure) {
        Integer known = KNOWN.get(failure.code());
        if (known != null) {
            return known;
        }
        return failure.code().startsWith("request.") ? 400 : UNPROCESSABLE;
    }
}
