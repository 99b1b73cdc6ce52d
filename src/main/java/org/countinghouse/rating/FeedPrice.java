package org.countinghouse.rating;

import java.math.BigDecimal;
import java.time.Instant;

/** A market price in force from an instant until the feed's next one. */
public record FeedPrice(Instant from, BigDecimal price) {}
