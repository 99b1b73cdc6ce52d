package org.countinghouse.rating.naive;

import java.time.Instant;
import java.util.Map;

/**
 * One event as a meter sees it, or an hourly reading.
 *
 * @param source its place among the events and readings of the request
 * @param value what the meter takes from it, before a derived quantity's division
 * @param text what a unique count compares
 * @param count how many events it stands for
 * @param own the event's own quantity
 */
record Use(
        String source,
        Instant time,
        Map<String, String> properties,
        Fraction value,
        String text,
        Fraction count,
        Fraction own,
        boolean reading) {}
