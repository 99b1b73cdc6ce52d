package org.countinghouse.rating;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * The usage of a sum or count meter in one hour with one combination of properties.
 *
 * @param from the hour's begin
 * @param quantity what the events contributed together; for a derived quantity before its {@code divide_by}
 * @param count how many events it stands for
 */
public record Reading(
        String meter, Instant from, Map<String, String> properties, BigDecimal quantity, BigDecimal count) {
    public Reading {
        properties = Map.copyOf(properties);
    }
}
