package org.countinghouse.metering;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One state of a usage event: as it came, or as a correction made it.
 *
 * @param key of its row
 * @param event type; null when the row is gone by retention
 * @param properties canonical JSON
 * @param batchId import it came with, or whose event was amended
 * @param broughtBy the correction that made it, null when it came in by itself
 * @param endedBy the correction that ended it
 * @param undoneBatch the import it came with was undone
 */
public record EventVersion(
        UUID key,
        Instant time,
        @Nullable String event,
        @Nullable BigDecimal quantity,
        String properties,
        long batchId,
        @Nullable Fact broughtBy,
        @Nullable Fact endedBy,
        @Nullable Fact undoneBatch) {

    /** Who did what, when and why. */
    public record Fact(long id, String kind, String by, Instant at, String reason) {}

    /** True when it counts. */
    public boolean effective() {
        return event != null && endedBy == null && undoneBatch == null;
    }
}
