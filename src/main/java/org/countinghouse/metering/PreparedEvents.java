package org.countinghouse.metering;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Events as the database wants them if all of their keys are new. Made without the database, so that one thread may
 * prepare a batch while another stores the batch before it.
 *
 * @param events all keys are different
 * @param keys for {@code usage_key}, in its order
 * @param rows for the partition of each month, neighbours in its index one after the other: so they lie together for
 *     whoever reads a customer's usage
 * @param readings what the events add to hourly readings
 */
record PreparedEvents(List<CheckedEvent> events, CopyRows keys, Map<YearMonth, CopyRows> rows, ReadingSums readings) {
    /** In the order of PostgreSQL, which knows no signs in them. */
    private static final Comparator<CheckedEvent> KEYS = (one, other) -> {
        int order = Long.compare(one.customerId(), other.customerId());
        order = order != 0
                ? order
                : Long.compareUnsigned(
                        one.key().getMostSignificantBits(), other.key().getMostSignificantBits());
        return order != 0
                ? order
                : Long.compareUnsigned(
                        one.key().getLeastSignificantBits(), other.key().getLeastSignificantBits());
    };

    private static final Comparator<CheckedEvent> EVENTS = (one, other) -> {
        int order = Long.compare(one.customerId(), other.customerId());
        return order != 0 ? order : one.event().time().compareTo(other.event().time());
    };

    /** @param batchId of the import */
    static PreparedEvents of(long batchId, List<CheckedEvent> events) {
        var keys = new CopyRows(4);
        for (CheckedEvent each : sorted(events, KEYS)) {
            keys.row()
                    .number(each.customerId())
                    .uuid(each.key())
                    .time(each.event().time())
                    .uuid(each.payloadHash());
        }
        var readings = new ReadingSums();
        for (CheckedEvent each : events) {
            each.contributions().forEach(readings::add);
        }
        return new PreparedEvents(events, keys, rows(batchId, events, Map.of()), readings);
    }

    /**
     * Events as rows of their months' partitions.
     *
     * @param keys by line, of events that got another key than their own
     */
    static Map<YearMonth, CopyRows> rows(long batchId, List<CheckedEvent> events, Map<Long, UUID> keys) {
        var partitions = new TreeMap<YearMonth, CopyRows>();
        for (CheckedEvent each : sorted(events, EVENTS)) {
            UsageEvent event = each.event();
            partitions
                    .computeIfAbsent(month(event.time()), _ -> new CopyRows(8))
                    .row()
                    .number(each.customerId())
                    .time(event.time())
                    .uuid(keys.getOrDefault(each.line(), each.key()))
                    .text(event.id())
                    .text(event.event())
                    .decimal(event.quantity())
                    .json(event.properties().canonical())
                    .number(batchId);
        }
        return partitions;
    }

    /** What was prepared was right: all keys are new. */
    Map<Long, UUID> ownKeys() {
        var keys = new HashMap<Long, UUID>();
        events.forEach(each -> keys.put(each.line(), each.key()));
        return keys;
    }

    /** The first days of the months in which there are events. */
    static Set<LocalDate> months(List<CheckedEvent> events) {
        return events.stream()
                .map(each -> month(each.event().time()).atDay(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<CheckedEvent> sorted(List<CheckedEvent> events, Comparator<CheckedEvent> order) {
        var sorted = new ArrayList<>(events);
        sorted.sort(order);
        return sorted;
    }

    private static YearMonth month(Instant time) {
        return YearMonth.from(time.atOffset(ZoneOffset.UTC));
    }
}
