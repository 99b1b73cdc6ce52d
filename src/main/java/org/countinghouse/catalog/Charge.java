package org.countinghouse.catalog;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.countinghouse.money.AmountRounding;
import org.jspecify.annotations.Nullable;

/**
 * A price on a meter.
 *
 * @param filter property to accepted values; only matching usage is priced here
 * @param groupBy properties whose every combination is priced separately and gives its own line
 * @param bucket prices each local hour, day or month on its own and sums before rounding
 * @param unit conversion of the aggregate before it is priced
 * @param freeUnits converted units that cost nothing, per group
 * @param discountPercent taken off the price, 0 to 100
 * @param maximum cap over all groups, or null
 * @param minimum least to pay over all groups, billed as a line of its own, or null
 * @param prorate free units and minimum shrink with a part period
 */
public record Charge(
        String code,
        String name,
        String meter,
        Timing timing,
        Map<String, List<String>> filter,
        List<String> groupBy,
        @Nullable Bucket bucket,
        @Nullable UnitConversion unit,
        BigDecimal freeUnits,
        Price price,
        BigDecimal discountPercent,
        @Nullable BigDecimal maximum,
        @Nullable BigDecimal minimum,
        boolean prorate,
        String taxCategory) {
    /** The tax category of a fee or charge that names none. */
    public static final String STANDARD_TAX = "standard";

    /** The tax category of what is no supply, such as compensation for late payment: no tax is charged on it. */
    public static final String OUTSIDE_TAX = "outside_scope";

    public Charge {
        filter = Ordered.copy(filter);
        groupBy = List.copyOf(groupBy);
    }

    /** The same charge under another name, or at another price. */
    public Charge with(String otherName, Price otherPrice) {
        return copy(otherName, otherPrice, minimum);
    }

    /** The same charge without the least to pay. */
    public Charge withoutMinimum() {
        return copy(name, price, null);
    }

    private Charge copy(String otherName, Price otherPrice, @Nullable BigDecimal otherMinimum) {
        return new Charge(
                code,
                otherName,
                meter,
                timing,
                filter,
                groupBy,
                bucket,
                unit,
                freeUnits,
                otherPrice,
                discountPercent,
                maximum,
                otherMinimum,
                prorate,
                taxCategory);
    }

    /** A charge in arrears with nothing but a price. */
    public static Charge of(String code, String name, String meter, Price price) {
        return new Charge(
                code,
                name,
                meter,
                Timing.ARREARS,
                Map.of(),
                List.of(),
                null,
                null,
                BigDecimal.ZERO,
                price,
                BigDecimal.ZERO,
                null,
                null,
                false,
                STANDARD_TAX);
    }

    /** Local stretches priced one by one. */
    public enum Bucket {
        HOUR,
        DAY,
        MONTH
    }

    /**
     * Metered units to priced units.
     *
     * @param divideBy for example 1000 for a price per thousand
     * @param round to whole units, or null to keep fractions
     */
    public record UnitConversion(
            BigDecimal divideBy, @Nullable AmountRounding round) {}
}
