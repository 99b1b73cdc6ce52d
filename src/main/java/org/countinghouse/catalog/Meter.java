package org.countinghouse.catalog;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is counted, and how.
 *
 * @param event type of the usage events that feed it; null means the meter's own code
 * @param property the property an event contributes; null means the event's quantity (absent = 1)
 * @param unit what one is called, for example {@code requests}
 * @param filters property to accepted values, compared as text; an event must match all
 * @param percentile 0 to 100, only for {@link Aggregation#PERCENTILE}
 * @param carryOver a new period starts from the last level (seats, storage)
 * @param quantity a product of properties instead of {@code property}
 * @param dimensions properties kept on hourly readings, so that charges can group, filter and match on them
 */
public record Meter(
        String code,
        String name,
        @Nullable String event,
        Aggregation aggregation,
        @Nullable String property,
        @Nullable String unit,
        @Nullable MeterRounding rounding,
        Map<String, List<String>> filters,
        @Nullable BigDecimal percentile,
        boolean carryOver,
        @Nullable DerivedQuantity quantity,
        List<String> dimensions) {
    public Meter {
        filters = Ordered.copy(filters);
        dimensions = List.copyOf(dimensions);
    }

    /** A plain meter of an aggregation over a property (or over the quantity when null). */
    public static Meter of(String code, Aggregation aggregation, @Nullable String property, @Nullable String unit) {
        return new Meter(code, code, null, aggregation, property, unit, null, Map.of(), null, false, null, List.of());
    }

    /** The type of the usage events that feed this meter. */
    public String eventType() {
        return event == null ? code : event;
    }
}
