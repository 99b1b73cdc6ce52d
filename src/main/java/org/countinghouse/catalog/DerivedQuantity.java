package org.countinghouse.catalog;

import java.math.BigDecimal;
import java.util.List;

/**
 * A quantity made of several properties, for example cores x seconds / 3600 = core-hours.
 *
 * @param multiply properties whose product an event contributes
 * @param divideBy divides the aggregate, not each event, so nothing is lost
 */
public record DerivedQuantity(List<String> multiply, BigDecimal divideBy) {
    public DerivedQuantity {
        multiply = List.copyOf(multiply);
    }
}
