package org.countinghouse.rating;

import java.math.BigDecimal;
import java.util.List;
import org.countinghouse.catalog.PriceModel.Tier;
import org.countinghouse.money.Decimals;
import org.countinghouse.money.Fraction;

/** Graduated and volume prices, per unit or in percent. A tier's bound belongs to it. */
final class TierPricing {
    private TierPricing() {}

    static Fraction graduated(
            List<Tier> tiers, boolean flatAtZero, PricedUsage usage, PricingContext context, Explanation explain) {
        return climbed(tiers, flatAtZero, usage.quantity(), 0, context, explain);
    }

    /** The unit amounts are percents. */
    static Fraction percentage(
            List<Tier> tiers, boolean flatAtZero, PricedUsage usage, PricingContext context, Explanation explain) {
        return climbed(tiers, flatAtZero, usage.quantity(), 2, context, explain);
    }

    /** @param shift 2 when unit amounts are percents, else 0 */
    private static Fraction climbed(
            List<Tier> tiers,
            boolean flatAtZero,
            Fraction quantity,
            int shift,
            PricingContext context,
            Explanation explain) {
        if (quantity.signum() == 0) {
            return tier(tiers.getFirst(), flatAtZero, quantity, shift, context, explain);
        }
        Fraction total = Fraction.ZERO;
        BigDecimal below = BigDecimal.ZERO;
        for (Tier tier : tiers) {
            BigDecimal bound = tier.upTo();
            if (bound == null || quantity.compare(bound) <= 0) {
                return total.plus(tier(tier, true, quantity.minus(below), shift, context, explain));
            }
            total = total.plus(tier(tier, true, Fraction.of(bound.subtract(below)), shift, context, explain));
            below = bound;
        }
        return total;
    }

    static Fraction volume(
            List<Tier> tiers, boolean flatAtZero, PricedUsage usage, PricingContext context, Explanation explain) {
        Fraction quantity = usage.quantity();
        Tier reached = tiers.stream()
                .filter(tier -> tier.upTo() == null || quantity.compare(tier.upTo()) <= 0)
                .findFirst()
                .orElse(tiers.getLast());
        return tier(reached, flatAtZero || quantity.signum() > 0, quantity, 0, context, explain);
    }

    private static Fraction tier(
            Tier tier, boolean withFlat, Fraction quantity, int shift, PricingContext context, Explanation explain) {
        BigDecimal unit = shift == 0 ? tier.unitAmount() : tier.unitAmount().movePointLeft(shift);
        BigDecimal flat = withFlat ? tier.flatAmount() : BigDecimal.ZERO;
        Fraction exact = quantity.times(unit).plus(flat);
        Fraction amount = context.tierAmount(exact);
        explain.step(
                "price",
                step -> step.text(tier.upTo() == null ? "last tier" : "tier up to " + Decimals.plain(tier.upTo()))
                        .figure("quantity", quantity)
                        .figure(shift == 0 ? "unit_amount" : "rate", tier.unitAmount())
                        .figure("flat_amount", flat)
                        .figure("amount", amount));
        return amount;
    }
}
