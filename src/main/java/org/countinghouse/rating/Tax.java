package org.countinghouse.rating;

import java.math.BigDecimal;
import java.util.List;
import org.countinghouse.catalog.Charge;
import org.jspecify.annotations.Nullable;

/**
 * A tax rate.
 *
 * @param rate percent
 * @param category the lines it taxes; null: all
 * @param compound on the net plus the taxes before it
 * @param reason text for reverse charge or exemption
 * @param except categories that it does not tax although it taxes all others: they have a rate of their own
 */
public record Tax(
        String code,
        BigDecimal rate,
        @Nullable String category,
        boolean compound,
        @Nullable String reason,
        List<String> except) {
    public Tax {
        except = List.copyOf(except);
    }

    /** Without exceptions. */
    public Tax(String code, BigDecimal rate, @Nullable String category, boolean compound, @Nullable String reason) {
        this(code, rate, category, compound, reason, List.of());
    }

    /** Whether it is on lines of a category; nothing is on what is outside the scope of taxes. */
    public boolean isOn(String lineCategory) {
        return !lineCategory.equals(Charge.OUTSIDE_TAX)
                && !except.contains(lineCategory)
                && (category == null || category.equals(lineCategory));
    }
}
