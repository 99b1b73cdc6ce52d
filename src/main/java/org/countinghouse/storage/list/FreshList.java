package org.countinghouse.storage.list;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A list whose query depends on more than the filter, for example on today: it is made anew each time. */
public final class FreshList<R> implements RowSource<R> {
    private final Supplier<? extends RowSource<R>> query;

    public FreshList(Supplier<? extends RowSource<R>> query) {
        this.query = query;
    }

    @Override
    public List<Column> columns() {
        return query.get().columns();
    }

    @Override
    public long id(R row) {
        return query.get().id(row);
    }

    @Override
    public Page<R> page(Filter filter, List<Sort> sort, @Nullable Cursor after, long skip, int limit) {
        return query.get().page(filter, sort, after, skip, limit);
    }

    @Override
    public Totals totals(Filter filter) {
        return query.get().totals(filter);
    }
}
