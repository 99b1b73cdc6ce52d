package org.countinghouse.catalog.pricebook;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.countinghouse.catalog.Aggregation;
import org.countinghouse.catalog.Meter;

/**
 * Something about a model that is counted and priced. The same thing has the same meter whatever list prices it.
 *
 * @param meter its code, which ends in the unit: {@code input_tokens}
 * @param per how many units the source's price is for
 */
record Measure(String meter, BigDecimal per) {
    static Measure one(String meter) {
        return new Measure(meter, BigDecimal.ONE);
    }

    String name() {
        return meter.substring(0, 1).toUpperCase(Locale.ROOT)
                + meter.substring(1).replace('_', ' ');
    }

    /** A sum by model and whatever else the prices look at. */
    Meter meter(Set<String> dimensions) {
        String unit = meter.substring(meter.lastIndexOf('_') + 1);
        return sum(meter, name(), unit, List.copyOf(dimensions));
    }

    static Meter sum(String code, String name, String unit, List<String> dimensions) {
        return new Meter(code, name, null, Aggregation.SUM, null, unit, null, Map.of(), null, false, null, dimensions);
    }
}
