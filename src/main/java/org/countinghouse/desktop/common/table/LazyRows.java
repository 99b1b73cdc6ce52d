package org.countinghouse.desktop.common.table;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import javafx.collections.ObservableListBase;
import org.countinghouse.desktop.common.Tasks;
import org.countinghouse.storage.list.Cursor;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.storage.list.Page;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.storage.list.Sort;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A list of any length that holds only the pages around what is seen. {@link #get} never waits: a row that is not here
 * yet is null, its page is asked for, and the list reports an update when it arrives. Used on the interface thread.
 */
public final class LazyRows<R> extends ObservableListBase<R> {
    static final int PAGE_SIZE = 100;
    /** Rows kept: 16 pages, enough for a tall window and a page of scrolling either way. */
    static final int MOST_PAGES = 16;
    /** Pages asked for and not yet fetched; when scrolling is faster than fetching the oldest wishes are dropped. */
    private static final int MOST_WISHES = 4;

    private static final int MOST_ANCHORS = 2_000;

    private final RowSource<R> source;
    private final Tasks tasks;
    private final Consumer<Failure> failed;
    private final Map<Integer, List<R>> pages = new LinkedHashMap<>(MOST_PAGES * 2, 0.75f, true);
    /** Page number to the row after which that page begins. */
    private final NavigableMap<Integer, Cursor> anchors = new TreeMap<>();

    private final Deque<Integer> wishes = new ArrayDeque<>();
    private @Nullable Integer fetching;
    private Filter filter = Filter.ALL;
    private List<Sort> sort = List.of();
    private int size;
    private int generation;

    LazyRows(RowSource<R> source, Tasks tasks, Consumer<Failure> failed) {
        this.source = source;
        this.tasks = tasks;
        this.failed = failed;
    }

    /** Shows another result, of which the first page is already here. */
    void replace(Filter newFilter, List<Sort> newSort, long rows, Page<R> first) {
        beginChange();
        int before = size;
        generation++;
        filter = newFilter;
        sort = List.copyOf(newSort);
        pages.clear();
        anchors.clear();
        wishes.clear();
        fetching = null;
        size = Math.toIntExact(Math.min(rows, Integer.MAX_VALUE));
        keep(0, first);
        reportReplaced(before);
        endChange();
    }

    private void reportReplaced(int before) {
        int common = Math.min(before, size);
        for (int index = 0; index < common; index++) {
            if (index < PAGE_SIZE * MOST_PAGES) {
                nextUpdate(index);
            }
        }
        if (size > before) {
            nextAdd(before, size);
        } else if (size < before) {
            nextRemove(size, new Unknown<>(before - size));
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    @SuppressWarnings("NullAway") // The table and its cells take null for a row that is still on its way.
    public R get(int index) {
        java.util.Objects.checkIndex(index, size);
        int number = index / PAGE_SIZE;
        List<R> page = pages.get(number);
        if (page == null) {
            wish(number);
            return null;
        }
        wishNeighbour(number, index % PAGE_SIZE);
        return index % PAGE_SIZE < page.size() ? page.get(index % PAGE_SIZE) : null;
    }

    private void wishNeighbour(int number, int offset) {
        if (offset > PAGE_SIZE * 3 / 4 && (number + 1) * PAGE_SIZE < size && !pages.containsKey(number + 1)) {
            wish(number + 1);
        }
    }

    private void wish(int number) {
        if (Integer.valueOf(number).equals(fetching) || wishes.contains(number)) {
            return;
        }
        wishes.addFirst(number);
        if (wishes.size() > MOST_WISHES) {
            wishes.removeLast();
        }
        if (fetching == null) {
            // Later, not now: the table is in the middle of reading its rows.
            int asked = generation;
            tasks.onScreen(() -> fetchNext(asked));
        }
    }

    private void fetchNext(int asked) {
        if (asked != generation || fetching != null) {
            return;
        }
        Integer number = wishes.pollFirst();
        if (number == null) {
            return;
        }
        fetching = number;
        var anchor = anchors.floorEntry(number);
        Cursor after = anchor == null ? null : anchor.getValue();
        long skip = (long) (number - (anchor == null ? 0 : anchor.getKey())) * PAGE_SIZE;
        Filter pageFilter = filter;
        List<Sort> pageSort = sort;
        tasks.run(
                "rows",
                _ -> source.page(pageFilter, pageSort, after, skip, PAGE_SIZE),
                page -> arrived(asked, number, page),
                failure -> lost(asked, failure));
    }

    private void arrived(int asked, int number, Page<R> page) {
        if (asked != generation) {
            return;
        }
        fetching = null;
        keep(number, page);
        beginChange();
        int from = number * PAGE_SIZE;
        for (int index = from; index < Math.min(from + page.rows().size(), size); index++) {
            nextUpdate(index);
        }
        endChange();
        fetchNext(asked);
    }

    private void lost(int asked, Failure failure) {
        if (asked == generation) {
            fetching = null;
            wishes.clear();
            failed.accept(failure);
        }
    }

    private void keep(int number, Page<R> page) {
        pages.put(number, page.rows());
        if (page.cursors().size() == PAGE_SIZE) {
            anchors.put(number + 1, page.cursors().getLast());
        }
        if (pages.size() > MOST_PAGES) {
            Iterator<Integer> oldest = pages.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        if (anchors.size() > MOST_ANCHORS) {
            anchors.keySet().removeIf(page_ -> page_ % 2 == 1);
        }
    }

    /** The row when it is here, without asking for it. */
    @Nullable
    R peek(int index) {
        List<R> page = pages.get(index / PAGE_SIZE);
        return page == null || index % PAGE_SIZE >= page.size() ? null : page.get(index % PAGE_SIZE);
    }

    /** Looks only at rows that are here; a search of everything is a query. */
    @Override
    public int indexOf(@Nullable Object row) {
        for (var entry : pages.entrySet()) {
            int index = entry.getValue().indexOf(row);
            if (index >= 0) {
                return entry.getKey() * PAGE_SIZE + index;
            }
        }
        return -1;
    }

    @Override
    public boolean contains(@Nullable Object row) {
        return indexOf(row) >= 0;
    }

    int pagesHeld() {
        return pages.size();
    }

    /** Stands for removed rows, whose values nobody asks for. */
    private static final class Unknown<R> extends java.util.AbstractList<R> {
        private final int length;

        Unknown(int length) {
            this.length = length;
        }

        @Override
        @SuppressWarnings("NullAway") // See LazyRows.get.
        public R get(int index) {
            return null;
        }

        @Override
        public int size() {
            return length;
        }
    }
}
