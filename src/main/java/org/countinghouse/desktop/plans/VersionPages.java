package org.countinghouse.desktop.plans;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.PlanJson;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Tasks;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.plans.PriceTable.Heading;
import org.countinghouse.insight.ChargePricer;
import org.countinghouse.storage.catalog.PlanVersion;
import org.jspecify.annotations.Nullable;

/** Turns plan versions into pages. */
final class VersionPages {
    private final Texts texts;
    private final Formats formats;
    private final Tasks tasks;

    VersionPages(Texts texts, Formats formats, Tasks tasks) {
        this.texts = texts;
        this.formats = formats;
        this.tasks = tasks;
    }

    VersionPage page(PlanVersion version, Map<String, Meter> meters) {
        PlanDocument plan = version.document();
        var amounts = new Amounts(formats, plan.currency());
        var words = new PlanWords(texts, amounts);
        var charges = plan.charges().stream()
                .map(charge -> charge(plan, charge, meters.get(charge.meter()), amounts, words))
                .toList();
        return new VersionPage(
                version,
                words.rules(plan),
                plan.fees().isEmpty() ? null : fees(plan, amounts, words),
                charges,
                Json.pretty(PlanJson.write(plan)));
    }

    private ChargeViewModel charge(
            PlanDocument plan, Charge charge, @Nullable Meter meter, Amounts amounts, PlanWords words) {
        String meterUnit = meter == null ? "" : Objects.requireNonNullElse(meter.unit(), "");
        var describer = new PriceDescriber(texts, amounts, pricedUnit(charge, meterUnit, amounts));
        var card = new ChargeCard(
                charge, meterUnit, words.facts(charge, meter), describer.describe(charge.price()), amounts);
        ChargePricer pricer = meter == null ? null : new ChargePricer(plan, meter, charge);
        return new ChargeViewModel(card, pricer, tasks, formats.locale());
    }

    /** A price per thousand is a price of {@code 1,000 requests}. */
    private static String pricedUnit(Charge charge, String meterUnit, Amounts amounts) {
        return charge.unit() == null
                ? meterUnit
                : (amounts.number(charge.unit().divideBy()) + " " + meterUnit).strip();
    }

    private PriceTable fees(PlanDocument plan, Amounts amounts, PlanWords words) {
        var headings = List.of(
                Heading.words(texts.get("plans.fee")),
                Heading.words(texts.get("plans.fee.code")),
                Heading.number(texts.get("plans.fee.amount")),
                Heading.number(texts.get("plans.fee.quantity")),
                Heading.words(texts.get("plans.fee.timing")),
                Heading.words(texts.get("plans.fee.proration")));
        var rows = plan.fees().stream()
                .map(fee -> List.of(
                        fee.name(),
                        fee.code(),
                        amounts.of(fee.amount()),
                        amounts.number(fee.quantity()),
                        words.timing(fee.timing()),
                        words.proration(fee)))
                .toList();
        return new PriceTable(headings, rows);
    }
}
