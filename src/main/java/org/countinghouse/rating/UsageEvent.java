package org.countinghouse.rating;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One usage event.
 *
 * @param id the first event of an id counts, repeats change nothing; null: never a repeat
 * @param event its type, which meters name
 * @param quantity null: one
 */
public record UsageEvent(
        @Nullable String id,
        Instant time,
        String event,
        @Nullable BigDecimal quantity,
        Map<String, String> properties) {
    public UsageEvent {
        properties = Map.copyOf(properties);
    }
}
