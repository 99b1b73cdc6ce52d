package org.countinghouse.rating;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * The usage of a sum or count meter in one hour with one combination of properties, or in several hours where prices do
 * not tell the hours of a period apart.
 *
 * @param from the hour's begin, of several the first one's
 * @param quantity what the events contributed together; for a derived quantity before its {@code divide_by}
 * @param count how many events it stands for
 * @param hours how many hourly readings it is the sum of; 0 when it comes from sums of days or months, which do not tell
 */
public record Reading(
        String meter, Instant from, Map<String, String> properties, BigDecimal quantity, BigDecimal count, long hours) {
    public Reading {
        properties = Map.copyOf(properties);
    }

    /** Of one hour. */
    public Reading(String meter, Instant from, Map<String, String> properties, BigDecimal quantity, BigDecimal count) {
        this(meter, from, properties, quantity, count, 1);
    }
}
