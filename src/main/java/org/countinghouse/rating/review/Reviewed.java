package org.countinghouse.rating.review;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countinghouse.catalog.Aggregation;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.Price;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.catalog.Quota;
import org.countinghouse.work.Failure;
import org.joda.money.CurrencyUnit;

/** A plan under review, what is known besides it, and what was found so far. */
final class Reviewed {
    private final LenientPlan lenient;
    private final PlanDocument plan;
    private final LintContext context;
    private final Map<String, Meter> meters = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    Reviewed(LenientPlan lenient, PlanDocument plan, LintContext context) {
        this.lenient = lenient;
        this.plan = plan;
        this.context = context;
        if (context.meters() != null) {
            context.meters().forEach(meter -> meters.put(meter.code(), meter));
        }
    }

    /**
     * One price of a charge: its own, or one that replaces it from a moment on.
     *
     * @param charge with this price as its own and no later ones
     * @param path of the charge
     * @param pricePath of the price, below the charge
     */
    record PricedCharge(Charge charge, Meter meter, String path, String pricePath) {
        private static final String PRICE = ".price";

        /** JSON path of a place inside the charge, where {@code .price} means this price. */
        String place(String inside) {
            // Adjustments go on when a later price replaces the first one.
            boolean ofThisPrice = inside.startsWith(PRICE) && !inside.startsWith(PRICE + ".adjustments");
            return ofThisPrice ? path + pricePath + inside.substring(PRICE.length()) : path + inside;
        }

        Price price() {
            return charge.price();
        }

        /** What the meter reads for a quantity that the price takes. */
        BigDecimal reading(BigDecimal quantity) {
            return charge.unit() == null
                    ? quantity
                    : quantity.multiply(charge.unit().divideBy());
        }
    }

    PlanDocument plan() {
        return plan;
    }

    LintContext context() {
        return context;
    }

    CurrencyUnit currency() {
        return plan.currency();
    }

    boolean currencyKnown() {
        return lenient.currencyKnown();
    }

    Fact money(BigDecimal amount) {
        return new Fact.Amount(plan.currency(), amount);
    }

    /** @param finding with its place in the document without its broken parts */
    void add(Finding finding) {
        findings.add(finding.at(lenient.document().original(finding.path())));
    }

    void add(Check check, String path, Fact... facts) {
        add(check.at(path, List.of(facts)));
    }

    /**
     * Quantities with what the engine bills for them.
     *
     * @param quantities as the meter reads them
     * @return empty when that takes more than a quantity
     */
    List<Total> examples(PricedCharge priced, List<BigDecimal> quantities) {
        var pricer = ChargePricer.adjusted(plan, priced.meter(), priced.charge());
        if (priced.price().model() instanceof PriceModel.Matrix matrix
                && !matrix.rows().isEmpty()) {
            pricer = pricer.with(matrix.rows().getFirst().match());
        }
        List<Total> examples = new ArrayList<>();
        try {
            for (BigDecimal quantity : quantities) {
                examples.add(new Total(quantity, pricer.price(quantity).amount()));
            }
        } catch (Failure notByQuantity) {
            return List.of();
        }
        return examples;
    }

    List<Finding> findings() {
        return findings;
    }

    /** Figures of a price of which a broken part had to be left out would be made up. */
    boolean isWhole(PricedCharge priced) {
        String original = lenient.document().original(priced.place(".price"));
        return lenient.findings().stream()
                .noneMatch(finding -> finding.path().startsWith(original)
                        && !finding.code().startsWith("tiers.")
                        && !finding.code().equals("document.unknown_field"));
    }

    /** Fills in what the engine bills for the example of a tier that says no price. */
    Finding withAmounts(Finding finding) {
        if (!finding.code().equals(Check.TIERS_NO_PRICE.code())) {
            return finding;
        }
        return prices().stream()
                .filter(priced ->
                        finding.path().startsWith(lenient.document().original(priced.place(".price.tiers")) + "["))
                .filter(this::isWhole)
                .findFirst()
                .map(priced -> examples(
                        priced,
                        finding.example().stream()
                                .map(total -> priced.reading(total.quantity()))
                                .toList()))
                .filter(examples -> !examples.isEmpty())
                .map(examples -> new Finding(
                        finding.severity(),
                        finding.code(),
                        finding.key(),
                        finding.path(),
                        finding.sentence(),
                        finding.facts(),
                        examples))
                .orElse(finding);
    }

    /** The meter, or a plain sum under its code when meters are not known. */
    Meter meter(String code) {
        Meter known = meters.get(code);
        return known == null ? Meter.of(code, Aggregation.SUM, null, null) : known;
    }

    boolean isUnknownMeter(String code) {
        return context.meters() != null && !meters.containsKey(code);
    }

    /** Every price of every charge, later ones too. */
    List<PricedCharge> prices() {
        List<PricedCharge> prices = new ArrayList<>();
        for (int index = 0; index < plan.charges().size(); index++) {
            prices.addAll(prices(plan.charges().get(index), "$.charges[" + index + "]"));
        }
        return prices;
    }

    private List<PricedCharge> prices(Charge charge, String path) {
        List<PricedCharge> prices = new ArrayList<>();
        Meter meter = meter(charge.meter());
        Price own = charge.price();
        prices.add(new PricedCharge(with(charge, own), meter, path, ".price"));
        for (int index = 0; index < own.versions().size(); index++) {
            Price later = own.versions().get(index).price();
            Price adjusted = new Price(later.model(), later.flatAtZero(), List.of(), own.adjustments());
            prices.add(new PricedCharge(with(charge, adjusted), meter, path, ".price.versions[" + index + "].price"));
        }
        return prices;
    }

    private static Charge with(Charge charge, Price price) {
        return new Charge(
                charge.code(),
                charge.name(),
                charge.meter(),
                charge.timing(),
                charge.filter(),
                charge.groupBy(),
                charge.bucket(),
                charge.unit(),
                charge.freeUnits(),
                new Price(price.model(), price.flatAtZero(), List.of(), price.adjustments()),
                charge.discountPercent(),
                charge.maximum(),
                charge.minimum(),
                charge.prorate(),
                charge.taxCategory());
    }

    /** The lowest hard quota on a meter in a billing period, or null; those of other windows leave more room in it. */
    @org.jspecify.annotations.Nullable
    BigDecimal hardQuota(String meter) {
        return plan.quotas().stream()
                .filter(quota -> quota.kind() == Quota.Kind.HARD
                        && quota.meter().equals(meter)
                        && quota.window() == Quota.Window.BILLING_PERIOD
                        && quota.per() == null)
                .map(Quota::limit)
                .min(BigDecimal::compareTo)
                .orElse(null);
    }
}
