package org.countinghouse.desktop.common;

import java.time.Duration;
import java.util.function.Consumer;
import javafx.collections.ObservableList;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Does work away from the interface thread and hands its result back to it. View models know only this port; tests use
 * its synchronous twin.
 */
public interface Tasks {
    /**
     * @param title what is being done, shown in the task area when it takes longer than a second
     * @param delay waits this long first; cancelling meanwhile means it never starts
     * @param done gets the result on the interface thread
     * @param failed gets the failure on the interface thread, a {@link org.countinghouse.work.Cancelled} too
     */
    <T extends @Nullable Object> RunningTask run(
            String title,
            Duration delay,
            Work<? extends T> work,
            Consumer<? super T> done,
            Consumer<? super Failure> failed);

    /** As above, at once. */
    default <T extends @Nullable Object> RunningTask run(
            String title, Work<? extends T> work, Consumer<? super T> done, Consumer<? super Failure> failed) {
        return run(title, Duration.ZERO, work, done, failed);
    }

    /** Changes what is on the screen, soon and in order. Any number of calls costs one turn of the interface thread. */
    void onScreen(Runnable change);

    /** What runs longer than a second, oldest first; changes on the interface thread only. */
    ObservableList<RunningTask> shown();

    /** A line of work in which only the newest request counts. */
    default LatestTask latest() {
        return new LatestTask(this);
    }
}
