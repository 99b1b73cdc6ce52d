package org.countinghouse.rating;

import org.countinghouse.catalog.Price;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.money.Fraction;

/** Sends a price to the class that knows its model. The compiler finds a model that is missing here. */
final class Pricing {
    private Pricing() {}

    /**
     * What a model makes of usage.
     *
     * @param quantity what was priced; less than what came in when some of it has no price
     */
    record Priced(Fraction amount, Fraction quantity) {}

    static Priced price(Price price, PricedUsage usage, PricingContext context, Explanation explain) {
        return switch (price.model()) {
            case PriceModel.Flat flat -> whole(usage, FlatPricing.amount(flat, price.flatAtZero(), usage, explain));
            case PriceModel.PerUnit perUnit -> whole(usage, PerUnitPricing.amount(perUnit, usage, explain));
            case PriceModel.Graduated graduated ->
                whole(usage, TierPricing.graduated(graduated.tiers(), price.flatAtZero(), usage, context, explain));
            case PriceModel.Volume volume ->
                whole(usage, TierPricing.volume(volume.tiers(), price.flatAtZero(), usage, context, explain));
            case PriceModel.Packages packages -> whole(usage, PackagePricing.amount(packages, usage, explain));
            case PriceModel.Percentage percentage ->
                whole(usage, PercentagePricing.amount(percentage, usage, context, explain));
            case PriceModel.GraduatedPercentage graduated ->
                whole(usage, TierPricing.percentage(graduated.tiers(), price.flatAtZero(), usage, context, explain));
            case PriceModel.Matrix matrix -> MatrixPricing.price(matrix, usage, context, explain);
            case PriceModel.TimeOfUse timeOfUse -> TimeOfUsePricing.price(timeOfUse, usage, context, explain);
            case PriceModel.Spot spot -> SpotPricing.price(spot, usage, context, explain);
            case PriceModel.Reserved reserved -> ReservedPricing.price(reserved, usage, context, explain);
            case PriceModel.Allowance allowance -> AllowancePricing.price(allowance, usage, context, explain);
            case PriceModel.CostPlus costPlus ->
                whole(usage, CostPlusPricing.amount(costPlus, usage, context, explain));
            case PriceModel.FormulaPrice formula ->
                whole(usage, FormulaPricing.amount(formula, usage, context, explain));
        };
    }

    private static Priced whole(PricedUsage usage, Fraction amount) {
        return new Priced(amount, usage.quantity());
    }
}
