package org.countinghouse.metering;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One usage event as it was read, before it is checked against customers and meters.
 *
 * @param customer the customer's own external id
 * @param id the client's id of the event; idempotency key = (customer, id)
 * @param event event type, which meters listen to
 * @param time when it happened, at most microseconds
 * @param quantity exact; null when the event carries none (a meter without property then counts it as 1)
 * @param properties free metadata
 */
public record UsageEvent(
        String customer,
        String id,
        String event,
        Instant time,
        @Nullable BigDecimal quantity,
        EventProperties properties) {}
