package org.countinghouse.catalog;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.countinghouse.money.AmountRounding;
import org.countinghouse.money.Currencies;
import org.joda.money.CurrencyUnit;

/** Reads and checks a plan document. */
final class PlanReader {
    private PlanReader() {}

    static PlanDocument plan(DocumentNode node) {
        node.object(
                "code",
                "name",
                "currency",
                "interval",
                "anchor",
                "trial_days",
                "rounding",
                "tax_rounding",
                "tax_inclusive",
                "fees",
                "charges",
                "commitment",
                "quotas");
        String code = node.get("code").text();
        return new PlanDocument(
                code,
                node.text("name", code),
                currency(node.get("currency")),
                node.find("interval").map(PlanReader::interval).orElse(Interval.MONTH),
                node.choice("anchor", PlanDocument.Anchor.CALENDAR),
                node.find("trial_days").map(days -> days.integer(0, 3660)).orElse(0),
                node.find("rounding").map(PlanReader::rounding).orElse(PlanDocument.Rounding.DEFAULT),
                node.choice("tax_rounding", PlanDocument.TaxRounding.INVOICE),
                node.flag("tax_inclusive", false),
                distinct(node.list("fees")).stream().map(PlanReader::fee).toList(),
                distinct(node.list("charges")).stream().map(PlanReader::charge).toList(),
                node.find("commitment").map(PlanReader::commitment).orElse(null),
                node.list("quotas").stream().map(PlanReader::quota).toList());
    }

    private static CurrencyUnit currency(DocumentNode node) {
        return Currencies.find(node.text())
                .orElseThrow(() -> node.failure(
                        "plan.unknown_currency", "\"" + node.text() + "\" is no ISO 4217 currency such as EUR."));
    }

    /** Lines, coupons and stored quantities refer to fees and charges by code. */
    private static List<DocumentNode> distinct(List<DocumentNode> items) {
        Set<String> codes = new HashSet<>();
        for (DocumentNode item : items) {
            DocumentNode code = item.object().get("code");
            if (!codes.add(code.text())) {
                throw code.failure("plan.duplicate_code", "The code \"" + code.text() + "\" is used twice.");
            }
        }
        return items;
    }

    static Interval interval(DocumentNode node) {
        node.object("unit", "count");
        return new Interval(
                node.get("unit").choice(Interval.Unit.class, "plan.unknown_interval"),
                node.find("count").map(count -> count.integer(1, 1000)).orElse(1));
    }

    private static PlanDocument.Rounding rounding(DocumentNode node) {
        node.object("mode", "per");
        return new PlanDocument.Rounding(
                node.choice("mode", AmountRounding.HALF_UP), node.choice("per", PlanDocument.Rounding.Per.LINE));
    }

    private static Fee fee(DocumentNode node) {
        node.object("code", "name", "amount", "quantity", "timing", "proration", "tax_category");
        String code = node.get("code").text();
        return new Fee(
                code,
                node.text("name", code),
                node.get("amount").decimal(),
                node.find("quantity").map(DocumentNode::notNegative).orElse(BigDecimal.ONE),
                node.choice("timing", Timing.ADVANCE),
                node.choice("proration", Fee.Proration.DAY),
                node.text("tax_category", Charge.STANDARD_TAX));
    }

    private static Charge charge(DocumentNode node) {
        node.object(
                "code",
                "name",
                "meter",
                "timing",
                "filter",
                "group_by",
                "bucket",
                "unit",
                "free_units",
                "price",
                "discount_percent",
                "maximum",
                "minimum",
                "prorate",
                "tax_category");
        String code = node.get("code").text();
        return new Charge(
                code,
                node.text("name", code),
                node.get("meter").text(),
                node.choice("timing", Timing.ARREARS),
                node.filters("filter"),
                node.texts("group_by"),
                node.find("bucket")
                        .map(bucket -> bucket.choice(Charge.Bucket.class, "document.bad_value"))
                        .orElse(null),
                node.find("unit").map(PlanReader::unit).orElse(null),
                node.find("free_units").map(DocumentNode::notNegative).orElse(BigDecimal.ZERO),
                PriceJson.read(node.get("price")),
                node.find("discount_percent").map(DocumentNode::percent).orElse(BigDecimal.ZERO),
                node.find("maximum").map(DocumentNode::notNegative).orElse(null),
                node.find("minimum").map(DocumentNode::notNegative).orElse(null),
                node.flag("prorate", false),
                node.text("tax_category", Charge.STANDARD_TAX));
    }

    private static Charge.UnitConversion unit(DocumentNode node) {
        node.object("divide_by", "round");
        return new Charge.UnitConversion(
                node.get("divide_by").positive(),
                node.find("round")
                        .map(round -> round.choice(AmountRounding.class, "document.bad_value"))
                        .orElse(null));
    }

    private static Commitment commitment(DocumentNode node) {
        node.object("minimum", "overage_factor", "prorate", "tax_category");
        return new Commitment(
                node.get("minimum").notNegative(),
                node.find("overage_factor").map(DocumentNode::notNegative).orElse(BigDecimal.ONE),
                node.flag("prorate", false),
                node.text("tax_category", Charge.STANDARD_TAX));
    }

    /** Read here for plans, and for limits of one customer, which are written the same way. */
    static Quota quota(DocumentNode node) {
        node.object("meter", "limit", "kind", "warn_at", "window", "rolling", "overage", "feature", "per");
        var kind = node.choice("kind", Quota.Kind.SOFT);
        var window = node.choice("window", Quota.Window.BILLING_PERIOD);
        return new Quota(
                node.get("meter").text(),
                node.get("limit").notNegative(),
                kind,
                node.list("warn_at").stream().map(DocumentNode::positive).toList(),
                window,
                rolling(node, window),
                overage(node, kind),
                node.find("feature").map(DocumentNode::text).orElse(null),
                node.find("per").map(DocumentNode::text).orElse(null));
    }

    private static boolean rolling(DocumentNode node, Quota.Window window) {
        boolean rolling = node.flag("rolling", false);
        if (rolling && window == Quota.Window.BILLING_PERIOD) {
            throw node.get("rolling")
                    .failure(
                            "quota.rolling_period", "A billing period does not roll: name a window such as \"month\".");
        }
        return rolling;
    }

    private static Quota.Overage overage(DocumentNode node, Quota.Kind kind) {
        var overage = node.choice("overage", kind.usualOverage());
        if ((kind == Quota.Kind.HARD) != (overage == Quota.Overage.REFUSED)) {
            throw node.get("overage")
                    .failure(
                            "quota.overage",
                            "A hard quota refuses what is above it, a soft one allows or bills it: this is a "
                                    + DocumentNode.nameOf(kind) + " one.");
        }
        return overage;
    }
}
