package org.countinghouse.desktop.usage;

import java.time.Duration;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.countinghouse.catalog.Meter;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.Tasks;
import org.countinghouse.insight.Granularity;
import org.countinghouse.insight.Grouping;
import org.countinghouse.insight.MeterUsage;
import org.countinghouse.insight.TimeRange;
import org.countinghouse.insight.UsageQueries;
import org.countinghouse.insight.UsageScope;
import org.countinghouse.insight.UsageSeries;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** The question a person asks of usage, and its answer. What is shown stays while the next answer is on its way. */
public final class UsageViewModel {
    /** Changes that follow each other this fast are asked as one question. */
    private static final Duration PAUSE = Duration.ofMillis(120);

    private final UsageQueries queries;
    private final ZoneId zone;
    private final String taskTitle;
    private final LatestTask loading;
    private final LatestTask meterLoading;
    private final AnswerFinder answers;

    private final ObservableList<MeterUsage> meters = FXCollections.observableArrayList();
    private final ObservableList<YearMonth> months = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable MeterUsage> meter = new SimpleObjectProperty<>();
    private final ObjectProperty<RangeChoice> range = new SimpleObjectProperty<>(new RangeChoice.Latest());
    private final ObjectProperty<@Nullable Granularity> granularity = new SimpleObjectProperty<>();
    private final ObjectProperty<Grouping> grouping = new SimpleObjectProperty<>(new Grouping.None());
    private final ObjectProperty<UsageScope> scope = new SimpleObjectProperty<>(UsageScope.ALL);
    private final ReadOnlyStringWrapper customerName = new ReadOnlyStringWrapper("");
    private final BooleanProperty compare = new SimpleBooleanProperty();

    private final ReadOnlyObjectWrapper<@Nullable UsageAnswer> answer = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<UsageState> state = new ReadOnlyObjectWrapper<>(new UsageState.Loading());
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<AskedUsage> asked = new ReadOnlyObjectWrapper<>(AskedUsage.BEGINNING);
    private @Nullable AskedUsage waiting;
    private boolean settling;

    /**
     * @param zone in which days are counted and times are shown
     * @param taskTitle what the task area calls a long question
     */
    public UsageViewModel(UsageQueries queries, Tasks tasks, InstantSource clock, ZoneId zone, String taskTitle) {
        this.queries = queries;
        this.zone = zone;
        this.taskTitle = taskTitle;
        this.loading = tasks.latest();
        this.meterLoading = tasks.latest();
        this.answers = new AnswerFinder(queries, clock, zone);
        meter.addListener((_, _, chosen) -> meterChosen(chosen));
        range.addListener((_, _, _) -> ask(PAUSE));
        granularity.addListener((_, _, _) -> ask(PAUSE));
        grouping.addListener((_, _, _) -> ask(PAUSE));
        scope.addListener((_, _, _) -> ask(PAUSE));
        compare.addListener((_, _, _) -> ask(PAUSE));
    }

    /** Reads meters and usage again; the meter that is shown stays chosen. */
    public void refresh() {
        busy.set(true);
        meterLoading.run(taskTitle, _ -> queries.meters(), this::metersRead, this::broken);
    }

    /** Drops what is under way; what is shown stays. */
    public void stop() {
        loading.cancel();
        meterLoading.cancel();
        busy.set(false);
    }

    private void metersRead(List<MeterUsage> read) {
        settling = true;
        MeterUsage before = meter.get();
        meters.setAll(read);
        meter.set(before == null ? first(read) : named(before.meter().code()).orElseGet(() -> first(read)));
        settling = false;
        AskedUsage later = waiting;
        if (later != null && !read.isEmpty()) {
            open(later);
        } else {
            ask(Duration.ZERO);
        }
    }

    private static @Nullable MeterUsage first(List<MeterUsage> read) {
        return read.isEmpty() ? null : read.getFirst();
    }

    private Optional<MeterUsage> named(String code) {
        return meters.stream()
                .filter(usage -> usage.meter().code().equals(code))
                .findFirst();
    }

    /** Shows a meter by its code, once meters are read; an unknown code changes nothing. */
    public void choose(String code) {
        named(code).ifPresent(meter::set);
    }

    private void meterChosen(@Nullable MeterUsage chosen) {
        if (chosen == null) {
            return;
        }
        boolean outer = settling;
        settling = true;
        List<String> dimensions = chosen.meter().dimensions();
        if (grouping.get() instanceof Grouping.ByDimension(String name) && !dimensions.contains(name)) {
            grouping.set(new Grouping.None());
        }
        for (String name : scope.get().properties().keySet()) {
            if (!dimensions.contains(name)) {
                scope.set(scope.get().withProperty(name, null));
            }
        }
        settling = outer;
        ask(PAUSE);
    }

