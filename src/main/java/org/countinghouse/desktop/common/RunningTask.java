package org.countinghouse.desktop.common;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.countinghouse.work.Progress;
import org.jspecify.annotations.Nullable;

/** A task under way, as the task area shows it. Its properties change on the interface thread only. */
public final class RunningTask implements Progress {
    private record Report(String step, long done, long total) {}

    private final String title;
    private final Tasks tasks;
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final AtomicReference<@Nullable Report> report = new AtomicReference<>();
    private final ReadOnlyStringWrapper step = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper(-1);

    RunningTask(String title, Tasks tasks) {
        this.title = title;
        this.tasks = tasks;
    }

    public String title() {
        return title;
    }

    /** What is being done now, in words. */
    public ReadOnlyStringProperty step() {
        return step.getReadOnlyProperty();
    }

    /** 0 to 1, or -1 while the whole is not known. */
    public ReadOnlyDoubleProperty fraction() {
        return fraction.getReadOnlyProperty();
    }

    /** Asks the work to stop at the next point where everything is consistent. */
    public void cancel() {
        cancelled.set(true);
    }

    @Override
    public boolean cancelled() {
        return cancelled.get();
    }

    /** May be called for each of a million rows: only the newest report reaches the screen. */
    @Override
    public void report(String newStep, long done, long total) {
        if (report.getAndSet(new Report(newStep, done, total)) == null) {
            tasks.onScreen(this::showReport);
        }
    }

    private void showReport() {
        Report newest = report.getAndSet(null);
        if (newest != null) {
            step.set(newest.step());
            fraction.set(newest.total() > 0 ? Math.min(1, (double) newest.done() / newest.total()) : -1);
        }
    }
}
