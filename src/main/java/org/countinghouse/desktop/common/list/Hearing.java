package org.countinghouse.desktop.common.list;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.ScreenContext;
import org.jspecify.annotations.Nullable;

/** Hears of changes by others while a screen is seen. A burst of them counts as one. */
public final class Hearing {
    private static final Duration BURST = Duration.ofMillis(400);

    private final Function<Consumer<String>, AutoCloseable> source;
    private final ScreenContext context;
    private final Runnable changed;
    private final LatestTask waiting;
    private @Nullable AutoCloseable open;
    private boolean hurried;

    /**
     * @param source begins to listen; what it returns ends it
     * @param changed is told on the interface thread
     */
    public Hearing(Function<Consumer<String>, AutoCloseable> source, ScreenContext context, Runnable changed) {
        this.source = source;
        this.context = context;
        this.changed = changed;
        this.waiting = context.tasks().latest();
    }

    public void begin() {
        if (open == null) {
            open = source.apply(_ -> context.tasks().onScreen(this::heard));
        }
    }

    /** The first piece of news starts the wait; more of them do not put it off. */
    private void heard() {
        if (!hurried && open != null) {
            hurried = true;
            waiting.<Boolean>run("list", BURST, _ -> true, _ -> tell(), _ -> hurried = false);
        }
    }

    private void tell() {
        hurried = false;
        changed.run();
    }

    /** To stop listening may wait for the database. */
    public void end() {
        waiting.cancel();
        hurried = false;
        AutoCloseable closing = open;
        open = null;
        if (closing != null) {
            context.tasks()
                    .<Boolean>run(
                            "listen",
                            _ -> {
                                closing.close();
                                return true;
                            },
                            _ -> {},
                            context.notices()::failure);
        }
    }
}
