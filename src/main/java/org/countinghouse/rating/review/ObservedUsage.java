package org.countinghouse.rating.review;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * Usage of one kind that was seen.
 *
 * @param kind whether {@code name} is an event type or a meter's code
 * @param time of one of the events
 * @param quantity of one of the events
 * @param events how many there were
 */
public record ObservedUsage(
        Kind kind, String name, Instant time, Map<String, String> properties, BigDecimal quantity, long events) {
    /** How usage was given. */
    public enum Kind {
        /** Events as they came in. */
        EVENT,
        /** Hourly readings of a meter. */
        READING
    }

    public ObservedUsage {
        properties = Map.copyOf(properties);
    }
}
