package org.countinghouse.metering;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * New content of an event; its type and time stay.
 *
 * @param quantity null = stays as it is
 * @param properties all of them; null = stay as they are
 */
public record Amendment(
        @Nullable BigDecimal quantity, @Nullable EventProperties properties) {
    public static Amendment ofQuantity(BigDecimal quantity) {
        return new Amendment(quantity, null);
    }

    public static Amendment ofProperties(EventProperties properties) {
        return new Amendment(null, properties);
    }

    /** Equal texts for equal amendments. */
    String content() {
        return (quantity == null ? "" : quantity.stripTrailingZeros().toString())
                + '\n'
                + (properties == null ? "" : properties.canonical());
    }
}
