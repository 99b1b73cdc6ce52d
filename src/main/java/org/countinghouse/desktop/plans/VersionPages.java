package org.countinghouse.desktop.plans;

import java.math.BigDecimal;
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
import org.countinghouse.insight.ObservedReadings;
import org.countinghouse.rating.review.ChargePricer;
import org.countinghouse.storage.catalog.PlanVersion;
import org.jspecify.annotations.Nullable;

/** Turns plan versions into pages. */
final class VersionPages {
    private final Texts texts;
    private final Formats formats;
    private final Tasks tasks;
    private final ObservedReadings observed;

    VersionPages(Texts texts, Formats formats, Tasks tasks, ObservedReadings observed) {
        this.texts = texts;
        this.formats = formats;
        this.tasks = tasks;
        this.observed = observed;
    }

    /**
     * @param all every version of every plan
     * @param meters by code
     */
    VersionPage page(PlanVersion version, List<PlanVersion> all, Map<String, Meter> meters) {
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
                Json.pretty(PlanJson.write(plan)),
                new ReviewViewModel(version, all, meters, observed, tasks));
    }

    private ChargeViewModel charge(
            PlanDocument plan, Charge charge, @Nullable Meter meter, Amounts amounts, PlanWords words) {
        String meterUnit = meter == null ? "" : Objects.requireNonNullElse(meter.unit(), "");
        BigDecimal divideBy = charge.unit() == null ? null : charge.unit().divideBy();
        PricedUnit unit = PricedUnit.of(texts, amounts, divideBy, meterUnit);
        PriceDescription price = new PriceDescriber(texts, amounts, unit).describe(charge.price());
        var card = new ChargeCard(charge, meterUnit, unit, words.facts(charge, meter), price, amounts);
        ChargePricer pricer = meter == null ? null : new ChargePricer(plan, meter, charge);
        return new ChargeViewModel(card, pricer, tasks, formats.locale());
    }

    private PriceTable fees(PlanDocument plan, Amounts amounts, PlanWords words) {
        var headings = List.of(
                Heading.words(texts.get("plans.fee")),
                Heading.number(texts.get("plans.fee.amount")),
                Heading.number(texts.get("plans.fee.quantity")),
                Heading.words(texts.get("plans.fee.timing")),
                Heading.words(texts.get("plans.fee.proration")));
        var rows = plan.fees().stream()
                .map(fee -> List.of(
                        fee.name(),
                        amounts.of(fee.amount()),
                        amounts.number(fee.quantity()),
                        words.timing(fee.timing()),
                        words.proration(fee)))
                .toList();
        return new PriceTable(headings, rows);
    }
}
