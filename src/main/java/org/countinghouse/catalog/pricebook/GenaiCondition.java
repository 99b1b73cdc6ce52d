package org.countinghouse.catalog.pricebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.countinghouse.catalog.DocumentNode;
import org.jspecify.annotations.Nullable;

/**
 * One of a model's price sets with its condition.
 *
 * @param index place in the list of conditional prices, -1 when there is no list
 * @param from first day (UTC), or null
 * @param start begin of a daily window, or null
 * @param end end of a daily window, or null
 * @param unknown whether there is a condition of another kind
 */
record GenaiCondition(
        int index,
        JsonNode prices,
        @Nullable LocalDate from,
        @Nullable OffsetTime start,
        @Nullable OffsetTime end,
        boolean unknown) {
    private static final Set<String> DATE = Set.of("start_date");
    private static final Set<String> DAILY = Set.of("start_time", "end_time");

    static GenaiCondition always(JsonNode prices) {
        return new GenaiCondition(-1, prices, null, null, null, false);
    }

    static GenaiCondition read(JsonNode node, int index) {
        DocumentNode.at(node.path("prices"), "$.prices[" + index + "].prices").object();
        JsonNode constraint = node.path("constraint");
        Set<String> names = new TreeSet<>();
        constraint.fieldNames().forEachRemaining(names::add);
        JsonNode prices = node.path("prices");
        try {
            if (constraint.isMissingNode() || constraint.isNull()) {
                return new GenaiCondition(index, prices, null, null, null, false);
            }
            if (names.equals(DATE)) {
                LocalDate from = LocalDate.parse(constraint.path("start_date").asText());
                return new GenaiCondition(index, prices, from, null, null, false);
            }
            if (names.equals(DAILY)) {
                return daily(
                        index,
                        prices,
                        OffsetTime.parse(constraint.path("start_time").asText()),
                        OffsetTime.parse(constraint.path("end_time").asText()));
            }
        } catch (DateTimeException unreadable) {
            // Falls through: a condition that cannot be read is one that is not known.
        }
        return new GenaiCondition(index, prices, null, null, null, true);
    }

    /** Whole minutes of one zone, and not past midnight: the list's own program never applies such a window. */
    private static GenaiCondition daily(int index, JsonNode prices, OffsetTime start, OffsetTime end) {
        boolean told = start.getOffset().equals(end.getOffset())
                && start.isBefore(end)
                && wholeMinute(start)
                && wholeMinute(end);
        return new GenaiCondition(index, prices, null, start, end, !told);
    }

    private static boolean wholeMinute(OffsetTime time) {
        return time.getSecond() == 0 && time.getNano() == 0;
    }

    boolean daily() {
        return start != null;
    }

    @Nullable
    ZoneOffset zone() {
        return start == null ? null : start.getOffset();
    }

    ModelPrice.Window window(Listed listed) {
        OffsetTime begin = Objects.requireNonNull(start);
        return new ModelPrice.Window(begin.getOffset(), minute(begin), minute(Objects.requireNonNull(end)), listed);
    }

    private static int minute(OffsetTime time) {
        return time.getHour() * 60 + time.getMinute();
    }

    List<String> fields() {
        return prices.properties().stream()
                .filter(field -> !field.getValue().isNull())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Where a price stands in its model. */
    String path(String field) {
        return index < 0 ? "prices." + field : "prices[" + index + "].prices." + field;
    }

    /** The prices of a measure: none when there is no such field, empty when they cannot be used. */
    Optional<List<ModelPrice.Cell>> cells(String key, String field, Findings findings) {
        JsonNode price = prices.path(field);
        if (!prices.hasNonNull(field)) {
            return Optional.of(List.of());
        }
        if (!price.isObject()) {
            return Listed.read(key, path(field), price, findings)
                    .map(listed -> Contexts.cells(listed, new TreeMap<>()));
        }
        TreeMap<Long, Listed> above = new TreeMap<>();
        JsonNode tiers = price.path("tiers");
        for (int index = 0; index < tiers.size(); index++) {
            String place = path(field) + ".tiers[" + index + "]";
            JsonNode tier = tiers.path(index);
            Optional<Listed> listed = Listed.read(key, place + ".price", tier.path("price"), findings);
            if (listed.isEmpty()) {
                return Optional.empty();
            }
            JsonNode start = tier.path("start");
            if (!start.isIntegralNumber() || !start.canConvertToLong() || above.containsKey(start.longValue())) {
                findings.leave(key, place + ".price", Reason.CONDITION, "The tier has no start of its own in tokens.");
                return Optional.empty();
            }
            above.put(start.longValue(), listed.get());
        }
        return Listed.read(key, path(field) + ".base", price.path("base"), findings)
                .map(base -> Contexts.cells(base, above));
    }

    void leave(String key, String field, Reason reason, String message, Findings findings) {
        if (prices.hasNonNull(field)) {
            findings.leave(key, path(field), reason, message);
        }
    }
}
