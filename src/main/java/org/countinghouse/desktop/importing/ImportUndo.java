package org.countinghouse.desktop.importing;

import java.util.function.Consumer;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.insight.ImportBatchRow;
import org.countinghouse.metering.BatchUndo;
import org.countinghouse.metering.UndoneBatch;
import org.countinghouse.metering.Why;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;

/** Takes imports back: first what it would mean, then the deed. */
final class ImportUndo {
    private final BatchUndo undo;
    private final ScreenContext context;
    private final Runnable changed;

    /** @param changed called when an import was undone */
    ImportUndo(BatchUndo undo, ScreenContext context, Runnable changed) {
        this.undo = undo;
        this.context = context;
        this.changed = changed;
    }

    /** What undoing would do; nothing changes. */
    void preview(ImportBatchRow row, Consumer<UndoneBatch> shown, Consumer<Failure> failed) {
        context.tasks()
                .<UndoneBatch>run(
                        context.texts().get("import.undo.working"), _ -> undo.preview(row.id()), shown, failed);
    }

    void undo(UndoneBatch batch, Why why) {
        context.tasks()
                .<UndoneBatch>run(
                        context.texts().get("import.undo.doing", batch.file()),
                        progress -> undo.undo(batch.batchId(), why, counting(progress)),
                        this::done,
                        context.notices()::failure);
    }

    private void done(UndoneBatch undone) {
        context.notices()
                .success(context.texts()
                        .get("import.undo.done", context.formats().count(undone.events()), undone.file()));
        changed.run();
    }

    private Progress counting(Progress progress) {
        var formats = context.formats();
        return new Progress() {
            @Override
            public void report(String words, long done, long total) {
                progress.report(
                        context.texts().get("import.undo.step", formats.count(done), formats.count(total)),
                        done,
                        total);
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        };
    }
}
