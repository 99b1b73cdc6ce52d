package org.countinghouse.metering;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Events as the database wants them if all of their keys are new. Made without the database, so that one thread may
 * prepare a batch while another stores the batch before it.
 *
 * @param events as they arrived; all keys are different
 * @param repeats what arrived under the key of an event before it, as it arrived
 * @param keys for {@code usage_key}, in its order
 * @param rows for the partition of each month, neighbours in its index one after the other: so they lie together for
 *     whoever reads a customer's usage
 * @param readings what the events add to hourly readings
 */
record PreparedEvents(
        List<CheckedEvent> events,
        List<Repeat> repeats,
        CopyRows keys,
        Map<YearMonth, CopyRows> rows,
        ReadingSums readings) {
    /** In the order of PostgreSQL, which knows no signs in them. */
    private static final Comparator<CheckedEvent> KEYS = (one, other) -> {
        int order = Long.compareUnsigned(
                one.key().getMostSignificantBits(), other.key().getMostSignificantBits());
        return order != 0
                ? order
                : Long.compareUnsigned(
                        one.key().getLeastSignificantBits(), other.key().getLeastSignificantBits());
    };

    private static final Comparator<CheckedEvent> TIMES =
            Comparator.comparing(each -> each.event().time());

    /**
     * An event that came after another of its key.
     *
     * @param conflicting it has other content than the first
     */
    record Repeat(CheckedEvent event, boolean conflicting) {}

    /** @param batchId of the import */
    static PreparedEvents of(long batchId, List<CheckedEvent> events) {
        return of(batchId, events, sums(events));
    }

    /**
     * @param batchId of the import
     * @param arrived may have the same key more than once: the first one counts
     * @param sums what all of them add
     */
    static PreparedEvents of(long batchId, List<CheckedEvent> arrived, ReadingSums sums) {
        var keys = new CopyRows(4);
        var repeats = new ArrayList<Repeat>();
        var customers = byCustomer(arrived);
        customers.forEach(events -> addKeys(keys, events, repeats));
        List<CheckedEvent> events = List.copyOf(arrived);
        if (!repeats.isEmpty()) {
            repeats.sort(Comparator.comparingLong(each -> each.event().line()));
            events = without(repeats, arrived);
            customers = byCustomer(events);
        }
        ReadingSums readings = repeats.isEmpty() ? sums : sums(events);
        return new PreparedEvents(events, repeats, keys, rows(batchId, customers, CheckedEvent::key), readings);
    }

    private static ReadingSums sums(List<CheckedEvent> events) {
        var sums = new ReadingSums();
        events.forEach(each -> each.contributions().forEach(sums::add));
        return sums;
    }

    /** Each customer's events as they arrived, in the order of the customers, by which all that is stored is ordered. */
    private static Collection<List<CheckedEvent>> byCustomer(List<CheckedEvent> events) {
        var customers = new HashMap<Long, List<CheckedEvent>>();
        for (CheckedEvent each : events) {
            customers.computeIfAbsent(each.customerId(), _ -> new ArrayList<>()).add(each);
        }
        return new TreeMap<>(customers).values();
    }

    private static void addKeys(CopyRows keys, List<CheckedEvent> ofCustomer, List<Repeat> repeats) {
        CheckedEvent before = null;
        var sorted = new ArrayList<>(ofCustomer);
        sorted.sort(KEYS);
        for (CheckedEvent each : sorted) {
            if (before != null && before.key().equals(each.key())) {
                repeats.add(new Repeat(each, !before.payloadHash().equals(each.payloadHash())));
            } else {
                keys.row()
                        .number(each.customerId())
                        .uuid(each.key())
                        .time(each.event().time())
                        .uuid(each.payloadHash());
                before = each;
            }
        }
    }

    private static List<CheckedEvent> without(List<Repeat> repeats, List<CheckedEvent> arrived) {
        var left = new ArrayList<>(arrived);
        Set<Long> lines = repeats.stream().map(each -> each.event().line()).collect(Collectors.toSet());
        left.removeIf(each -> lines.contains(each.line()));
        return left;
    }

    /**
     * Events as rows of their months' partitions.
     *
     * @param keys the key of each, which may be another than its own
     */
    static Map<YearMonth, CopyRows> rows(long batchId, List<CheckedEvent> events, Function<CheckedEvent, UUID> keys) {
        return rows(batchId, byCustomer(events), keys);
    }

    static Map<YearMonth, CopyRows> rows(
            long batchId, Collection<List<CheckedEvent>> customers, Function<CheckedEvent, UUID> keys) {
        var partitions = new MonthRows(8);
        for (List<CheckedEvent> ofCustomer : customers) {
            ofCustomer.sort(TIMES);
            for (CheckedEvent each : ofCustomer) {
                UsageEvent event = each.event();
                partitions
                        .of(event.time())
                        .row()
                        .number(each.customerId())
                        .time(event.time())
                        .uuid(keys.apply(each))
                        .text(event.id())
                        .text(event.event())
                        .decimal(event.quantity())
                        .json(event.properties().canonical())
                        .number(batchId);
            }
        }
        return partitions.all();
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
                .map(each -> MonthRows.month(each.event().time()).atDay(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
