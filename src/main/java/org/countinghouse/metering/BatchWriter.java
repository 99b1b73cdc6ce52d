package org.countinghouse.metering;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Stores batches on a thread of its own, in their order: while the database works on one, the next is read and prepared.
 * So at most two are in memory.
 */
final class BatchWriter implements AutoCloseable {
    private final ImportBatches batches;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("usage-writer").daemon().factory());
    private Future<?> before = CompletableFuture.completedFuture(null);

    BatchWriter(ImportBatches batches) {
        this.batches = batches;
    }

    /**
     * Prepares a batch and hands it over when the one before it is stored.
     *
     * @throws SQLException when the one before could not be stored; this one is not, either
     */
    void store(ImportBatch batch) throws SQLException {
        batch.prepare(batches.batchId());
        await();
        before = thread.submit(() -> {
            batches.store(batch);
            return null;
        });
    }

    /** Waits until all is stored. */
    void await() throws SQLException {
        try {
            before.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while a batch was stored", "57014", stopped);
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case SQLException problem -> throw problem;
                case RuntimeException unexpected -> throw unexpected;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(failed);
            }
        }
    }

    /** Lets the batch that is under way come to its end. */
    @Override
    public void close() {
        thread.close();
    }
}
