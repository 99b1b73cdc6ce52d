package org.countinghouse.desktop.plans;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.catalog.Price;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.plans.PriceDescription.Part;
import org.countinghouse.money.AmountRounding;
import org.jspecify.annotations.Nullable;

/** Puts every price model into words and tables. */
final class PriceDescriber {
    private final Texts texts;
    private final Amounts amounts;
    private final TierWords tiers;
    private final PricedUnit unit;

    PriceDescriber(Texts texts, Amounts amounts, PricedUnit unit) {
        this.texts = texts;
        this.amounts = amounts;
        this.unit = unit;
        this.tiers = new TierWords(texts, amounts, unit);
    }

    PriceDescription describe(Price price) {
        PriceDescription model = describe(price.model());
        var parts = new ArrayList<>(model.parts());
        for (Price.Version version : price.versions()) {
            parts.add(new Part(texts.get("plans.price.from", version.from().toString()), describe(version.price())));
        }
        var facts = new ArrayList<>(model.facts());
        if (!price.flatAtZero()) {
            facts.add(new Fact(texts.get("plans.zero.usage"), texts.get("plans.zero.free")));
        }
        price.adjustments().forEach(adjustment -> facts.add(adjustment(adjustment)));
        return model.with(facts).inside(parts);
    }

    private Fact adjustment(Price.Adjustment adjustment) {
        String bound = adjustment.above() != null
                ? texts.get("plans.adjustment.above", amounts.number(adjustment.above()))
                : texts.get("plans.adjustment.below", orDash(adjustment.below()));
        return new Fact(
                texts.get("plans.adjustment", adjustment.meter(), bound), amounts.percent(adjustment.percent()));
    }

    PriceDescription describe(PriceModel model) {
        return switch (model) {
            case PriceModel.Flat flat -> words("flat", amounts.of(flat.amount()));
            case PriceModel.PerUnit perUnit -> perUnit(perUnit);
            case PriceModel.Graduated graduated -> words("graduated").with(tiers.money(graduated.tiers()));
            case PriceModel.Volume volume -> words("volume").with(tiers.money(volume.tiers()));
            case PriceModel.GraduatedPercentage graduated ->
                words("graduated_percentage").with(tiers.percent(graduated.tiers()));
            case PriceModel.Packages packages -> packages(packages);
            case PriceModel.Percentage percentage -> percentage(percentage);
            case PriceModel.Matrix matrix -> matrix(matrix);
            case PriceModel.TimeOfUse timeOfUse -> timeOfUse(timeOfUse);
            case PriceModel.Spot spot -> spot(spot);
            case PriceModel.Reserved reserved -> reserved(reserved);
            case PriceModel.Allowance allowance ->
                words("allowance", amounts.number(allowance.included()))
                        .inside(List.of(new Part(texts.get("plans.overage"), describe(allowance.overage()))));
            case PriceModel.CostPlus costPlus ->
                words("cost_plus", amounts.percent(costPlus.markupPercent()), amounts.of(costPlus.fixedPerUnit()));
            case PriceModel.FormulaPrice formula -> formula(formula);
        };
    }

    private PriceDescription words(String model, String... values) {
        Object[] arguments = values;
        return PriceDescription.of(
                texts.get("plans.model." + model), texts.get("plans.model." + model + ".sentence", arguments));
    }

    private PriceDescription perUnit(PriceModel.PerUnit perUnit) {
        BigDecimal price = perUnit.unitAmount();
        PriceDescription words = words("per_unit", amounts.of(price), unit.words());
        return Amounts.areTiny(List.of(price))
                ? words.with(List.of(new Fact(texts.get("plans.per.million"), amounts.ofMillion(price))))
                : words;
    }

    private PriceDescription packages(PriceModel.Packages packages) {
        String started = packages.round() == AmountRounding.UP ? "plans.package.up" : "plans.package.down";
        return words("package", amounts.of(packages.amount()), amounts.number(packages.size()), unit.many())
                .with(List.of(new Fact(texts.get("plans.package.started"), texts.get(started))));
    }

    private PriceDescription percentage(PriceModel.Percentage percentage) {
        var facts = new ArrayList<Fact>();
        number(facts, "plans.free.events", percentage.freeEvents());
        money(facts, "plans.free.amount", percentage.freeAmount());
        money(facts, "plans.event.minimum", percentage.minimumPerEvent());
        money(facts, "plans.event.maximum", percentage.maximumPerEvent());
        return words("percentage", amounts.percent(percentage.rate()), amounts.of(percentage.fixedAmount()))
                .with(facts);
    }

    private PriceDescription matrix(PriceModel.Matrix matrix) {
        String otherwise = matrix.defaultUnitAmount() == null
                ? texts.get("plans.matrix.otherwise.problem")
                : amounts.of(matrix.defaultUnitAmount());
        return words(
                        "matrix",
                        String.join(", ", matrix.dimensions()),
                        amounts.number(BigDecimal.valueOf(matrix.rows().size())))
                .with(List.of(new Fact(texts.get("plans.otherwise"), otherwise)))
                .with(matrix);
    }

    private PriceDescription timeOfUse(PriceModel.TimeOfUse timeOfUse) {
        String zone = timeOfUse.timezone() == null
                ? texts.get("plans.zone.subscription")
                : timeOfUse.timezone().getId();
        String otherwise = timeOfUse.defaultUnitAmount() == null
                ? texts.get("plans.bands.otherwise.problem")
                : amounts.of(timeOfUse.defaultUnitAmount());
        return words("time_of_use")
                .with(tiers.bands(timeOfUse.bands()))
                .with(List.of(
                        new Fact(texts.get("plans.zone"), zone), new Fact(texts.get("plans.otherwise"), otherwise)));
    }

    private PriceDescription spot(PriceModel.Spot spot) {
        var facts = new ArrayList<Fact>();
        money(facts, "plans.spot.floor", spot.floor());
        money(facts, "plans.spot.cap", spot.cap());
        return words("spot", spot.feed(), amounts.number(spot.multiplier())).with(facts);
    }

    private PriceDescription reserved(PriceModel.Reserved reserved) {
        var facts = new ArrayList<Fact>();
        if (reserved.upfrontAmount().signum() != 0) {
            String spread = reserved.term() == null
                    ? texts.get("plans.upfront.once")
                    : texts.get("plans.upfront.spread", new PlanWords(texts, amounts).interval(reserved.term()));
            facts.add(new Fact(texts.get("plans.upfront"), amounts.of(reserved.upfrontAmount()) + ", " + spread));
        }
        return words(
                        "reserved",
                        amounts.number(reserved.reservedQuantity()),
                        amounts.of(reserved.unitAmount()),
                        unit.words())
                .with(facts)
                .inside(List.of(new Part(texts.get("plans.on_demand"), describe(reserved.onDemand()))));
    }

    private PriceDescription formula(PriceModel.FormulaPrice formula) {
        var facts = new ArrayList<Fact>();
        formula.variables().forEach((name, meaning) -> facts.add(new Fact(name, meaning)));
        return words("formula", formula.expression()).with(facts);
    }

    private void number(List<Fact> facts, String key, @Nullable BigDecimal value) {
        if (value != null) {
            facts.add(new Fact(texts.get(key), amounts.number(value)));
        }
    }

    private void money(List<Fact> facts, String key, @Nullable BigDecimal value) {
        if (value != null) {
            facts.add(new Fact(texts.get(key), amounts.of(value)));
        }
    }

    private String orDash(@Nullable BigDecimal value) {
        return value == null ? "–" : amounts.number(value);
    }
}
