package org.countinghouse.rating;

import java.math.BigDecimal;
import java.util.List;
import org.countinghouse.catalog.Moment;
import org.jspecify.annotations.Nullable;

/**
 * A promotional credit, taken off before tax.
 *
 * @param amount what is left of it
 * @param priority lower ones are used first
 * @param expires usable while this is after the invoice; null: never expires
 * @param charges codes of the fees and charges it covers; empty: every line
 */
public record Credit(
        String id,
        BigDecimal amount,
        int priority,
        @Nullable Moment expires,
        List<String> charges) {
    public Credit {
        charges = List.copyOf(charges);
    }
}
