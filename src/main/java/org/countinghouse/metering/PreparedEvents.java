package org.countinghouse.metering;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

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
    /**
     * An event that came after another of its key.
     *
     * @param conflicting it has other content than the first
     */
    record Repeat(CheckedEvent event, boolean conflicting) {}

    /** @param batchId of the import */
    static PreparedEvents of(long batchId, List<CheckedEvent> events) {
        return of(batchId, EventRows.of(events), sums(events));
    }

    /**
     * @param batchId of the import
     * @param arrived may have the same key more than once: the first one counts
     * @param sums what all of them add
     */
    static PreparedEvents of(long batchId, EventRows arrived, ReadingSums sums) {
        var repeats = new ArrayList<Repeat>();
        var without = new BitSet();
        CopyRows keys = arrived.keys((number, conflicting) -> {
            repeats.add(new Repeat(arrived.events().get(number), conflicting));
            without.set(number);
        });
        repeats.sort(Comparator.comparingLong(each -> each.event().line()));
        var months = arrived.months(batchId, without);
        if (repeats.isEmpty()) {
            return new PreparedEvents(List.copyOf(arrived.events()), repeats, keys, months, sums);
        }
        List<CheckedEvent> events = IntStream.range(0, arrived.events().size())
                .filter(number -> !without.get(number))
                .mapToObj(arrived.events()::get)
                .toList();
        return new PreparedEvents(events, repeats, keys, months, sums(events));
    }

    private static ReadingSums sums(List<CheckedEvent> events) {
        var sums = new ReadingSums();
        events.forEach(each -> each.contributions().forEach(sums::add));
        return sums;
    }

    /**
     * Events as rows of their months' partitions.
     *
     * @param keys the key of each, which may be another than its own
     */
    static Map<YearMonth, CopyRows> rows(long batchId, List<CheckedEvent> events, Function<CheckedEvent, UUID> keys) {
        var rows = new EventRows();
        events.forEach(each -> rows.add(each, keys.apply(each)));
        return rows.months(batchId, new BitSet());
    }

    /** What was prepared was right: all keys are new. */
    Map<Long, UUID> ownKeys() {
        var keys = new HashMap<Long, UUID>();
        events.forEach(each -> keys.put(each.line(), each.key()));
        return keys;
    }
}
