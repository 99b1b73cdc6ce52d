package org.countinghouse.billing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A billing run in a list.
 *
 * @param label its month or days, or the moment up to which it bills
 * @param scope the customer, plan or subscription it is for; null = everybody
 * @param due subscriptions to look at
 * @param done of them so far
 * @param state {@code running}, {@code completed}, {@code failed} (some are set aside), {@code stopped}, or
 *     {@code interrupted}: it gave no sign of life for a minute
 */
public record BillingRunRow(
        long id,
        String label,
        @Nullable String scope,
        String state,
        Instant startedAt,
        String startedBy,
        @Nullable Instant finishedAt,
        int due,
        int done,
        int drafts,
        int failures) {
    /** Whether it can be continued. */
    public boolean canContinue() {
        return state.equals("stopped") || state.equals("interrupted");
    }
}
