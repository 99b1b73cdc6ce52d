package org.countinghouse.rating.review;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.rating.review.Reviewed.PricedCharge;
import org.countinghouse.work.Failure;

/** What the engine's totals of a charge say: cliffs, money given away, tiers that a maximum or a quota hides. */
final class TotalChecks {
    private final Reviewed reviewed;
    private final PricedCharge priced;
    private final ChargeTotals totals;

    private TotalChecks(Reviewed reviewed, PricedCharge priced, ChargeTotals totals) {
        this.reviewed = reviewed;
        this.priced = priced;
        this.totals = totals;
    }

    static void check(Reviewed reviewed, PricedCharge priced) {
        quota(reviewed, priced);
        Optional<ChargeTotals> totals = ChargeTotals.of(reviewed.plan(), priced.meter(), priced.charge());
        if (totals.isPresent() && reviewed.isWhole(priced)) {
            var checks = new TotalChecks(reviewed, priced, totals.get());
            if (checks.canBeWorkedOut()) {
                checks.cliffs();
                checks.negative();
                checks.maximum();
                checks.wholeNumbers();
            }
        }
    }

    private boolean canBeWorkedOut() {
        for (BigDecimal quantity : totals.stops()) {
            try {
                totals.amount(quantity);
            } catch (Failure failure) {
                reviewed.add(Check.FORMULA_FAILS.at(
                        priced.place(".price"),
                        List.of(Fact.of(quantity), Fact.of(failure.summary())),
                        new Total(quantity, null)));
                return false;
            }
        }
        return true;
    }

    private void cliffs() {
        for (Cliffs.Cliff cliff : Cliffs.of(totals)) {
            Total back = cliff.back();
            if (back == null) {
                reviewed.add(Check.CLIFF_FOR_EVER.at(
                        priced.place(cliff.path()),
                        facts(cliff.before(), cliff.after()),
                        cliff.before(),
                        cliff.after()));
            } else {
                List<Fact> facts = new java.util.ArrayList<>(facts(cliff.before(), cliff.after()));
                facts.add(Fact.of(back.quantity()));
                reviewed.add(Check.CLIFF.at(priced.place(cliff.path()), facts, cliff.before(), cliff.after(), back));
            }
        }
    }

    private List<Fact> facts(Total before, Total after) {
        return List.of(
                Fact.of(before.quantity()),
                reviewed.money(totals.amount(before.quantity())),
                Fact.of(after.quantity()),
                reviewed.money(totals.amount(after.quantity())));
    }

    private void negative() {
        for (BigDecimal quantity : totals.stops()) {
            BigDecimal amount = totals.amount(quantity);
            if (amount.signum() < 0) {
                reviewed.add(Check.NEGATIVE_TOTAL.at(
                        priced.place(".price"),
                        List.of(Fact.of(quantity), reviewed.money(amount)),
                        totals.total(quantity)));
                return;
            }
        }
    }

    /** A maximum under a minimum has its own finding. */
    private void maximum() {
        BigDecimal maximum = priced.charge().maximum();
        BigDecimal minimum = priced.charge().minimum();
        if (maximum == null || maximum.signum() == 0) {
            return;
        }
        if (minimum != null && minimum.compareTo(maximum) >= 0) {
            return;
        }
        for (PriceBreaks.Break one : totals.breaks()) {
            boolean tier = one.path().contains(".tiers[");
            if (tier && isCappedFrom(one.quantity(), maximum)) {
                reviewed.add(Check.MAXIMUM_HIDES_TIER.at(
                        priced.place(one.path()),
                        List.of(reviewed.money(maximum), Fact.of(one.quantity()), Fact.of(tierNumber(one.path()))),
                        totals.total(one.quantity())));
                return;
            }
        }
    }

    private boolean isCappedFrom(BigDecimal quantity, BigDecimal maximum) {
        return totals.amount(quantity).compareTo(maximum) == 0
                && totals.stops().tailSet(quantity).stream()
                        .allMatch(stop -> totals.amount(stop).compareTo(maximum) == 0);
    }

