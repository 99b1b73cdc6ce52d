package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that was priced and taken from something as it was recorded.
 *
 * @param eventId the client's id of the event, by which it is charged once
 * @param quantity null: one
 * @param suggested the method that suited best at that moment
 * @param amount with tax, rounded to the minor unit; below zero where more usage costs less
 * @param code why it failed, stable; empty otherwise
 * @param reason the same as a sentence, or why it was refunded
 */
public record UsageCharge(
        long id,
        String customer,
        String eventId,
        String event,
        Instant occurredAt,
        @Nullable BigDecimal quantity,
        BillingMethod method,
        BillingMethod suggested,
        String currency,
        BigDecimal amount,
        Status status,
        String code,
        String reason,
        Instant createdAt) {
    /** Where a charge is on its way. */
    public enum Status {
        /** Waits to be collected. */
        PENDING,
        /** Is being collected. */
        PROCESSING,
        /** Taken, or included. */
        COMPLETED,
        /** Nothing was taken, and the event was not stored. */
        FAILED,
        /** Given back, and the event cancelled. */
        REFUNDED
    }

    /** Nothing had to be paid: in the free tier, or included. */
    public boolean included() {
        return status != Status.FAILED && amount.signum() == 0;
    }
}
