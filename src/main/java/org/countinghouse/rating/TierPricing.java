package org.countinghouse.rating;

import java.math.BigDecimal;
import java.util.List;
import org.countinghouse.catalog.PlanDocument.Rounding;
import org.countinghouse.catalog.PriceModel.Tier;
import org.countinghouse.catalog.TierList;
import org.countinghouse.money.Decimals;
import org.countinghouse.money.Fraction;
import org.jspecify.annotations.Nullable;

/** Graduated and volume prices, per unit or in percent. A tier's bound belongs to it. */
final class TierPricing {
    private TierPricing() {}

    static Fraction graduated(
            List<Tier> tiers, boolean flatAtZero, PricedUsage usage, PricingContext context, Explanation explain) {
        BigDecimal whole = wholeLine(usage.quantity(), context, explain);
        BigDecimal amount = whole == null || !(tiers instanceof TierList list) ? null : list.graduated(whole);
        return amount == null ? climbed(tiers, flatAtZero, usage.quantity(), 0, context, explain) : Fraction.of(amount);
    }

    /**
     * The quantity when only the line's amount is asked for: no steps to explain, no tier to round by itself, and a
     * decimal above zero. Then 64-bit arithmetic may answer, with the same amount.
     */
    private static @Nullable BigDecimal wholeLine(Fraction quantity, PricingContext context, Explanation explain) {
        boolean wanted = explain.wanted() || context.roundsTiers();
        return wanted || !quantity.isDecimal() || quantity.signum() <= 0 ? null : quantity.numerator();
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
        BigDecimal whole = wholeLine(quantity, context, explain);
        BigDecimal amount = whole == null || !(tiers instanceof TierList list) ? null : list.volume(whole);
        if (amount != null) {
            return Fraction.of(amount);
        }
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
        explain.step("price", step -> {
            step.text(tier.upTo() == null ? "last tier" : "tier up to " + Decimals.plain(tier.upTo()))
                    .figure("quantity", quantity)
                    .figure(shift == 0 ? "unit_amount" : "rate", tier.unitAmount())
                    .figure("flat_amount", flat);
            if (context.request().plan().rounding().per() == Rounding.Per.TIER) {
                step.mode(context.mode()).figure("exact", exact);
            }
            step.figure("amount", amount);
        });
        return amount;
    }
}
