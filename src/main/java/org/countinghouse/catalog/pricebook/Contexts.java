package org.countinghouse.catalog.pricebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Prices that depend on how many input tokens a request has: all tokens of a request above a threshold cost the price
 * above it. A tiered price of a whole period would be wrong, so each usage says in its property {@code context} which
 * threshold its request passed.
 */
final class Contexts {
    static final String CONTEXT = "context";

    private Contexts() {}

    /**
     * The cells of a measure.
     *
     * @param above price by threshold in tokens; empty: the price is the same for every request and no context is
     *     looked at
     */
    static List<ModelPrice.Cell> cells(Listed base, SortedMap<Long, Listed> above) {
        if (above.isEmpty()) {
            return List.of(new ModelPrice.Cell(Map.of(), base));
        }
        List<ModelPrice.Cell> cells = new ArrayList<>();
        cells.add(cell("up_to_" + name(above.firstKey()), base));
        above.forEach((threshold, price) -> cells.add(cell("above_" + name(threshold), price)));
        return cells;
    }

    private static ModelPrice.Cell cell(String context, Listed price) {
        return new ModelPrice.Cell(Map.of(CONTEXT, context), price);
    }

    private static String name(long tokens) {
        return tokens % 1000 == 0 ? tokens / 1000 + "k" : Long.toString(tokens);
    }
}
