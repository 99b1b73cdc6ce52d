package org.countinghouse.billing.tax;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A customer in the list of how customers are taxed.
 *
 * @param country ISO 3166-1 alpha-2; null = not known
 * @param taxId empty: none
 * @param treatment that was said last and has not ended
 * @param endsOn first day on which it no longer holds; null: none is known
 * @param answer of the register to the number that the customer has now
 * @param checkedAt null: never
 */
public record TaxedCustomerRow(
        long id,
        String externalId,
        String name,
        @Nullable String country,
        String taxId,
        TaxTreatment treatment,
        String reason,
        @Nullable LocalDate endsOn,
        Answer answer,
        @Nullable Instant checkedAt) {
    /** What is known of a number. */
    public enum Answer {
        VALID,
        INVALID,
        UNAVAILABLE,
        /** There is a number that nobody asked about. */
        UNCHECKED,
        /** There is no number. */
        NONE
    }
}
