package org.countinghouse.desktop.plans;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Commitment;
import org.countinghouse.catalog.Fee;
import org.countinghouse.catalog.Interval;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.Quota;
import org.countinghouse.catalog.Timing;
import org.countinghouse.desktop.common.Texts;
import org.jspecify.annotations.Nullable;

/** What a plan document says besides its prices, in words. */
final class PlanWords {
    private final Texts texts;
    private final Amounts amounts;

    PlanWords(Texts texts, Amounts amounts) {
        this.texts = texts;
        this.amounts = amounts;
    }

    String interval(Interval interval) {
        String unit = name(interval.unit());
        return interval.count() == 1
                ? texts.get("plans.interval." + unit)
                : texts.get("plans.interval." + unit + ".many", Integer.toString(interval.count()));
    }

    String timing(Timing timing) {
        return texts.get("plans.timing." + name(timing));
    }

    String proration(Fee fee) {
        return texts.get("plans.proration." + name(fee.proration()));
    }

    /** Billing rules of the whole plan. */
    List<Fact> rules(PlanDocument plan) {
        var facts = new ArrayList<Fact>();
        facts.add(fact(
                "plans.interval",
                interval(plan.interval()) + " · " + texts.get("plans.anchor." + name(plan.anchor()))));
        if (plan.trialDays() > 0) {
            facts.add(fact("plans.trial", texts.get("plans.trial.days", Integer.toString(plan.trialDays()))));
        }
        facts.add(fact(
                "plans.rounding",
                texts.get("plans.rounding." + name(plan.rounding().mode())) + " · "
                        + texts.get("plans.rounding.per." + name(plan.rounding().per()))));
        facts.add(fact(
                "plans.tax",
                texts.get(plan.taxInclusive() ? "plans.tax.inclusive" : "plans.tax.exclusive") + " · "
                        + texts.get("plans.tax.rounding." + name(plan.taxRounding()))));
        if (plan.commitment() != null) {
            facts.add(fact("plans.commitment", commitment(plan.commitment())));
        }
        for (Quota quota : plan.quotas()) {
            facts.add(new Fact(texts.get("plans.quota", quota.meter(), window(quota)), quota(quota)));
        }
        return facts;
    }

    private String commitment(Commitment commitment) {
        return texts.get(
                "plans.commitment.text", amounts.of(commitment.minimum()), amounts.number(commitment.overageFactor()));
    }

    private String quota(Quota quota) {
        String key = quota.overage() == Quota.Overage.ALLOWED ? "allowed" : name(quota.kind());
        return texts.get("plans.quota." + key, amounts.number(quota.limit()));
    }

    private String window(Quota quota) {
        String window = texts.get((quota.rolling() ? "quotas.rolling." : "quotas.window.") + name(quota.window()));
        return quota.per() == null ? window : texts.get("quotas.window.per", window, quota.per());
    }

    /** What is measured and which of it is priced. */
    List<Fact> facts(Charge charge, @Nullable Meter meter) {
        var facts = new ArrayList<Fact>();
        facts.add(fact("plans.meter", meterWords(charge, meter)));
        if (charge.unit() != null) {
            String round = charge.unit().round() == null
                    ? texts.get("plans.unit.fractions")
                    : texts.get("plans.unit." + name(charge.unit().round()));
            facts.add(fact(
                    "plans.unit.conversion",
                    texts.get("plans.unit.per", amounts.number(charge.unit().divideBy()), round)));
        }
        if (charge.freeUnits().signum() != 0) {
            facts.add(fact("plans.free", amounts.number(charge.freeUnits())));
        }
        if (!charge.filter().isEmpty()) {
            facts.add(fact("plans.filter", filter(charge)));
        }
        if (!charge.groupBy().isEmpty()) {
            facts.add(fact("plans.group", String.join(", ", charge.groupBy())));
        }
        if (charge.bucket() != null) {
            facts.add(fact("plans.bucket", texts.get("plans.bucket." + name(charge.bucket()))));
        }
        if (charge.discountPercent().signum() != 0) {
            facts.add(fact("plans.discount", amounts.percent(charge.discountPercent())));
        }
        if (charge.minimum() != null) {
            facts.add(fact("plans.minimum", amounts.of(charge.minimum())));
        }
        if (charge.maximum() != null) {
            facts.add(fact("plans.maximum", amounts.of(charge.maximum())));
        }
        return facts;
    }

    private String meterWords(Charge charge, @Nullable Meter meter) {
        return meter == null
                ? texts.get("plans.meter.unknown", charge.meter())
                : meter.name() + " · " + texts.get("plans.aggregation." + name(meter.aggregation()));
    }

    private String filter(Charge charge) {
        return charge.filter().entrySet().stream()
                .map(entry -> entry.getKey() + " = " + String.join(" | ", entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private Fact fact(String key, String value) {
        return new Fact(texts.get(key), value);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
