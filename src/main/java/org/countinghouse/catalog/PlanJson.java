package org.countinghouse.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The plan document: reading it with every check, and writing it so that reading gives the same plan. */
public final class PlanJson {
    private PlanJson() {}

    public static PlanDocument read(String json) {
        return read(Json.parse(json));
    }

    public static PlanDocument read(JsonNode json) {
        return read(DocumentNode.at(json, "$"));
    }

    /** @throws CatalogFailure naming the place and what is wrong */
    public static PlanDocument read(DocumentNode node) {
        return PlanReader.plan(node);
    }

    /** Applies every check of the document to a plan that was put together in memory. */
    public static void check(PlanDocument plan) {
        read(write(plan));
    }

    /** The document; fields at their default are left out unless the reader of a plan expects to see them. */
    public static ObjectNode write(PlanDocument plan) {
        ObjectNode json = Json.object();
        json.put("code", plan.code()).put("name", plan.name());
        json.put("currency", plan.currency().getCode());
        interval(json, "interval", plan.interval());
        json.put("anchor", DocumentNode.nameOf(plan.anchor())).put("trial_days", plan.trialDays());
        json.putObject("rounding")
                .put("mode", DocumentNode.nameOf(plan.rounding().mode()))
                .put("per", DocumentNode.nameOf(plan.rounding().per()));
        json.put("tax_rounding", DocumentNode.nameOf(plan.taxRounding()));
        if (plan.taxInclusive()) {
            json.put("tax_inclusive", true);
        }
        var fees = json.putArray("fees");
        plan.fees().forEach(fee -> fees.add(fee(fee)));
        var charges = json.putArray("charges");
        plan.charges().forEach(charge -> charges.add(charge(charge)));
        Commitment commitment = plan.commitment();
        if (commitment != null) {
            commitment(json.putObject("commitment"), commitment);
        }
        if (!plan.quotas().isEmpty()) {
            var quotas = json.putArray("quotas");
            plan.quotas().forEach(quota -> quotas.add(quota(quota)));
        }
        return json;
    }

    private static ObjectNode fee(Fee fee) {
        ObjectNode json = Json.object().put("code", fee.code()).put("name", fee.name());
        decimal(json, "amount", fee.amount());
        decimal(json, "quantity", fee.quantity());
        json.put("timing", DocumentNode.nameOf(fee.timing())).put("proration", DocumentNode.nameOf(fee.proration()));
        taxCategory(json, fee.taxCategory());
        return json;
    }

    private static ObjectNode charge(Charge charge) {
        ObjectNode json = Json.object()
                .put("code", charge.code())
                .put("name", charge.name())
                .put("meter", charge.meter())
                .put("timing", DocumentNode.nameOf(charge.timing()));
        filters(json, "filter", charge.filter());
        if (!charge.groupBy().isEmpty()) {
            charge.groupBy().forEach(json.putArray("group_by")::add);
        }
        Charge.Bucket bucket = charge.bucket();
        if (bucket != null) {
            json.put("bucket", DocumentNode.nameOf(bucket));
        }
        Charge.UnitConversion unit = charge.unit();
        if (unit != null) {
            ObjectNode conversion = json.putObject("unit");
            decimal(conversion, "divide_by", unit.divideBy());
            if (unit.round() != null) {
                conversion.put("round", DocumentNode.nameOf(unit.round()));
            }
        }
        unlessZero(json, "free_units", charge.freeUnits());
        json.set("price", PriceJson.write(charge.price()));
        unlessZero(json, "discount_percent", charge.discountPercent());
        decimal(json, "maximum", charge.maximum());
        decimal(json, "minimum", charge.minimum());
        if (charge.prorate()) {
            json.put("prorate", true);
        }
        taxCategory(json, charge.taxCategory());
        return json;
    }

    private static void commitment(ObjectNode json, Commitment commitment) {
        decimal(json, "minimum", commitment.minimum());
        decimal(json, "overage_factor", commitment.overageFactor());
        if (commitment.prorate()) {
            json.put("prorate", true);
        }
        taxCategory(json, commitment.taxCategory());
    }

    private static ObjectNode quota(Quota quota) {
        ObjectNode json = Json.object().put("meter", quota.meter());
        decimal(json, "limit", quota.limit());
        json.put("kind", DocumentNode.nameOf(quota.kind()));
        var warnAt = json.putArray("warn_at");
        quota.warnAt().forEach(percent -> warnAt.add(percent.toPlainString()));
        if (quota.window() != Quota.Window.BILLING_PERIOD) {
            json.put("window", DocumentNode.nameOf(quota.window()));
        }
        if (quota.rolling()) {
            json.put("rolling", true);
        }
        if (quota.overage() != quota.kind().usualOverage()) {
            json.put("overage", DocumentNode.nameOf(quota.overage()));
        }
        text(json, "feature", quota.feature());
        text(json, "per", quota.per());
        return json;
    }

    private static void text(ObjectNode json, String field, @Nullable String value) {
        if (value != null) {
            json.put(field, value);
        }
    }

    private static void taxCategory(ObjectNode json, String category) {
        if (!category.equals(Charge.STANDARD_TAX)) {
            json.put("tax_category", category);
        }
    }

    /** Zero with decimals is kept, so that reading gives the same value digit for digit. */
    private static void unlessZero(ObjectNode json, String field, BigDecimal value) {
        if (value.signum() != 0 || value.scale() != 0) {
            decimal(json, field, value);
        }
    }

    static void interval(ObjectNode json, String field, Interval interval) {
        json.putObject(field).put("unit", DocumentNode.nameOf(interval.unit())).put("count", interval.count());
    }

    static void decimal(ObjectNode json, String field, @Nullable BigDecimal value) {
        if (value != null) {
            json.put(field, value.toPlainString());
        }
    }

    static void filters(ObjectNode json, String field, Map<String, List<String>> filters) {
        if (!filters.isEmpty()) {
            ObjectNode object = json.putObject(field);
            filters.forEach((property, values) -> values.forEach(object.putArray(property)::add));
        }
    }
}
