package org.countinghouse.desktop.dashboard;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.insight.IngestReading;
import org.jspecify.annotations.Nullable;

/** How usage comes in, read once for each tick while the dashboard is seen. */
public final class IngestViewModel {
    private final Function<LocalDate, IngestReading> watch;
    private final ScreenContext context;
    private final LatestTask reading;
    private final IngestMeter meter = new IngestMeter();
    private final ReadOnlyObjectWrapper<@Nullable IngestFigures> figures = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper broken = new ReadOnlyBooleanWrapper();
    private boolean busy;

    public IngestViewModel(Function<LocalDate, IngestReading> watch, ScreenContext context) {
        this.watch = watch;
        this.context = context;
        this.reading = context.tasks().latest();
    }

    /** Reads, unless the reading before has not come back yet. */
    void tick() {
        if (busy) {
            return;
        }
        busy = true;
        LocalDate today = today();
        reading.<IngestReading>run(context.texts().get("dashboard.task"), _ -> watch.apply(today), this::show, _ -> {
            // The next tick tries again; the old figures stay with their time and say that they are old.
            busy = false;
            broken.set(true);
        });
    }

    private void show(IngestReading read) {
        busy = false;
        broken.set(false);
        Instant now = context.clock().instant();
        figures.set(meter.add(read, now));
    }

    /** Nobody looks any more. */
    void rest() {
        reading.cancel();
        busy = false;
    }

    /** The day that counts as today, for the figures and for the list behind them. */
    LocalDate today() {
        return LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC);
    }

    ReadOnlyObjectProperty<@Nullable IngestFigures> figures() {
        return figures.getReadOnlyProperty();
    }

    /** The last reading failed; the figures are older than they should be. */
    ReadOnlyBooleanProperty broken() {
        return broken.getReadOnlyProperty();
    }
}
