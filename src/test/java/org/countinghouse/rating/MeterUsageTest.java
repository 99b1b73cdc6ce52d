package org.countinghouse.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.countinghouse.catalog.Aggregation;
import org.countinghouse.catalog.Meter;
import org.junit.jupiter.api.Test;

/** A filter finds by index what looking through finds, in the same order. */
class MeterUsageTest {
    private static final List<String> PROPERTIES = List.of("region", "model", "size");

    @Test
    void theIndexFindsWhatLookingThroughFinds() {
        var random = new Random(5);
        int found = 0;
        for (int number = 0; number < 3_000; number++) {
            List<Item> items = items(random, random.nextInt(0, 120));
            var usage = new MeterUsage(Meter.of("m", Aggregation.SUM, null, null), null, items);
            for (int question = 0; question < 3; question++) {
                Map<String, List<String>> filter = filter(random);
                List<Item> expected = items.stream()
                        .filter(item -> Item.matches(filter, item.properties()))
                        .toList();
                assertThat(usage.matching(filter))
                        .as("case " + number + ": " + filter)
                        .isEqualTo(expected);
                found += expected.size();
            }
        }
        assertThat(found).isGreaterThan(10_000);
    }

    @Test
    void aValueNamedTwiceCountsOnce() {
        List<Item> items = items(new Random(1), 100);
        var usage = new MeterUsage(Meter.of("m", Aggregation.SUM, null, null), null, items);
        assertThat(usage.matching(Map.of("region", List.of("1", "2", "1"))))
                .isEqualTo(usage.matching(Map.of("region", List.of("1", "2"))))
                .isNotEmpty();
    }

    private static List<Item> items(Random random, int count) {
        var items = new ArrayList<Item>();
        for (int place = 0; place < count; place++) {
            var properties = new HashMap<String, String>();
            for (String property : PROPERTIES) {
                if (random.nextInt(5) > 0) {
                    properties.put(property, Integer.toString(random.nextInt(6)));
                }
            }
            items.add(new Item(
                    place,
                    Instant.EPOCH,
                    properties,
                    BigDecimal.valueOf(place),
                    null,
                    BigDecimal.ONE,
                    BigDecimal.ONE,
                    true,
                    1));
        }
        return items;
    }

    private static Map<String, List<String>> filter(Random random) {
        var filter = new LinkedHashMap<String, List<String>>();
        for (String property : PROPERTIES) {
            if (random.nextBoolean()) {
                var values = new ArrayList<String>();
                for (int count = random.nextInt(1, 4); count > 0; count--) {
                    values.add(Integer.toString(random.nextInt(8)));
                }
                filter.put(property, values);
            }
        }
        return filter;
    }
}
