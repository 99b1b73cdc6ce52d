package org.countinghouse.metering;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import org.countinghouse.catalog.Aggregation;
import org.countinghouse.catalog.DerivedQuantity;
import org.countinghouse.catalog.Meter;
import org.jspecify.annotations.Nullable;

/**
 * What one event adds to a meter, by the pricing rules: its property, the product of its properties, or its quantity
 * (absent = 1); a count adds 1, and so does each event of a unique count.
 */
public final class MeterQuantity {
    private MeterQuantity() {}

    /** True when the event passes the meter's filters. */
    public static boolean matches(Meter meter, Function<String, Optional<String>> property) {
        if (meter.filters().isEmpty()) {
            return true;
        }
        for (var filter : meter.filters().entrySet()) {
            var value = property.apply(filter.getKey());
            if (value.isEmpty() || !filter.getValue().contains(value.get())) {
                return false;
            }
        }
        return true;
    }

    /**
     * The quantity of an event that {@linkplain #matches matches}; empty when a property that it needs is missing or no
     * number.
     *
     * @param quantity of the event
     * @param property text of a property, empty when the event has none of that name
     */
    public static Optional<BigDecimal> of(
            Meter meter, @Nullable BigDecimal quantity, Function<String, Optional<String>> property) {
        DerivedQuantity derived = meter.quantity();
        String name = meter.property();
        if (meter.aggregation() == Aggregation.COUNT) {
            return Optional.of(BigDecimal.ONE);
        }
        if (meter.aggregation() == Aggregation.UNIQUE_COUNT && name != null) {
            return property.apply(name).map(text -> BigDecimal.ONE);
        }
        if (derived != null) {
            return product(derived, property);
        }
        if (name != null) {
            return property.apply(name).flatMap(MeterQuantity::number);
        }
        return Optional.of(quantity == null ? BigDecimal.ONE : quantity);
    }

    private static Optional<BigDecimal> product(DerivedQuantity derived, Function<String, Optional<String>> property) {
        BigDecimal product = BigDecimal.ONE;
        for (String name : derived.multiply()) {
            Optional<BigDecimal> factor = property.apply(name).flatMap(MeterQuantity::number);
            if (factor.isEmpty()) {
                return Optional.empty();
            }
            try {
                product = product.multiply(factor.get());
            } catch (ArithmeticException beyond) {
                // Exponents of ten digits: no quantity of anything.
                return Optional.empty();
            }
        }
        return Optional.of(Quantities.plain(product));
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(Quantities.parse(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
