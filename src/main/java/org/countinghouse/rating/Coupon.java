package org.countinghouse.rating;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A discount on the invoice: either a percent of what is left or an amount, clamped at what is left.
 *
 * @param charges codes of the fees and charges it covers; empty: every line
 */
public record Coupon(
        String code, @Nullable BigDecimal percent, @Nullable BigDecimal amount, List<String> charges) {
    public Coupon {
        charges = List.copyOf(charges);
        if ((percent == null) == (amount == null)) {
            throw new IllegalArgumentException("a coupon has either a percent or an amount: " + code);
        }
    }
}
