package org.countinghouse.rating;

import java.math.BigDecimal;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.money.Fraction;

/** Nothing up to the allowance, then the inner price on the excess from zero. */
final class AllowancePricing {
    private AllowancePricing() {}

    static Pricing.Priced price(
            PriceModel.Allowance allowance, PricedUsage usage, PricingContext context, Explanation explain) {
        PricedUsage excess = usage.beyond(allowance.included());
        explain(usage, "included", allowance.included(), explain);
        if (excess.quantity().signum() == 0) {
            return new Pricing.Priced(Fraction.ZERO, usage.quantity());
        }
        Pricing.Priced overage = Pricing.price(allowance.overage(), excess, context, explain);
        Fraction unpriced = excess.quantity().minus(overage.quantity());
        return new Pricing.Priced(overage.amount(), usage.quantity().minus(unpriced));
    }

    /** Units that the price itself takes off: what is beyond them, and what is left of them. */
    static void explain(PricedUsage usage, String text, BigDecimal units, Explanation explain) {
        explain.step(
                "allowance",
                step -> step.text(text)
                        .figure("quantity", units)
                        .figureUnlessZero(
                                "left",
                                Fraction.of(units).minus(usage.quantity()).atLeastZero())
                        .figure("value", usage.beyond(units).quantity()));
    }
}
