package org.countinghouse.desktop.moves;

import java.time.Duration;
import java.util.function.Consumer;
import org.countinghouse.billing.MigrationResult;
import org.countinghouse.billing.PlanMigration;
import org.countinghouse.desktop.common.RunningTask;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.work.Cancelled;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Works out and makes moves; knows no nodes. */
final class MoveModel {
    private static final Duration CHOOSING = Duration.ofMillis(250);

    private final MoveServices services;
    private final ScreenContext context;
    private @Nullable RunningTask looking;

    MoveModel(MoveServices services, ScreenContext context) {
        this.services = services;
        this.context = context;
    }

    /** Works out what a move would do; whatever was being worked out is dropped. */
    RunningTask look(PlanMigration.Wish wish, Consumer<MigrationResult> seen, Consumer<? super Failure> refused) {
        lookAway();
        RunningTask task = context.tasks()
                .<MigrationResult>run(
                        context.texts().get("plans.move.looking"),
                        CHOOSING,
                        progress -> services.migration().preview(wish, progress),
                        seen,
                        failure -> {
                            if (!(failure instanceof Cancelled)) {
                                refused.accept(failure);
                            }
                        });
        looking = task;
        return task;
    }

    void lookAway() {
        if (looking != null) {
            looking.cancel();
            looking = null;
        }
    }

    /** Moves what a preview has shown. */
    RunningTask move(
            PlanMigration.Wish wish,
            MigrationResult preview,
            Consumer<MigrationResult> done,
            Consumer<? super Failure> failed) {
        return context.tasks()
                .<MigrationResult>run(
                        context.texts().get("plans.move.moving"),
                        progress -> services.migration().migrate(wish, preview, progress),
                        done,
                        failed);
    }
}
