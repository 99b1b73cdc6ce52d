package org.countinghouse.metering;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Events as rows of {@code usage_key} and of the partitions of {@code usage_event}. Each is encoded as it arrives, while
 * it is still in the processor's cache; in the end only bytes are put in order, which are a tenth of the objects.
 */
final class EventRows {
    private static final int FIELDS = 8;

    /** What is kept of each row beside its bytes: so many numbers, in this order. */
    private static final int FACTS = 8;

    private static final int CUSTOMER = 0;
    private static final int KEY = 1;
    private static final int KEY_END = 2;
    private static final int TIME = 3;
    private static final int HASH = 4;
    private static final int HASH_END = 5;
    private static final int PLACE = 6;
    private static final int LENGTH = 7;

    private final List<CheckedEvent> events = new ArrayList<>();
    /** As they arrived, each without its last field. */
    private final CopyRows arrived = new CopyRows(FIELDS);

    private long[] facts = new long[FACTS * 1_024];

    static EventRows of(List<CheckedEvent> events) {
        var rows = new EventRows();
        events.forEach(each -> rows.add(each, each.key()));
        return rows;
    }

    /** @param key under which it is stored, which may be another than its own */
    void add(CheckedEvent event, UUID key) {
        UsageEvent usage = event.event();
        arrived.row()
                .number(event.customerId())
                .time(usage.time())
                .uuid(key)
                .text(usage.id())
                .text(usage.event())
                .decimal(usage.quantity())
                .json(usage.properties().canonical());
        int at = events.size() * FACTS;
        facts = at < facts.length ? facts : Arrays.copyOf(facts, 2 * facts.length);
        facts[at + CUSTOMER] = event.customerId();
        facts[at + KEY] = key.getMostSignificantBits();
        facts[at + KEY_END] = key.getLeastSignificantBits();
        facts[at + TIME] = CopyRows.micros(usage.time());
        facts[at + HASH] = event.payloadHash().getMostSignificantBits();
        facts[at + HASH_END] = event.payloadHash().getLeastSignificantBits();
        facts[at + PLACE] = arrived.place();
        facts[at + LENGTH] = arrived.length();
        events.add(event);
    }

    /** As they arrived. */
    List<CheckedEvent> events() {
        return events;
    }

    /**
     * Rows for {@code usage_key}, in the order of its primary key.
     *
     * @param repeats is told which events come under the key of one before them, and whether their content is another;
     *     these get no row
     */
    CopyRows keys(Repeats repeats) {
        var rows = new CopyRows(4);
        int before = -1;
        for (int row : new RowOrder(facts, FACTS, events.size()).by(CUSTOMER, KEY, KEY_END)) {
            if (before >= 0 && same(before, row, CUSTOMER, KEY_END)) {
                repeats.repeat(row, !same(before, row, HASH, HASH_END));
            } else {
                rows.row()
                        .number(fact(row, CUSTOMER))
                        .sixteen(fact(row, KEY), fact(row, KEY_END))
                        .number(fact(row, TIME))
                        .sixteen(fact(row, HASH), fact(row, HASH_END));
                before = row;
            }
        }
        return rows;
    }

    /** Takes events by their number in the order of arrival. */
    interface Repeats {
        void repeat(int event, boolean conflicting);
    }

    /**
     * Rows for the partition of each month, neighbours in its index one after the other: so they lie together for
     * whoever reads a customer's usage.
     *
     * @param without numbers of events that get no row
     */
    Map<YearMonth, CopyRows> months(long batchId, BitSet without) {
        var months = new MonthRows(FIELDS);
        for (int row : new RowOrder(facts, FACTS, events.size()).by(CUSTOMER, TIME, TIME)) {
            if (!without.get(row)) {
                months.of(fact(row, TIME))
                        .row(arrived, fact(row, PLACE), (int) fact(row, LENGTH))
                        .number(batchId);
            }
        }
        return months.all();
    }

    private long fact(int row, int which) {
        return facts[row * FACTS + which];
    }

    private boolean same(int row, int other, int first, int last) {
        for (int which = first; which <= last; which++) {
            if (fact(row, which) != fact(other, which)) {
                return false;
            }
        }
        return true;
    }
}
