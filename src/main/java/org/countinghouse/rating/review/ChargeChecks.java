package org.countinghouse.rating.review;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Price;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.rating.review.Reviewed.PricedCharge;
import org.countinghouse.work.Failure;

/** Limits, free units and rates of a charge that contradict each other or do nothing. */
final class ChargeChecks {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Reviewed reviewed;

    ChargeChecks(Reviewed reviewed) {
        this.reviewed = reviewed;
    }

    /** What belongs to the charge, whichever price is in force. */
    void charge(PricedCharge priced) {
        Charge charge = priced.charge();
        limits(priced, charge.minimum(), charge.maximum());
        if (charge.discountPercent().compareTo(HUNDRED) == 0) {
            reviewed.add(Check.DISCOUNT_EVERYTHING, priced.place(".discount_percent"));
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
            List<Total> examples = examples(priced, BigDecimal.ONE, BigDecimal.valueOf(1_000_000));
            BigDecimal billed = examples.stream()
                    .map(Total::amount)
                    .filter(java.util.Objects::nonNull)
                    .reduce(minimum, (_, last) -> last);
            reviewed.add(Check.MINIMUM_OVER_MAXIMUM.at(
                    priced.place(".minimum"),
                    List.of(reviewed.money(minimum), reviewed.money(maximum), reviewed.money(billed)),
                    examples.toArray(Total[]::new)));
        } else if (maximum.signum() == 0) {
            reviewed.add(Check.MAXIMUM_ZERO, priced.place(".maximum"));
        } else if (minimum != null && minimum.compareTo(maximum) == 0) {
            reviewed.add(Check.MINIMUM_IS_MAXIMUM, priced.place(".minimum"), reviewed.money(minimum));
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
            reviewed.add(Check.FREE_UNITS_NO_EFFECT, priced.place(".free_units"));
        }
        BigDecimal first = firstBound(model);
        if (first != null && free.compareTo(first) > 0) {
            BigDecimal factor = priced.charge().unit() == null
                    ? BigDecimal.ONE
                    : priced.charge().unit().divideBy();
            reviewed.add(Check.FREE_UNITS_OVER_TIER.at(
                    priced.place(".free_units"),
                    List.of(Fact.of(free), Fact.of(first), Fact.of(free.add(first))),
                    examples(priced, free.multiply(factor), free.add(first).multiply(factor))
                            .toArray(Total[]::new)));
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
            case PriceModel.Percentage percentage -> percentage(percentage, place);
            case PriceModel.GraduatedPercentage graduated -> {
                for (int index = 0; index < graduated.tiers().size(); index++) {
                    rate(graduated.tiers().get(index).unitAmount(), place + ".tiers[" + index + "].rate");
                }
            }
            case PriceModel.Spot spot -> spot(spot, place);
            case PriceModel.Allowance allowance -> {
                if (allowance.included().signum() == 0) {
                    reviewed.add(Check.ALLOWANCE_EMPTY, place + ".included");
                }
                model(priced, allowance.overage(), path + ".overage.price");
            }
            case PriceModel.Reserved reserved -> model(priced, reserved.onDemand(), path + ".on_demand.price");
            default -> {}
        }
    }

    private void percentage(PriceModel.Percentage percentage, String place) {
        rate(percentage.rate(), place + ".rate");
        BigDecimal least = percentage.minimumPerEvent();
        BigDecimal most = percentage.maximumPerEvent();
        if (least != null && most != null && least.compareTo(most) > 0) {
            reviewed.add(
                    Check.EVENT_MINIMUM_OVER_MAXIMUM,
                    place + ".minimum_per_event",
                    reviewed.money(least),
                    reviewed.money(most));
        }
    }

    private void rate(BigDecimal rate, String place) {
        if (rate.compareTo(HUNDRED) > 0) {
            reviewed.add(Check.RATE_OVER_100, place, new Fact.Percent(rate));
        }
    }

    private void spot(PriceModel.Spot spot, String place) {
        BigDecimal floor = spot.floor();
        BigDecimal cap = spot.cap();
        if (floor != null && cap != null && floor.compareTo(cap) > 0) {
            reviewed.add(Check.SPOT_FLOOR_OVER_CAP, place + ".floor", reviewed.money(floor), reviewed.money(cap));
        }
    }

    /** Quantities with what the engine bills for them; none when that takes more than a quantity. */
    private List<Total> examples(PricedCharge priced, BigDecimal... quantities) {
        var pricer = ChargePricer.adjusted(reviewed.plan(), priced.meter(), priced.charge());
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
}
