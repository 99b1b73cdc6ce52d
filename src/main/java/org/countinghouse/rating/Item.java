package org.countinghouse.rating;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one event or reading contributes to a meter.
 *
 * @param source its number among events and readings
 * @param value the property, product or quantity; for unique counts unused
 * @param text what a unique count compares, else null
 * @param ownQuantity the event's own quantity
 * @param count how many events it stands for
 * @param reading it stands for readings, and events cannot be told one by one
 * @param hours how many hourly readings it stands for; 0 for an event, and where only its events are told
 */
record Item(
        int source,
        Instant time,
        Map<String, String> properties,
        BigDecimal value,
        @Nullable String text,
        BigDecimal ownQuantity,
        BigDecimal count,
        boolean reading,
        long hours) {
    /** True when every filtered property has one of its accepted values. */
    static boolean matches(Map<String, List<String>> filters, Map<String, String> properties) {
        for (Map.Entry<String, List<String>> filter : filters.entrySet()) {
            String value = properties.get(filter.getKey());
            if (value == null || !filter.getValue().contains(value)) {
                return false;
            }
        }
        return true;
    }
}
