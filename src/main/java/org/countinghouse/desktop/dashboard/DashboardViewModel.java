package org.countinghouse.desktop.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.insight.DashboardSnapshot;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Which period is seen and its figures. Old figures stay while newer ones are read. */
public final class DashboardViewModel {
    /** At most one update a second, however busy others are. */
    private static final Duration BURST = Duration.ofSeconds(1);

    /** What the screen shows. */
    public sealed interface State {
        record Loading() implements State {}

        /** @param asOf when the figures were read */
        record Shown(DashboardSnapshot snapshot, Instant asOf) implements State {}

        /** Neither usage nor invoices yet. */
        record Empty() implements State {}

        record Broken(Failure failure) implements State {}
    }

    private record Read(List<YearMonth> periods, @Nullable DashboardSnapshot snapshot) {}

    private final DashboardServices services;
    private final ScreenContext context;
    private final LatestTask reading;
    private final LatestTask hearing;
    private final ObservableList<YearMonth> periods = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable YearMonth> period = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Loading());
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private List<AutoCloseable> listening = List.of();
    private boolean hurried;

    public DashboardViewModel(DashboardServices services, ScreenContext context) {
        this.services = services;
        this.context = context;
        this.reading = context.tasks().latest();
        this.hearing = context.tasks().latest();
    }

    void activate() {
        if (listening.isEmpty()) {
            listening = List.of(
                    services.listenInvoices().apply(_ -> context.tasks().onScreen(this::changedElsewhere)),
                    services.listenUsage().apply(_ -> context.tasks().onScreen(this::changedElsewhere)));
        }
        refresh();
    }

    void deactivate() {
        hearing.cancel();
        hurried = false;
        var open = listening;
        listening = List.of();
        context.tasks()
                .<Boolean>run(
                        "listen",
                        _ -> {
                            for (AutoCloseable each : open) {
                                each.close();
                            }
                            return true;
                        },
                        _ -> {},
                        context.notices()::failure);
    }

    private void changedElsewhere() {
        if (!hurried) {
            hurried = true;
            hearing.<Boolean>run(
                    "dashboard",
                    BURST,
                    _ -> true,
                    _ -> {
                        hurried = false;
                        refresh();
                    },
                    _ -> hurried = false);
        }
    }

    /** Reads the figures again; without a choice those of the latest period. */
    public void refresh() {
        YearMonth wanted = period.get();
        LocalDate today = LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC);
        busy.set(true);
        reading.run(context.texts().get("dashboard.task"), _ -> read(wanted, today), this::show, this::broken);
    }

    private Read read(@Nullable YearMonth wanted, LocalDate today) {
        var known = services.periods().get();
        YearMonth month = wanted == null && !known.isEmpty() ? known.getFirst() : wanted;
        return new Read(known, month == null ? null : services.figures().apply(month, today));
    }

    private void show(Read read) {
        busy.set(false);
        if (!read.periods().equals(periods)) {
            periods.setAll(read.periods());
        }
        if (read.snapshot() == null) {
            state.set(new State.Empty());
        } else {
            period.set(read.snapshot().month());
            state.set(new State.Shown(read.snapshot(), context.clock().instant()));
        }
    }

    private void broken(Failure failure) {
        busy.set(false);
        if (state.get() instanceof State.Shown) {
            context.notices().failure(failure);
        } else {
            state.set(new State.Broken(failure));
        }
    }

    /** The period that is read when the screen is next seen. */
    void open(YearMonth month) {
        period.set(month);
    }

    public void choose(YearMonth month) {
        if (!month.equals(period.get())) {
            period.set(month);
            refresh();
        }
    }

    /** Months with usage or invoices, newest first. */
    public ObservableList<YearMonth> periods() {
        return periods;
    }

    public ReadOnlyObjectProperty<@Nullable YearMonth> period() {
        return period.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<State> state() {
        return state.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }
}
