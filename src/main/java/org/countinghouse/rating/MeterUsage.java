package org.countinghouse.rating;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.countinghouse.catalog.Meter;
import org.jspecify.annotations.Nullable;

/**
 * The usage of one meter. A filter looks at what it can match only, so that a thousand filters without usage cost next
 * to nothing.
 */
final class MeterUsage {
    /** Fewer items are looked through as fast as they are found. */
    private static final int WORTH_AN_INDEX = 32;

    private static final int[] NOWHERE = {};

    private final Meter meter;
    private final @Nullable BigDecimal total;
    private final List<Item> items;
    /** Places of items by property and value, made when a filter first asks for the property. */
    private final Map<String, Map<String, int[]>> places = new HashMap<>();

    /**
     * @param total given directly, else null
     * @param items by time, what is carried over from before the subscribed part first
     */
    MeterUsage(Meter meter, @Nullable BigDecimal total, List<Item> items) {
        this.meter = meter;
        this.total = total;
        this.items = items;
    }

    Meter meter() {
        return meter;
    }

    @Nullable
    BigDecimal total() {
        return total;
    }

    List<Item> items() {
        return items;
    }

    /** The items that a filter lets through, by time. */
    List<Item> matching(Map<String, List<String>> filter) {
        if (filter.isEmpty()) {
            return items;
        }
        if (items.size() < WORTH_AN_INDEX) {
            return items.stream()
                    .filter(item -> Item.matches(filter, item.properties()))
                    .toList();
        }
        int[] fewest = null;
        for (Map.Entry<String, List<String>> entry : filter.entrySet()) {
            int[] candidates = places(entry.getKey(), entry.getValue());
            if (fewest == null || candidates.length < fewest.length) {
                fewest = candidates;
            }
        }
        return Arrays.stream(fewest == null ? NOWHERE : fewest)
                .mapToObj(items::get)
                .filter(item -> Item.matches(filter, item.properties()))
                .toList();
    }

    private int[] places(String property, List<String> values) {
        Map<String, int[]> byValue = places.computeIfAbsent(property, this::index);
        if (values.size() == 1) {
            return byValue.getOrDefault(values.getFirst(), NOWHERE);
        }
        return values.stream()
                .distinct()
                .flatMapToInt(value -> Arrays.stream(byValue.getOrDefault(value, NOWHERE)))
                .sorted()
                .toArray();
    }

    private Map<String, int[]> index(String property) {
        Map<String, IntStream.Builder> found = new HashMap<>();
        for (int place = 0; place < items.size(); place++) {
            String value = items.get(place).properties().get(property);
            if (value != null) {
                found.computeIfAbsent(value, _ -> IntStream.builder()).add(place);
            }
        }
        Map<String, int[]> index = HashMap.newHashMap(found.size());
        found.forEach((value, builder) -> index.put(value, builder.build().toArray()));
        return index;
    }
}
