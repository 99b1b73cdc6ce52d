package org.countinghouse.insight;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whose and what kind of usage is looked at.
 *
 * @param customer id of one customer; null for all
 * @param properties each named property must have this value
 */
public record UsageScope(@Nullable Long customer, Map<String, String> properties) {
    public static final UsageScope ALL = new UsageScope(null, Map.of());

    public UsageScope {
        properties = Map.copyOf(properties);
    }

    public UsageScope withCustomer(@Nullable Long other) {
        return new UsageScope(other, properties);
    }

    /** @param value null takes the condition away */
    public UsageScope withProperty(String name, @Nullable String value) {
        var changed = new TreeMap<>(properties);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new UsageScope(customer, changed);
    }
}
