package org.countinghouse.desktop.common;

import java.time.Duration;
import java.util.function.Consumer;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A line of work in which only the newest request counts: a new one cancels the one before, whose result is dropped
 * even when it arrives later. Used on the interface thread.
 */
public final class LatestTask {
    private final Tasks tasks;
    private @Nullable RunningTask current;
    private long newest;

    LatestTask(Tasks tasks) {
        this.tasks = tasks;
    }

    public <T extends @Nullable Object> void run(
            String title,
            Duration delay,
            Work<? extends T> work,
            Consumer<? super T> done,
            Consumer<? super Failure> failed) {
        cancel();
        long number = newest;
        current = tasks.<T>run(
                title,
                delay,
                work,
                result -> {
                    if (number == newest) {
                        done.accept(result);
                    }
                },
                failure -> {
                    if (number == newest) {
                        failed.accept(failure);
                    }
                });
    }

    public <T extends @Nullable Object> void run(
            String title, Work<? extends T> work, Consumer<? super T> done, Consumer<? super Failure> failed) {
        run(title, Duration.ZERO, work, done, failed);
    }

    /** Drops what is under way. */
    public void cancel() {
        newest++;
        if (current != null) {
            current.cancel();
            current = null;
        }
    }
}