    private void ask(Duration delay) {
        if (settling) {
            return;
        }
        asked.set(chosen());
        MeterUsage usage = meter.get();
        if (usage == null) {
            busy.set(false);
            answer.set(null);
            state.set(new UsageState.NoMeters());
            return;
        }
        AskedUsage question = asked.get();
        busy.set(true);
        loading.run(taskTitle, delay, _ -> answers.find(usage, question), this::show, this::broken);
    }

    private AskedUsage chosen() {
        return new AskedUsage(
                meterDocument().map(Meter::code).orElse(""),
                range.get(),
                granularity.get(),
                grouping.get(),
                scope.get(),
                scope.get().customer() == null ? "" : customerName.get(),
                compare.get());
    }

    /** Shows all that was asked at once; what the meter cannot do is left out. Waits until meters are read. */
    public void open(AskedUsage wanted) {
        if (meters.isEmpty()) {
            waiting = wanted;
            return;
        }
        waiting = null;
        settling = true;
        customerName.set(wanted.customerName());
        named(wanted.meter()).ifPresent(meter::set);
        List<String> dimensions = meterDocument().map(Meter::dimensions).orElse(List.of());
        range.set(wanted.range());
        granularity.set(wanted.granularity());
        grouping.set(
                wanted.grouping() instanceof Grouping.ByDimension(String name) && !dimensions.contains(name)
                        ? new Grouping.None()
                        : wanted.grouping());
        UsageScope known = UsageScope.ALL.withCustomer(wanted.scope().customer());
        for (var condition : wanted.scope().properties().entrySet()) {
            if (dimensions.contains(condition.getKey())) {
                known = known.withProperty(condition.getKey(), condition.getValue());
            }
        }
        scope.set(known);
        compare.set(wanted.compare());
        settling = false;
        ask(Duration.ZERO);
    }

    /** What is waiting to be shown, else what is. */
    public AskedUsage wanted() {
        return waiting == null ? chosen() : waiting;
    }

    private void show(AnswerFinder.Found found) {
        busy.set(false);
        if (!months.equals(found.months())) {
            months.setAll(found.months());
        }
        answer.set(found.answer());
        state.set(found.state());
    }

    private void broken(Failure failure) {
        busy.set(false);
        state.set(new UsageState.Broken(failure));
    }

    /** Narrows usage down to one customer. */
    public void onlyCustomer(long customer, String name) {
        customerName.set(name);
        scope.set(scope.get().withCustomer(customer));
    }

    /** Narrows usage down to what a line of the answer stands for; lines without a value are left alone. */
    public void only(UsageSeries.Line line) {
        UsageAnswer shown = answer.get();
        if (shown != null && line.kind() == UsageSeries.Kind.VALUE) {
            switch (shown.series().question().grouping()) {
                case Grouping.ByCustomer _ -> onlyCustomer(Long.parseLong(line.value()), line.label());
                case Grouping.ByDimension(String name) -> scope.set(scope.get().withProperty(name, line.value()));
                case Grouping.None _ -> {}
            }
        }
    }

    /** Goes back to where usage is, with nothing filtered. */
    public void showLatest() {
        settling = true;
        scope.set(UsageScope.ALL);
        granularity.set(null);
        range.set(new RangeChoice.Latest());
        settling = false;
        ask(Duration.ZERO);
    }

    public ObservableList<MeterUsage> meters() {
        return meters;
    }

    /** Months with usage of the chosen meter, the newest first. */
    public ObservableList<YearMonth> months() {
        return months;
    }

    public ObjectProperty<@Nullable MeterUsage> meter() {
        return meter;
    }

    /** The chosen meter's document. */
    public Optional<Meter> meterDocument() {
        return Optional.ofNullable(meter.get()).map(MeterUsage::meter);
    }

    public ObjectProperty<RangeChoice> range() {
        return range;
    }

    /** Null for the one that suits the range. */
    public ObjectProperty<@Nullable Granularity> granularity() {
        return granularity;
    }

    public ObjectProperty<Grouping> grouping() {
        return grouping;
    }

    public ObjectProperty<UsageScope> scope() {
        return scope;
    }

    /** Name of the customer that usage is narrowed down to, as far as it is known. */
    public ReadOnlyStringProperty customerName() {
        return customerName.getReadOnlyProperty();
    }

    public BooleanProperty compare() {
        return compare;
    }

    public ReadOnlyObjectProperty<@Nullable UsageAnswer> answer() {
        return answer.getReadOnlyProperty();
    }

    /** All that is chosen. */
    public ReadOnlyObjectProperty<AskedUsage> asked() {
        return asked.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<UsageState> state() {
        return state.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }

    public ZoneId zone() {
        return zone;
    }

    UsageQueries queries() {
        return queries;
    }

    /** Range of the answer that is shown. */
    TimeRange shownRange() {
        return Objects.requireNonNull(answer.get(), "nothing is shown")
                .series()
                .question()
                .range();
    }
}
