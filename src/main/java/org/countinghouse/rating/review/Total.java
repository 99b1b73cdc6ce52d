package org.countinghouse.rating.review;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a quantity costs, worked out by the rating engine.
 *
 * @param quantity as the meter reads it
 * @param amount as it would be billed; null where there is no price
 */
public record Total(BigDecimal quantity, @Nullable BigDecimal amount) {}
