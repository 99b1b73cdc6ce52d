package org.countinghouse.desktop.common.list;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Work;
import org.countinghouse.desktop.common.table.TableModel;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * State of a list and of the row that is looked at beside it. Both are read again when others change something, and
 * what is shown stays meanwhile. One thing is done at a time.
 *
 * @param <R> a row; where the source has a column {@code id} the row that is looked at is read again by it
 * @param <D> what is shown beside the list
 */
public final class ListModel<R, D> {
    /** Reads what is shown beside the list, away from the interface thread. */
    @FunctionalInterface
    public interface Details<R, D> {
        /** @param row null before one is looked at */
        @Nullable
        D of(@Nullable R row);
    }

    private final String titleKey;
    private final RowSource<R> source;
    private final Details<R, D> details;
    private final ScreenContext context;
    private final TableModel<R> table;
    private final LatestTask reading;
    private final Hearing hearing;
    private final ReadOnlyObjectWrapper<@Nullable R> current = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable D> detail = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper acting = new ReadOnlyBooleanWrapper();

    /**
     * @param titleKey of the task that reads
     * @param listen begins to hear of changes
     */
    public ListModel(
            String titleKey,
            RowSource<R> source,
            Function<Consumer<String>, AutoCloseable> listen,
            Details<R, D> details,
            ScreenContext context) {
        this.titleKey = titleKey;
        this.source = source;
        this.details = details;
        this.context = context;
        table = new TableModel<>(source, context.tasks(), context.clock());
        reading = context.tasks().latest();
        hearing = new Hearing(listen, context, this::refresh);
    }

    public void activate() {
        hearing.begin();
        refresh();
    }

    public void deactivate() {
        reading.cancel();
        hearing.end();
    }

    /** Reads the list and what is beside it again. */
    public void refresh() {
        table.reload();
        read();
    }

    /** Looks at a row. */
    public void select(R row) {
        current.set(row);
        read();
    }

    private void read() {
        R listed = current.get();
        reading.<@Nullable D>run(
                context.texts().get(titleKey),
                _ -> details.of(listed == null ? null : now(listed)),
                detail::set,
                context.notices()::failure);
    }

    /** A row may have changed since the list was read. */
    private R now(R listed) {
        if (source.columns().stream().noneMatch(column -> column.name().equals("id"))) {
            return listed;
        }
        var itself = Filter.ALL.and("id", Filter.Operator.EQUALS, Long.toString(source.id(listed)));
        return source.page(itself, List.of(), null, 0, 1).rows().stream()
                .findFirst()
                .orElse(listed);
    }

    /**
     * Changes something, unless that is being done already, and reads everything again whatever comes of it.
     *
     * @param actKey title of the task
     */
    public <T> void act(String actKey, Work<T> work, Consumer<? super T> done) {
        if (acting.get()) {
            return;
        }
        acting.set(true);
        context.tasks()
                .<T>run(
                        context.texts().get(actKey),
                        work,
                        result -> {
                            acting.set(false);
                            refresh();
                            done.accept(result);
                        },
                        this::failed);
    }

    private void failed(Failure problem) {
        acting.set(false);
        context.notices().failure(problem);
        refresh();
    }

    public TableModel<R> table() {
        return table;
    }

    /** The row that is looked at, as it was listed; null for none. */
    public ReadOnlyObjectProperty<@Nullable R> current() {
        return current.getReadOnlyProperty();
    }

    /** What is shown beside the list. */
    public ReadOnlyObjectProperty<@Nullable D> detail() {
        return detail.getReadOnlyProperty();
    }

    /** Something is being done. */
    public ReadOnlyBooleanProperty acting() {
        return acting.getReadOnlyProperty();
    }

    /** Nothing is being done, so that something else can be. */
    public BooleanBinding idle() {
        return acting.not();
    }
}
