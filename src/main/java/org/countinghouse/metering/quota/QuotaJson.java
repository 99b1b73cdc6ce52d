package org.countinghouse.metering.quota;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import org.countinghouse.catalog.Json;
import org.jspecify.annotations.Nullable;

/** Limits and answers as JSON; amounts are text with exact decimals, what there is none of is null. */
public final class QuotaJson {
    private QuotaJson() {}

    public static ObjectNode write(LimitUse limit) {
        ObjectNode json = Json.object()
                .put("feature", limit.feature())
                .put("meter", limit.scope().meter())
                .put("unit", limit.unit())
                .put("per", limit.scope().per())
                .put("subject", limit.subject().isEmpty() ? null : limit.subject())
                .put("window", LimitColumns.name(limit.scope().window()))
                .put("rolling", limit.scope().rolling())
                .put("kind", LimitColumns.name(limit.kind()))
                .put("overage", LimitColumns.name(limit.overage()))
                .put("limit", text(limit.limit()))
                .put("used", text(limit.used()))
                .put("remaining", text(limit.remaining()))
                .put("over", text(limit.over()))
                .put("resets_at", text(limit.resetsAt()))
                .put("source", LimitColumns.name(limit.source()))
                .put("plan", limit.plan().isEmpty() ? null : limit.plan())
                .put("plan_limit", text(limit.planLimit()))
                .put("granted", text(limit.granted()))
                .put("granted_until", text(limit.grantedUntil()));
        percents(json, "warn_at", limit.warnAt());
        percents(json, "warnings", limit.warnings(BigDecimal.ZERO));
        return json;
    }

    /** The deciding limit's figures at the top, every limit below. */
    public static ObjectNode write(QuotaAnswer answer) {
        ObjectNode json = Json.object()
                .put("allowed", answer.allowed())
                .put("overage", answer.overage())
                .put("repeated", answer.repeated());
        answer.deciding().ifPresent(limit -> {
            json.put("used", text(limit.used()))
                    .put("limit", text(limit.limit()))
                    .put("remaining", text(limit.remaining()))
                    .put("resets_at", text(limit.resetsAt()))
                    .put("kind", LimitColumns.name(limit.kind()))
                    .put("source", LimitColumns.name(limit.source()));
            percents(json, "warnings", limit.warnings(answer.asked()));
        });
        var limits = json.putArray("limits");
        answer.limits().forEach(limit -> limits.add(write(limit)));
        return json;
    }

    private static void percents(ObjectNode json, String field, Iterable<BigDecimal> percents) {
        var array = json.putArray(field);
        percents.forEach(percent -> array.add(text(percent)));
    }

    private static @Nullable String text(@Nullable BigDecimal number) {
        return number == null
                ? null
                : number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
