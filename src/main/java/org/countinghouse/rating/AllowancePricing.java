package org.countinghouse.rating;

import org.countinghouse.catalog.PriceModel;
import org.countinghouse.money.Fraction;

/** Nothing up to the allowance, then the inner price on the excess from zero. */
final class AllowancePricing {
    private AllowancePricing() {}

    static Pricing.Priced price(
            PriceModel.Allowance allowance, PricedUsage usage, PricingContext context, Explanation explain) {
        PricedUsage excess = usage.beyond(allowance.included());
        explain.step(
                "allowance",
                step -> step.text("included")
                        .figure("quantity", allowance.included())
                        .figure("value", excess.quantity()));
        if (excess.quantity().signum() == 0) {
            return new Pricing.Priced(Fraction.ZERO, usage.quantity());
        }
        Pricing.Priced overage = Pricing.price(allowance.overage(), excess, context, explain);
        Fraction unpriced = excess.quantity().minus(overage.quantity());
        return new Pricing.Priced(overage.amount(), usage.quantity().minus(unpriced));
    }
}
