package org.countinghouse.rating;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.countinghouse.catalog.PriceModel;
import org.jspecify.annotations.Nullable;

/** Unit price by event properties. */
final class MatrixPricing {
    private MatrixPricing() {}

    /** The values of the dimensions; null where an event lacks the property. */
    private record Combination(Map<String, @Nullable String> values) {}

    static Pricing.Priced price(
            PriceModel.Matrix matrix, PricedUsage usage, PricingContext context, Explanation explain) {
        CellPricing cells = new CellPricing(usage, explain);
        usage.cells(item -> combination(matrix, item.properties()), explain).forEach((combination, cell) -> {
            Optional<BigDecimal> unitAmount = unitAmount(matrix, combination);
            if (unitAmount.isPresent()) {
                cells.add(text(combination), cell, unitAmount.get());
            } else {
                cells.leaveOut(text(combination), cell);
                context.problems()
                        .add(
                                "matrix.no_row",
                                "No matrix row matches " + text(combination) + ".",
                                context.charge().code(),
                                cell.events());
            }
        });
        return cells.priced();
    }

    private static Combination combination(PriceModel.Matrix matrix, Map<String, String> properties) {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        for (String dimension : matrix.dimensions()) {
            values.put(dimension, properties.get(dimension));
        }
        return new Combination(values);
    }

    private static Optional<BigDecimal> unitAmount(PriceModel.Matrix matrix, Combination combination) {
        return matrix.first(combination.values())
                .map(PriceModel.Matrix.Row::unitAmount)
                .or(() -> Optional.ofNullable(matrix.defaultUnitAmount()));
    }

    private static String text(Combination combination) {
        return combination.values().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + (entry.getValue() == null ? "(none)" : entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
