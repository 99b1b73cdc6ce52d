package org.countinghouse.rating;

import java.math.BigDecimal;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.money.Fraction;

/** Whole packages. */
final class PackagePricing {
    private PackagePricing() {}

    static Fraction amount(PriceModel.Packages price, PricedUsage usage, Explanation explain) {
        Fraction exact = usage.quantity().dividedBy(price.size());
        BigDecimal packages = exact.round(0, price.round().mode());
        BigDecimal amount = packages.multiply(price.amount());
        explain.step(
                "price",
                step -> step.text("packages")
                        .mode(price.round().mode())
                        .figure("quantity", usage.quantity())
                        .figure("size", price.size())
                        .figure("exact", exact)
                        .figure("packages", packages)
                        .figure("unit_amount", price.amount())
                        .figure("amount", amount));
        return Fraction.of(amount);
    }
}
