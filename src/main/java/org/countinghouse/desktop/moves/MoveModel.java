package org.countinghouse.desktop.moves;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.countinghouse.billing.MadeMigration;
import org.countinghouse.billing.MigrationResult;
import org.countinghouse.billing.MigrationUndo;
import org.countinghouse.billing.PlanMigration;
import org.countinghouse.desktop.common.RunningTask;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Work;
import org.countinghouse.work.Cancelled;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Works out and makes moves; knows no nodes. */
final class MoveModel {
    /** Migrations of a plan that are offered. */
    private static final int MOST = 100;

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
        return look("plans.move.looking", progress -> services.migration().preview(wish, progress), seen, refused);
    }

    private <T> RunningTask look(String key, Work<T> work, Consumer<T> seen, Consumer<? super Failure> refused) {
        lookAway();
        RunningTask task = context.tasks().<T>run(context.texts().get(key), CHOOSING, work, seen, failure -> {
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

    /** Moves that were made from or to a plan, the latest first. */
    void made(String plan, Consumer<List<MadeMigration>> read) {
        context.tasks()
                .<List<MadeMigration>>run(
                        context.texts().get("plans.undo.reading"),
                        _ -> services.undo().made(plan, MOST),
                        read,
                        context.notices()::failure);
    }

    /** Which moves of a migration could be undone; whatever was being worked out is dropped. */
    RunningTask lookAtUndo(UUID migration, Consumer<MigrationUndo.Result> seen, Consumer<? super Failure> refused) {
        return look("plans.undo.looking", progress -> services.undo().look(migration, progress), seen, refused);
    }

    /** Undoes the moves of a migration. */
    RunningTask undo(
            UUID migration, String reason, Consumer<MigrationUndo.Result> done, Consumer<? super Failure> failed) {
        return context.tasks()
                .<MigrationUndo.Result>run(
                        context.texts().get("plans.undo.undoing"),
                        progress -> services.undo().undo(migration, reason, progress),
                        done,
                        failed);
    }
}
