package org.countinghouse.rating;

import java.math.BigDecimal;
import org.countinghouse.catalog.Charge;
import org.jspecify.annotations.Nullable;

/**
 * A tax rate.
 *
 * @param rate percent
 * @param category the lines it taxes; null: all
 * @param compound on the net plus the taxes before it
 * @param reason text for reverse charge or exemption
 */
public record Tax(
        String code,
        BigDecimal rate,
        @Nullable String category,
        boolean compound,
        @Nullable String reason) {
    /** Whether it is on lines of a category; nothing is on what is outside the scope of taxes. */
    public boolean isOn(String lineCategory) {
        return !lineCategory.equals(Charge.OUTSIDE_TAX) && (category == null || category.equals(lineCategory));
    }
}
