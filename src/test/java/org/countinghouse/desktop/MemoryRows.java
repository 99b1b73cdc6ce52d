package org.countinghouse.desktop;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.countinghouse.storage.list.Column;
import org.countinghouse.storage.list.Cursor;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.storage.list.Page;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.storage.list.Sort;
import org.countinghouse.storage.list.Totals;
import org.countinghouse.work.Failure;

/** Rows that are worked out when asked for, and a count of the pages that were. The search narrows to its length. */
public final class MemoryRows<R> implements RowSource<R> {
    public final AtomicInteger pages = new AtomicInteger();
    public final AtomicReference<List<Sort>> lastSort = new AtomicReference<>(List.of());
    public final AtomicReference<Failure> failure = new AtomicReference<>();
    private final long count;
    private final List<Column> columns;
    private final LongFunction<R> row;
    private final java.util.function.ToLongFunction<R> id;

    public MemoryRows(long count, List<Column> columns, LongFunction<R> row, java.util.function.ToLongFunction<R> id) {
        this.count = count;
        this.columns = columns;
        this.row = row;
        this.id = id;
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public long id(R one) {
        return id.applyAsLong(one);
    }

    private long matching(Filter filter) {
        if (filter.search().equals("nothing")) {
            return 0;
        }
        return filter.conditions().isEmpty() && filter.search().isEmpty() ? count : Math.min(count, 12);
    }

    @Override
    public Page<R> page(Filter filter, List<Sort> sort, Cursor after, long skip, int limit) {
        pages.incrementAndGet();
        lastSort.set(sort);
        if (failure.get() != null) {
            throw failure.get();
        }
        boolean backwards = !sort.isEmpty() && sort.getFirst().descending();
        long start = (after == null ? 0 : after.id() + 1) + skip;
        var rows = new ArrayList<R>();
        var cursors = new ArrayList<Cursor>();
        for (long index = start; index < Math.min(start + limit, matching(filter)); index++) {
            rows.add(row.apply(backwards ? count - 1 - index : index));
            cursors.add(new Cursor(List.of(), index));
        }
        return new Page<>(rows, cursors);
    }

    @Override
    public Totals totals(Filter filter) {
        if (failure.get() != null) {
            throw failure.get();
        }
        long rows = matching(filter);
        return new Totals(rows, Map.of("balance USD", new BigDecimal("1234.50").multiply(BigDecimal.valueOf(rows))));
    }
}
