package org.countinghouse.storage.list;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows for the one table component. Sorting, filtering and paging run in SQL; the result may have any size.
 *
 * @param <R> a small row record with a unique {@code long} id
 */
public interface RowSource<R> {
    /** The columns a person may sort and filter by. */
    List<Column> columns();

    /** The unique id of a row. */
    long id(R row);

    /**
     * One page of rows.
     *
     * @param sort empty = the list's own order
     * @param after the row after which the page begins; null = from the start
     * @param skip rows to pass over after that, for a jump in the scroll bar
     * @param limit at most this many rows
     */
    Page<R> page(Filter filter, List<Sort> sort, @Nullable Cursor after, long skip, int limit);

    /** Count and sums of everything the filter matches. */
    Totals totals(Filter filter);
}
