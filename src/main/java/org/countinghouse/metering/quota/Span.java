package org.countinghouse.metering.quota;

import java.time.Instant;

/**
 * The time whose usage one counter holds.
 *
 * @param startsAt first moment
 * @param countsUntil the first moment at which the counter no longer counts towards the limit
 */
record Span(Instant startsAt, Instant countsUntil) {}
