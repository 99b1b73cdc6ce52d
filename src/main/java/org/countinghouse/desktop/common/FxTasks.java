package org.countinghouse.desktop.common;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.countinghouse.work.Cancelled;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs work on virtual threads. The only place that calls {@link Platform#runLater}. */
public final class FxTasks implements Tasks {
    private static final Logger LOG = LoggerFactory.getLogger(FxTasks.class);
    private static final Duration SHOWN_AFTER = Duration.ofSeconds(1);

    private final ObservableList<RunningTask> shown = FXCollections.observableArrayList();
    private final Queue<Runnable> changes = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean turnRequested = new AtomicBoolean();
    private final AtomicInteger unfinished = new AtomicInteger();

    @Override
    public <T extends @Nullable Object> RunningTask run(
            String title,
            Duration delay,
            Work<? extends T> work,
            Consumer<? super T> done,
            Consumer<? super Failure> failed) {
        var task = new RunningTask(title, this);
        unfinished.incrementAndGet();
        var worker = Thread.ofVirtual().name("task: " + title).start(() -> work(task, delay, work, done, failed));
        Thread.ofVirtual().start(() -> showWhenLong(task, worker, delay));
        return task;
    }

    private <T extends @Nullable Object> void work(
            RunningTask task,
            Duration delay,
            Work<? extends T> work,
            Consumer<? super T> done,
            Consumer<? super Failure> failed) {
        try {
            Thread.sleep(delay);
            task.check();
            T result = work.run(task);
            finish(task, () -> done.accept(result));
        } catch (Exception problem) {
            Failure failure = failureOf(problem, task.title());
            finish(task, () -> failed.accept(failure));
        }
    }

    private void finish(RunningTask task, Runnable change) {
        onScreen(() -> {
            shown.remove(task);
            try {
                change.run();
            } finally {
                unfinished.decrementAndGet();
            }
        });
    }

    /** True when everything that was asked for is done and on the screen. */
    public boolean quiet() {
        return unfinished.get() == 0 && changes.isEmpty();
    }

    private void showWhenLong(RunningTask task, Thread worker, Duration delay) {
        try {
            if (!worker.join(SHOWN_AFTER.plus(delay)) && !task.cancelled()) {
                onScreen(() -> {
                    if (worker.isAlive()) {
                        shown.add(task);
                    }
                });
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** What a person is told about an exception; the exception itself goes to the log. */
    static Failure failureOf(Exception problem, String title) {
        return switch (problem) {
            case Failure failure -> failure;
            case InterruptedException _ -> new Cancelled();
            default -> {
                LOG.error("Task failed: {}", title, problem);
                yield new Failure(
                        "unexpected",
                        "Something went wrong: " + title + ".",
                        "Nothing was half-written. Try again; the log has the details.",
                        problem);
            }
        };
    }

    @Override
    public void onScreen(Runnable change) {
        changes.add(change);
        if (turnRequested.compareAndSet(false, true)) {
            Platform.runLater(this::turn);
        }
    }

    private void turn() {
        turnRequested.set(false);
        for (Runnable change = changes.poll(); change != null; change = changes.poll()) {
            change.run();
        }
    }

    @Override
    public ObservableList<RunningTask> shown() {
        return shown;
    }
}
