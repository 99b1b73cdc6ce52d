package org.countinghouse.metering;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What events add to hourly readings, added up in memory. Needs no database, so it may be done ahead. */
final class ReadingSums {
    private final Map<CheckedEvent.Reading, Sum> sums = new HashMap<>();

    /** What a reading grows by. */
    static final class Sum {
        private BigDecimal quantity = BigDecimal.ZERO;
        private long events;

        BigDecimal quantity() {
            return quantity;
        }

        long events() {
            return events;
        }

        private void add(BigDecimal more, long count) {
            quantity = quantity.add(more);
            events += count;
        }
    }

    void add(CheckedEvent.Contribution contribution) {
        of(contribution.reading()).add(contribution.quantity(), 1);
    }

    /** Takes back what an event had added. */
    void subtract(CheckedEvent.Contribution contribution) {
        of(contribution.reading()).add(contribution.quantity().negate(), -1);
    }

    void add(CheckedEvent.Reading reading, Sum sum) {
        of(reading).add(sum.quantity, sum.events);
    }

    void add(ReadingSums others) {
        others.sums.forEach((reading, sum) -> of(reading).add(sum.quantity, sum.events));
    }

    private Sum of(CheckedEvent.Reading reading) {
        return sums.computeIfAbsent(reading, _ -> new Sum());
    }

    int size() {
        return sums.size();
    }

    void clear() {
        sums.clear();
    }

    /** In the order in which all writers lock them. */
    List<Map.Entry<CheckedEvent.Reading, Sum>> ordered() {
        var ordered = new ArrayList<>(sums.entrySet());
        ordered.sort(Map.Entry.comparingByKey(Comparator.naturalOrder()));
        return ordered;
    }

    /** The same without the customers. */
    ReadingSums ofAllCustomers() {
        var totals = new ReadingSums();
        sums.forEach((reading, sum) -> totals.of(reading.ofAllCustomers()).add(sum.quantity, sum.events));
        return totals;
    }
}
