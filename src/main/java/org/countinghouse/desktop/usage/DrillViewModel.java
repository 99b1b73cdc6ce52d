package org.countinghouse.desktop.usage;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.countinghouse.catalog.Meter;
import org.countinghouse.desktop.common.Tasks;
import org.countinghouse.desktop.common.table.TableModel;
import org.countinghouse.insight.TimeRange;
import org.countinghouse.insight.UsageEventList;
import org.countinghouse.insight.UsageEventRow;
import org.countinghouse.insight.UsageQuestion;
import org.countinghouse.insight.UsageScope;
import org.countinghouse.insight.UsageSeries;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.list.Column;
import org.countinghouse.storage.list.Cursor;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.storage.list.Page;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.storage.list.Sort;
import org.countinghouse.storage.list.Totals;
import org.jspecify.annotations.Nullable;

/** The events behind the chart, or behind one bucket of it. Read when they are looked at, not before. */
public final class DrillViewModel {
    private record Wish(Meter meter, TimeRange range, UsageScope scope) {}

    private final Chosen source;
    private final TableModel<UsageEventRow> events;
    private @Nullable Wish wished;
    private @Nullable Wish shown;

    public DrillViewModel(Database database, Tasks tasks, InstantSource clock) {
        source = new Chosen(database);
        events = new TableModel<>(source, tasks, clock);
    }

    /** @param bucket -1 for the whole range */
    public void choose(UsageSeries series, int bucket) {
        UsageQuestion question = series.question();
        TimeRange range =
                bucket < 0 ? question.range() : new TimeRange(series.starts().get(bucket), series.end(bucket));
        wished = new Wish(question.meter(), range, question.scope());
    }

    /** Reads what was chosen, unless it is shown already. */
    public void load() {
        Wish wish = wished;
        if (wish != null && !wish.equals(shown)) {
            shown = wish;
            source.choose(wish);
            events.reload();
        }
    }

    /** What is shown may have changed: the next look reads it again. */
    public void forget() {
        shown = null;
    }

    public TableModel<UsageEventRow> events() {
        return events;
    }

    /** The events of whatever is chosen at the moment a page is read. */
    private static final class Chosen implements RowSource<UsageEventRow> {
        private final Database database;
        private volatile @Nullable RowSource<UsageEventRow> current;

        Chosen(Database database) {
            this.database = database;
        }

        void choose(Wish wish) {
            current = UsageEventList.of(database, wish.meter(), wish.range(), wish.scope());
        }

        private RowSource<UsageEventRow> current() {
            return Objects.requireNonNull(current, "nothing is chosen yet");
        }

        @Override
        public List<Column> columns() {
            return UsageEventList.COLUMNS;
        }

        @Override
        public long id(UsageEventRow row) {
            return row.id();
        }

        @Override
        public Page<UsageEventRow> page(Filter filter, List<Sort> sort, @Nullable Cursor after, long skip, int limit) {
            return current().page(filter, sort, after, skip, limit);
        }

        @Override
        public Totals totals(Filter filter) {
            return current().totals(filter);
        }
    }
}
