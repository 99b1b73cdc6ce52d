package org.countinghouse.desktop.common.table;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.Tasks;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.storage.list.Page;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.storage.list.Sort;
import org.countinghouse.storage.list.Totals;
import org.countinghouse.work.Failure;

/**
 * State of one table: filter, sorting, rows, totals and picks. Knows no nodes. While a new result is being read the old
 * one stays.
 */
public final class TableModel<R> {
    private static final Duration TYPING_PAUSE = Duration.ofMillis(200);

    private record Loaded<R>(Totals totals, Page<R> first) {}

    private final RowSource<R> source;
    private final LatestTask loading;
    private final InstantSource clock;
    private final LazyRows<R> rows;
    private final Picks<R> picks;
    private final ReadOnlyObjectWrapper<Filter> filter = new ReadOnlyObjectWrapper<>(Filter.ALL);
    private final ReadOnlyObjectWrapper<List<Sort>> sort = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Totals> totals = new ReadOnlyObjectWrapper<>(new Totals(0, Map.of()));
    private final ReadOnlyObjectWrapper<Instant> asOf = new ReadOnlyObjectWrapper<>(Instant.EPOCH);
    private final ReadOnlyObjectWrapper<TableState> state = new ReadOnlyObjectWrapper<>(new TableState.Loading());
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyLongWrapper readings = new ReadOnlyLongWrapper();

    public TableModel(RowSource<R> source, Tasks tasks, InstantSource clock) {
        this.source = source;
        this.loading = tasks.latest();
        this.clock = clock;
        this.rows = new LazyRows<>(source, tasks, this::broken);
        this.picks = new Picks<>(source);
    }

    /** Reads everything again. */
    public void reload() {
        load(Duration.ZERO);
    }

    /** Free text that any text column may contain; waits for a pause in typing. */
    public void search(String text) {
        if (!text.strip().equals(filter.get().search())) {
            change(filter.get().withSearch(text.strip()), sort.get(), TYPING_PAUSE);
        }
    }

    public void filter(Filter newFilter) {
        change(newFilter, sort.get(), Duration.ZERO);
    }

    public void remove(Filter.Condition condition) {
        var fewer = filter.get().conditions().stream()
                .filter(one -> !one.equals(condition))
                .toList();
        filter(new Filter(filter.get().search(), fewer));
    }

    /** Asks the source for another order; rows are never sorted here. */
    public void sort(List<Sort> newSort) {
        if (!newSort.equals(sort.get())) {
            change(filter.get(), List.copyOf(newSort), Duration.ZERO);
        }
    }

    private void change(Filter newFilter, List<Sort> newSort, Duration delay) {
        if (!newFilter.equals(filter.get())) {
            picks.clear();
        }
        filter.set(newFilter);
        sort.set(newSort);
        load(delay);
    }

    private void load(Duration delay) {
        Filter wanted = filter.get();
        List<Sort> order = sort.get();
        busy.set(true);
        loading.run(
                "rows",
                delay,
                _ -> new Loaded<>(source.totals(wanted), source.page(wanted, order, null, 0, LazyRows.PAGE_SIZE)),
                loaded -> show(wanted, order, loaded),
                this::broken);
    }

    private void show(Filter wanted, List<Sort> order, Loaded<R> loaded) {
        busy.set(false);
        totals.set(loaded.totals());
        rows.replace(wanted, order, loaded.totals().rows(), loaded.first());
        asOf.set(clock.instant());
        if (loaded.totals().rows() > 0) {
            state.set(new TableState.Rows());
        } else {
            state.set(wanted.equals(Filter.ALL) ? new TableState.NoneYet() : new TableState.NoMatch());
        }
        readings.set(readings.get() + 1);
    }

    private void broken(Failure failure) {
        busy.set(false);
        state.set(
                failure.code().equals("database.permission")
                        ? new TableState.Denied(failure)
                        : new TableState.Broken(failure));
    }

    public RowSource<R> source() {
        return source;
    }

    public LazyRows<R> rows() {
        return rows;
    }

    public Picks<R> picks() {
        return picks;
    }

    public ReadOnlyObjectProperty<Filter> filter() {
        return filter.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<List<Sort>> sort() {
        return sort.getReadOnlyProperty();
    }

    /** Count and sums of everything the filter matches. */
    public ReadOnlyObjectProperty<Totals> totals() {
        return totals.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<TableState> state() {
        return state.getReadOnlyProperty();
    }

    /** When the rows were read; the epoch before the first time. */
    public ReadOnlyObjectProperty<Instant> asOf() {
        return asOf.getReadOnlyProperty();
    }

    /** How often rows came; another number each time, also within one tick of the clock. */
    public ReadOnlyLongProperty readings() {
        return readings.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }
}
