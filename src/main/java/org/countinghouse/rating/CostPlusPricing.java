package org.countinghouse.rating;

import java.math.BigDecimal;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.money.Fraction;

/** Metered money x (1 + markup) + fixed amount x the events' own quantity. */
final class CostPlusPricing {
    private CostPlusPricing() {}

    static Fraction amount(PriceModel.CostPlus price, PricedUsage usage, PricingContext context, Explanation explain) {
        Fraction marked = usage.quantity().plus(usage.quantity().percent(price.markupPercent()));
        explain.step(
                "price",
                step -> step.text("cost and markup")
                        .figure("quantity", usage.quantity())
                        .figure("markup_percent", price.markupPercent())
                        .figure("amount", marked));
        if (price.fixedPerUnit().signum() == 0) {
            return marked;
        }
        if (usage.direct() || usage.items().stream().anyMatch(Item::reading)) {
            throw context.failure(
                    "rating.needs_usage", "adds a fixed amount per unit: it needs usage events, not totals.");
        }
        BigDecimal own = usage.items().stream().map(Item::ownQuantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal fixed = own.multiply(price.fixedPerUnit());
        Explanation inside = explain.inside();
        inside.step(
                "price",
                step -> step.text("fixed per unit")
                        .figure("quantity", own)
                        .figure("unit_amount", price.fixedPerUnit())
                        .figure("amount", fixed));
        explain.step(
                "part",
                step -> step.text("fixed per unit").figure("amount", fixed).inside(inside));
        return marked.plus(fixed);
    }
}
