package org.countinghouse.billing.tax;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the tables of rates in a list.
 *
 * @param until first day on which another entry holds; null: none is known
 * @param rate percent; null: not charged from that day on
 */
public record TaxRateRow(
        long id,
        TaxRates.Subject subject,
        LocalDate from,
        @Nullable LocalDate until,
        @Nullable BigDecimal rate,
        boolean compound,
        State state,
        String note,
        Instant setAt,
        String setBy) {
    /** Whether it counts today. */
    public enum State {
        HOLDS,
        COMING,
        OVER
    }
}
