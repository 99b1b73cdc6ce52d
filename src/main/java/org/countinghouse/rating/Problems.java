package org.countinghouse.rating;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects problems; the same one again only adds its events. */
final class Problems {
    private final Map<Key, BigDecimal> events = new LinkedHashMap<>();

    private record Key(
            String code, String message, @Nullable String charge) {}

    void add(String code, String message, @Nullable String charge, BigDecimal count) {
        events.merge(new Key(code, message, charge), count, BigDecimal::add);
    }

    List<Problem> list() {
        return events.entrySet().stream()
                .map(entry -> new Problem(
                        entry.getKey().code(),
                        entry.getKey().message(),
                        entry.getKey().charge(),
                        entry.getValue()))
                .toList();
    }
}
