package org.countinghouse.desktop.common;

import java.time.Duration;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Does everything at once on the calling thread, for tests of view models. */
public final class SynchronousTasks implements Tasks {
    private final ObservableList<RunningTask> shown = FXCollections.observableArrayList();

    @Override
    public <T extends @Nullable Object> RunningTask run(
            String title,
            Duration delay,
            Work<? extends T> work,
            Consumer<? super T> done,
            Consumer<? super Failure> failed) {
        var task = new RunningTask(title, this);
        T result;
        try {
            result = work.run(task);
        } catch (Exception problem) {
            failed.accept(FxTasks.failureOf(problem, title));
            return task;
        }
        done.accept(result);
        return task;
    }

    @Override
    public void onScreen(Runnable change) {
        change.run();
    }

    @Override
    public ObservableList<RunningTask> shown() {
        return shown;
    }
}
