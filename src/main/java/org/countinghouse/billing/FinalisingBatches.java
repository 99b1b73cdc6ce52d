package org.countinghouse.billing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.countinghouse.work.Cancelled;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;

/** Many drafts that become final batch by batch, each batch whole or not at all: one is posted while another numbers. */
final class FinalisingBatches {
    private static final int WORKERS = 2;

    private final Finalising finalising;
    private final int all;
    private final Queue<List<Long>> batches = new ConcurrentLinkedQueue<>();
    private final Instant now;
    private final Progress progress;
    private int done;

    /** @param now one moment for all: no lower number has a later day */
    FinalisingBatches(Finalising finalising, List<Long> drafts, int batch, Instant now, Progress progress) {
        this.finalising = finalising;
        this.now = now;
        this.all = drafts.size();
        this.progress = progress;
        for (int from = 0; from < all; from += batch) {
            batches.add(drafts.subList(from, Math.min(from + batch, all)));
        }
    }

    /** Returns how many became final; what stops it leaves those that are. */
    int finalise() {
        try (var threads = Executors.newFixedThreadPool(WORKERS)) {
            var workers = new ArrayList<Future<?>>();
            for (int worker = 0; worker < WORKERS; worker++) {
                workers.add(threads.submit(this::work));
            }
            await(workers);
        } catch (ExecutionException stopped) {
            throw told(BillingRuns.cause(stopped));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Failure("run.stopped", "Finalising was stopped.", far() + " It can be continued.", stopped);
        }
        return done;
    }

    private void await(List<Future<?>> workers) throws ExecutionException, InterruptedException {
        try {
            for (Future<?> worker : workers) {
                worker.get();
            }
        } finally {
            batches.clear();
        }
    }

    private void work() {
        try {
            for (List<Long> batch = batches.poll(); batch != null; batch = batches.poll()) {
                progress.check();
                done(finalising.finalise(batch, now, true));
            }
        } finally {
            batches.clear(); // when one worker stops, the other begins no more
        }
    }

    private synchronized void done(int more) {
        done += more;
        progress.report("Finalising", done, all);
    }

    /** What a batch says of itself is not so of all. */
    private RuntimeException told(RuntimeException problem) {
        if (!(problem instanceof Failure failure) || failure instanceof Cancelled || done == 0) {
            return problem;
        }
        String remedy = failure.remedy()
                .replace(Finalising.NONE, "")
                .replace("Nothing was changed.", "")
                .strip();
        String far = failure.code().equals("database.unsure")
                ? "At least " + done + " of " + all + " invoices are final."
                : far();
        return new Failure(failure.code(), failure.summary(), (far + " " + remedy).strip(), failure);
    }

    private String far() {
        return done + " of " + all + " invoices are final, the others are as they were.";
    }
}
