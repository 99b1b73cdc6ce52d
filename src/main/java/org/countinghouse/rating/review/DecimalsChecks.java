package org.countinghouse.rating.review;

import java.math.BigDecimal;
import java.util.List;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Commitment;
import org.countinghouse.catalog.Fee;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.Price;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.rating.review.Reviewed.PricedCharge;
import org.jspecify.annotations.Nullable;

/** Flat amounts with more decimals than the currency has: what is billed is not what the plan says. */
final class DecimalsChecks {
    private final Reviewed reviewed;
    private final int decimals;

    private DecimalsChecks(Reviewed reviewed) {
        this.reviewed = reviewed;
        this.decimals = reviewed.currency().getDecimalPlaces();
    }

    static void check(Reviewed reviewed) {
        if (reviewed.currencyKnown()) {
            new DecimalsChecks(reviewed).plan(reviewed.plan());
        }
    }

    private void plan(PlanDocument plan) {
        for (int index = 0; index < plan.fees().size(); index++) {
            Fee fee = plan.fees().get(index);
            amount("$.fees[" + index + "].amount", fee.amount());
        }
        for (int index = 0; index < plan.charges().size(); index++) {
            Charge charge = plan.charges().get(index);
            amount("$.charges[" + index + "].minimum", charge.minimum());
            amount("$.charges[" + index + "].maximum", charge.maximum());
        }
        for (PricedCharge priced : reviewed.prices()) {
            price(priced, priced.price(), ".price");
        }
        Commitment commitment = plan.commitment();
        if (commitment != null) {
            amount("$.commitment.minimum", commitment.minimum());
        }
    }

    private void price(PricedCharge priced, Price price, String path) {
        String place = priced.place(path);
        switch (price.model()) {
            case PriceModel.Flat flat -> amount(place + ".amount", flat.amount());
            case PriceModel.Graduated graduated -> tiers(place, graduated.tiers());
            case PriceModel.Volume volume -> tiers(place, volume.tiers());
            case PriceModel.GraduatedPercentage graduated -> tiers(place, graduated.tiers());
            case PriceModel.Allowance allowance -> price(priced, allowance.overage(), path + ".overage.price");
            case PriceModel.Reserved reserved -> {
                amount(place + ".upfront_amount", reserved.upfrontAmount());
                price(priced, reserved.onDemand(), path + ".on_demand.price");
            }
            default -> {}
        }
    }

    private void tiers(String place, List<PriceModel.Tier> tiers) {
        for (int index = 0; index < tiers.size(); index++) {
            amount(place + ".tiers[" + index + "].flat_amount", tiers.get(index).flatAmount());
        }
    }

    /** The engine bills the amount as the fee of a whole month. */
    private void amount(String place, @Nullable BigDecimal amount) {
        if (amount == null || amount.stripTrailingZeros().scale() <= decimals) {
            return;
        }
        BigDecimal billed = Billed.fee(reviewed.plan(), amount);
        reviewed.add(Check.DECIMALS.at(
                place, List.of(reviewed.money(amount), reviewed.money(billed)), new Total(BigDecimal.ONE, billed)));
    }
}
