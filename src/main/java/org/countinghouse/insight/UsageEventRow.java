package org.countinghouse.insight;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One usage event in a list.
 *
 * @param customer its name; its id when it has been removed
 * @param eventId the client's own id of the event
 * @param quantity as the event carried it; null when it carried none
 * @param properties JSON
 * @param batch number of the import it came with, and its file's name
 * @param correction {@code amend} or {@code backfill} when a correction brought it in; empty when it came by itself
 */
public record UsageEventRow(
        long id,
        Instant occurredAt,
        String customer,
        String customerId,
        String eventId,
        String event,
        @Nullable BigDecimal quantity,
        String properties,
        String batch,
        String correction) {}
