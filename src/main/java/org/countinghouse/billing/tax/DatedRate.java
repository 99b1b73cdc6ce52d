package org.countinghouse.billing.tax;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A tax rate from a day on, until the next one of the same code and category.
 *
 * @param code as on invoices, for example {@code VAT}
 * @param category of the charges it taxes; empty: of all
 * @param rate percent; null: not charged from this day on
 * @param compound on the net plus the taxes before it
 */
public record DatedRate(
        String code,
        String category,
        LocalDate from,
        @Nullable BigDecimal rate,
        boolean compound) {}
