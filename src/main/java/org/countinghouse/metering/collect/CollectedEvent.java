package org.countinghouse.metering.collect;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A usage event that a source made of what it measured.
 *
 * @param series key of what was measured
 * @param from begin of the interval that it covers; equal to {@code time} for a moment
 * @param time end of the interval: the time of the event
 * @param quantity null when properties carry all there is to count
 */
record CollectedEvent(
        String customer,
        String event,
        String series,
        Instant from,
        Instant time,
        @Nullable BigDecimal quantity,
        Map<String, String> properties) {}
