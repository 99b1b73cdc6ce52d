package org.countinghouse.insight;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One usage event in a list.
 *
 * @param customer its name; its id when it has been removed
 * @param eventId the client's own id of the event
 * @param receivedAt when it was stored
 * @param quantity as the event carried it; null when it carried none
 * @param properties JSON
 * @param batch number of the import it came with, and its file's name
 * @param correction {@code amend} or {@code backfill} when a correction brought it in; empty when it came by itself
 */
public record UsageEventRow(
        long id,
        Instant occurredAt,
        Instant receivedAt,
        String customer,
        String customerId,
        String eventId,
        String event,
        @Nullable BigDecimal quantity,
        String properties,
        String batch,
        String correction) {
    /** An event that is stored so long after it happened came late. */
    public static final Duration LATE_AFTER = Duration.ofDays(1);

    /** How the list's column {@code arrival} names late events and the others. */
    public static final String LATE = "late";

    public static final String ON_TIME = "on_time";

    public boolean late() {
        return receivedAt.isAfter(occurredAt.plus(LATE_AFTER));
    }
}
