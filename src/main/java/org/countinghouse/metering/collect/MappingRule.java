package org.countinghouse.metering.collect;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a metric.
 *
 * @param metric name of its samples; null = any, as results of a query often have no name
 * @param where labels with the values they may have
 * @param event type of the events
 * @param take null = as the metric's type says
 * @param property that carries the value; null = the event's quantity
 * @param seconds property that carries how long a value held; null = none
 * @param labels labels that become properties, with the names of those
 * @param customerLabel label that says whose usage it is; null = the collector's customer
 * @param properties of every event
 */
record MappingRule(
        @Nullable String metric,
        Map<String, List<String>> where,
        String event,
        @Nullable Take take,
        @Nullable String property,
        @Nullable String seconds,
        Map<String, String> labels,
        @Nullable String customerLabel,
        Map<String, String> properties) {
    /** What of a value is usage. */
    enum Take {
        /** What it rose by since it was last seen. */
        INCREASE,
        /** The value itself: a level, or a quantity, as the meter has it. */
        VALUE
    }

    boolean matches(Series series) {
        if (metric != null && !metric.equals(series.name())) {
            return false;
        }
        return where.entrySet().stream().allMatch(each -> {
            String value = series.label(each.getKey());
            return value != null && each.getValue().contains(value);
        });
    }

    /** Of one series: other rules may take the same series for something else. */
    String key(Series series) {
        return event + " " + (property == null ? "" : property) + " " + series.key();
    }
}
