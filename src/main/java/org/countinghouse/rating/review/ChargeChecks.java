package org.countinghouse.rating.review;

import java.math.BigDecimal;
import java.util.List;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Price;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.rating.review.Reviewed.PricedCharge;

/** Limits, free units and rates of a charge that contradict each other or do nothing. */
final class ChargeChecks {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final List<BigDecimal> ONE_AND_MANY = List.of(BigDecimal.ONE, BigDecimal.valueOf(1_000_000));

    private final Reviewed reviewed;

    ChargeChecks(Reviewed reviewed) {
        this.reviewed = reviewed;
    }

    /** What belongs to the charge, whichever price is in force. */
    void charge(PricedCharge priced) {
        Charge charge = priced.charge();
        limits(priced, charge.minimum(), charge.maximum());
        if (charge.discountPercent().compareTo(HUNDRED) == 0) {
            shown(Check.DISCOUNT_EVERYTHING, priced, ".discount_percent");
        }
    }

    private void limits(
            PricedCharge priced,
            @org.jspecify.annotations.Nullable BigDecimal minimum,
            @org.jspecify.annotations.Nullable BigDecimal maximum) {
        if (maximum == null) {
            return;
        }
        if (minimum != null && minimum.compareTo(maximum) > 0) {
            List<Total> examples = reviewed.examples(priced, ONE_AND_MANY);
            BigDecimal billed = examples.stream()
                    .map(Total::amount)
                    .filter(java.util.Objects::nonNull)
                    .reduce(minimum, (_, last) -> last);
            reviewed.add(Check.MINIMUM_OVER_MAXIMUM.at(
                    priced.place(".minimum"),
                    List.of(reviewed.money(minimum), reviewed.money(maximum), reviewed.money(billed)),
                    examples));
        } else if (maximum.signum() == 0) {
            shown(Check.MAXIMUM_ZERO, priced, ".maximum");
        } else if (minimum != null && minimum.compareTo(maximum) == 0) {
            shown(Check.MINIMUM_IS_MAXIMUM, priced, ".minimum", reviewed.money(minimum));
        }
    }

    /** What one price says. */
    void price(PricedCharge priced) {
        freeUnits(priced);
        model(priced, priced.price(), ".price");
    }

    private void freeUnits(PricedCharge priced) {
        BigDecimal free = priced.charge().freeUnits();
        if (free.signum() == 0) {
            return;
        }
        PriceModel model = priced.price().model();
        if (model instanceof PriceModel.Flat && priced.price().flatAtZero()) {
            shown(Check.FREE_UNITS_NO_EFFECT, priced, ".free_units");
        }
        BigDecimal first = firstBound(model);
        if (first != null && free.compareTo(first) > 0) {
            reviewed.add(Check.FREE_UNITS_OVER_TIER.at(
                    priced.place(".free_units"),
                    List.of(Fact.of(free), Fact.of(first), Fact.of(free.add(first))),
                    reviewed.examples(priced, List.of(priced.reading(free), priced.reading(free.add(first))))));
        }
    }

    private static @org.jspecify.annotations.Nullable BigDecimal firstBound(PriceModel model) {
        return switch (model) {
            case PriceModel.Graduated graduated -> graduated.tiers().getFirst().upTo();
            case PriceModel.Volume volume -> volume.tiers().getFirst().upTo();
            case PriceModel.GraduatedPercentage graduated ->
                graduated.tiers().getFirst().upTo();
            default -> null;
        };
    }

    private void model(PricedCharge priced, Price price, String path) {
        String place = priced.place(path);
        switch (price.model()) {
            case PriceModel.Percentage percentage -> percentage(priced, percentage, path);
            case PriceModel.GraduatedPercentage graduated -> {
                for (int index = 0; index < graduated.tiers().size(); index++) {
                    rate(priced, graduated.tiers().get(index).unitAmount(), path + ".tiers[" + index + "].rate");
                }
            }
            case PriceModel.Spot spot -> spot(spot, place);
            case PriceModel.Allowance allowance -> {
                if (allowance.included().signum() == 0) {
                    shown(Check.ALLOWANCE_EMPTY, priced, path + ".included");
                }
                model(priced, allowance.overage(), path + ".overage.price");
            }
            case PriceModel.Reserved reserved -> model(priced, reserved.onDemand(), path + ".on_demand.price");
            default -> {}
        }
    }

    private void percentage(PricedCharge priced, PriceModel.Percentage percentage, String path) {
        rate(priced, percentage.rate(), path + ".rate");
        BigDecimal least = percentage.minimumPerEvent();
        BigDecimal most = percentage.maximumPerEvent();
        if (least != null && most != null && least.compareTo(most) > 0) {
            shown(
                    Check.EVENT_MINIMUM_OVER_MAXIMUM,
                    priced,
                    path + ".minimum_per_event",
                    reviewed.money(least),
                    reviewed.money(most));
        }
    }

    private void rate(PricedCharge priced, BigDecimal rate, String path) {
        if (rate.compareTo(HUNDRED) > 0) {
            shown(Check.RATE_OVER_100, priced, path, new Fact.Percent(rate));
        }
    }

    private void spot(PriceModel.Spot spot, String place) {
        BigDecimal floor = spot.floor();
        BigDecimal cap = spot.cap();
        if (floor != null && cap != null && floor.compareTo(cap) > 0) {
            reviewed.add(Check.SPOT_FLOOR_OVER_CAP, place + ".floor", reviewed.money(floor), reviewed.money(cap));
        }
    }

    /** With what the charge bills for one and for many. */
    private void shown(Check check, PricedCharge priced, String path, Fact... facts) {
        reviewed.add(check.at(priced.place(path), List.of(facts), reviewed.examples(priced, ONE_AND_MANY)));
    }
}
