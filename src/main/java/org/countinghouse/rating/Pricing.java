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
            case PriceModel.OfQuantity model ->
                new Priced(amount(model, price.flatAtZero(), usage, context, explain), usage.quantity());
            case PriceModel.Matrix matrix -> MatrixPricing.price(matrix, usage, context, explain);
            case PriceModel.TimeOfUse timeOfUse -> TimeOfUsePricing.price(timeOfUse, usage, context, explain);
            case PriceModel.Spot spot -> SpotPricing.price(spot, usage, context, explain);
            case PriceModel.Reserved reserved -> ReservedPricing.price(reserved, usage, context, explain);
            case PriceModel.Allowance allowance -> AllowancePricing.price(allowance, usage, context, explain);
        };
    }

    private static Fraction amount(
            PriceModel.OfQuantity model,
            boolean flatAtZero,
            PricedUsage usage,
            PricingContext context,
            Explanation explain) {
        return switch (model) {
            case PriceModel.Flat flat -> FlatPricing.amount(flat, flatAtZero, usage, explain);
            case PriceModel.PerUnit perUnit -> PerUnitPricing.amount(perUnit, usage, explain);
            case PriceModel.Graduated graduated ->
                TierPricing.graduated(graduated.tiers(), flatAtZero, usage, context, explain);
            case PriceModel.Volume volume -> TierPricing.volume(volume.tiers(), flatAtZero, usage, context, explain);
            case PriceModel.Packages packages -> PackagePricing.amount(packages, usage, explain);
            case PriceModel.Percentage percentage -> PercentagePricing.amount(percentage, usage, context, explain);
            case PriceModel.GraduatedPercentage graduated ->
                TierPricing.percentage(graduated.tiers(), flatAtZero, usage, context, explain);
            case PriceModel.CostPlus costPlus -> CostPlusPricing.amount(costPlus, usage, context, explain);
            case PriceModel.FormulaPrice formula -> FormulaPricing.amount(formula, usage, context, explain);
        };
    }
}