    private static int tierNumber(String path) {
        String index = path.substring(path.lastIndexOf('[') + 1, path.lastIndexOf(']'));
        return Integer.parseInt(index) + 1;
    }

    /** A tier between two neighbouring whole numbers; the first one is also for no usage at all. */
    private void wholeNumbers() {
        boolean shifted = priced.charge().freeUnits().stripTrailingZeros().scale() > 0;
        boolean counted =
                priced.charge().unit() == null || priced.charge().unit().round() != null;
        if (!totals.isWhole() || shifted || !counted) {
            return;
        }
        List<PriceModel.Tier> tiers = tiers(priced.price().model());
        for (int index = 1; index < tiers.size(); index++) {
            BigDecimal above = tiers.get(index - 1).upTo();
            BigDecimal upTo = tiers.get(index).upTo();
            if (above != null && upTo != null) {
                wholeNumbers(index, above, upTo);
            }
        }
    }

    private void wholeNumbers(int index, BigDecimal above, BigDecimal upTo) {
        BigDecimal below = Steps.down(above, BigDecimal.ONE);
        if (below.compareTo(Steps.down(upTo, BigDecimal.ONE)) == 0) {
            reviewed.add(Check.TIERS_NO_WHOLE_NUMBER.at(
                    priced.place(".price.tiers[" + index + "]"),
                    List.of(Fact.of(index + 1), Fact.of(above), Fact.of(upTo)),
                    reviewed.examples(
                            priced, List.of(priced.reading(below), priced.reading(below.add(BigDecimal.ONE))))));
        }
    }

    private static List<PriceModel.Tier> tiers(PriceModel model) {
        return switch (model) {
            case PriceModel.Graduated graduated -> graduated.tiers();
            case PriceModel.Volume volume -> volume.tiers();
            default -> List.of();
        };
    }

    /** What begins beyond the quantity at which a hard quota ends usage. */
    private static void quota(Reviewed reviewed, PricedCharge priced) {
        BigDecimal limit = reviewed.hardQuota(priced.charge().meter());
        if (limit == null || limit.signum() == 0) {
            return;
        }
        for (PriceBreaks.Break one : PriceBreaks.of(priced.charge()).breaks()) {
            if (one.quantity().compareTo(limit) >= 0) {
                hidden(reviewed, priced, limit, one);
                return;
            }
        }
    }

    private static void hidden(Reviewed reviewed, PricedCharge priced, BigDecimal limit, PriceBreaks.Break one) {
        String path = one.path();
        List<Fact> facts = List.of(Fact.of(limit), Fact.of(one.quantity()));
        List<Total> example = reviewed.examples(priced, List.of(limit));
        if (path.contains(".tiers[")) {
            List<Fact> ofTier = List.of(Fact.of(limit), Fact.of(tierNumber(path)), Fact.of(one.quantity()));
            reviewed.add(Check.TIERS_BEYOND_QUOTA.at(priced.place(path), ofTier, example));
        } else if (path.equals(".price")) {
            if (priced.charge().freeUnits().signum() > 0 && isFreeUnits(priced, one)) {
                reviewed.add(Check.FREE_UNITS_COVER_QUOTA.at(priced.place(".free_units"), facts, example));
            }
        } else if (path.endsWith(".overage.price")) {
            reviewed.add(Check.ALLOWANCE_COVERS_QUOTA.at(priced.place(path), facts, example));
        } else if (path.endsWith(".on_demand.price")) {
            reviewed.add(Check.RESERVED_COVERS_QUOTA.at(priced.place(path), facts, example));
        }
    }

    private static boolean isFreeUnits(PricedCharge priced, PriceBreaks.Break one) {
        return PriceBreaks.of(priced.charge()).breaks().getFirst().equals(one);
    }
}
