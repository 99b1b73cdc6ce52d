package org.countinghouse.metering;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An open entry of the inbox.
 *
 * @param reason stable code of {@link InboxReason}
 * @param source a file's name, or the way in
 * @param customer as it was written; empty when it could not be read
 * @param event type as it was written; empty when it could not be read
 * @param raw as it came
 * @param cut raw is only a beginning
 * @param replayable it reads as an event; others need a mended text
 * @param seen how often it came
 */
public record InboxEntry(
        long id,
        String reason,
        String detail,
        String source,
        @Nullable Long batchId,
        @Nullable Long line,
        String customer,
        String event,
        String raw,
        boolean cut,
        boolean replayable,
        long seen,
        Instant receivedAt) {}
