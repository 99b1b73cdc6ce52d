package org.countinghouse.metering.collect;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose usage is collected, and what every event says of it.
 *
 * @param customer external id; null when the mapping takes it from a label
 * @param properties of every event
 */
public record Subject(@Nullable String customer, Map<String, String> properties) {
    public Subject {
        properties = Map.copyOf(properties);
    }

    /** @param service the resource used, as the property {@code service}; null = none */
    public static Subject of(@Nullable String customer, @Nullable String service, Map<String, String> labels) {
        var properties = new LinkedHashMap<>(labels);
        if (service != null) {
            properties.put("service", service);
        }
        return new Subject(customer, properties);
    }
}
