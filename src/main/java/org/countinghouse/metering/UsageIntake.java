package org.countinghouse.metering;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Takes usage in from callers that wait for an answer. Requests that wait at the same time are stored in one
 * transaction, and each is answered only after that is on disk, so that many small requests cost few commits. The checks
 * and the store are those of {@link UsageImport}: nothing counts twice, whichever way it comes. Safe for many threads.
 */
public final class UsageIntake implements AutoCloseable {
    /** Channel on which usage is told as it comes in; the payload is JSON. */
    public static final String LIVE_CHANNEL = "usage_live";

    /** Two writers: one prepares its rows while the other waits for its commit. */
    private static final int WRITERS = 2;

    /** Events of one transaction; more wait for the next. */
    private static final int GROUP = 4_000;

    /** Beyond this many waiting events callers are told to come back later. */
    private static final int MOST_WAITING = 100_000;

    private final BlockingQueue<Submission> waiting = new LinkedBlockingQueue<>();
    private final AtomicInteger waitingEvents = new AtomicInteger();
    private final IntakeFigures figures = new IntakeFigures();
    private final List<Thread> writers = new ArrayList<>();
    private final IntakeBooks books;
    private final JointIntake jointly;
    private volatile boolean closed;

    public UsageIntake(Database database, Clock clock) {
        books = new IntakeBooks(database, clock);
        jointly = new JointIntake(database, clock, books, figures);
        for (int i = 1; i <= WRITERS; i++) {
            var writer = new GroupWriter(database, clock, books, figures);
            writers.add(Thread.ofPlatform().name("usage-intake-" + i).daemon().start(() -> work(writer)));
        }
    }

    /**
     * Stores events.
     *
     * @param rows as {@link UsageDocument} reads them
     * @param onlyCustomer the only customer whose usage may come; null = all
     * @return one result for each row, in order; what is stored or a duplicate is on disk
     * @throws Failure {@code usage.busy} when too much is waiting, {@code database.*} when the database fails: then
     *     nothing of this call is known to be stored, and it may be sent again
     */
    public List<IntakeResult> take(List<ReadResult> rows, @Nullable Long onlyCustomer) {
        if (rows.isEmpty()) {
            return List.of();
        }
        var submission = new Submission(List.copyOf(rows), onlyCustomer, new CompletableFuture<>());
        if (closed || waitingEvents.addAndGet(rows.size()) > MOST_WAITING) {
            if (!closed) {
                waitingEvents.addAndGet(-rows.size());
            }
            throw busy(closed ? "The service is stopping." : "More usage is waiting than can be stored at the moment.");
        }
        waiting.add(submission);
        if (closed) {
            refuseLeft();
        }
        try {
            return submission.results().join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw failed;
        }
    }

    /** For events that are stored together with something else, in one transaction each. */
    public JointIntake jointly() {
        return jointly;
    }

    /** Counts since the start, and what is waiting. */
    public IntakeFigures figures() {
        return figures;
    }

    /** Events that wait to be stored. */
    public int waitingEvents() {
        return waitingEvents.get();
    }

    private void work(GroupWriter writer) {
        while (true) {
            List<Submission> group = next();
            if (group.isEmpty()) {
                return;
            }
            try {
                writer.store(group);
            } finally {
                waitingEvents.addAndGet(
                        -group.stream().mapToInt(each -> each.rows().size()).sum());
                group.forEach(each -> each.results()
                        .completeExceptionally(new IllegalStateException("a group was left without an answer")));
            }
        }
    }

    /** Waits for requests and takes those that are there; empty when it is over. */
    private List<Submission> next() {
        var group = new ArrayList<Submission>();
        try {
            Submission first = waiting.take();
            int events = 0;
            for (Submission each = first; each != null; each = waiting.poll()) {
                if (each.rows().isEmpty()) {
                    // The end for this writer; what stands before it is stored first.
                    if (!group.isEmpty()) {
                        waiting.add(each);
                    }
                    return group;
                }
                group.add(each);
                events += each.rows().size();
                if (events >= GROUP) {
                    return group;
                }
            }
            return group;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return group;
        }
    }

    /** Stores what is waiting and ends. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        writers.forEach(_ -> waiting.add(new Submission(List.of(), null, new CompletableFuture<>())));
        for (Thread writer : writers) {
            try {
                writer.join();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
        refuseLeft();
        books.close();
    }

    /** Whoever came between the last group and the end is told so. */
    private void refuseLeft() {
        waiting.removeIf(left ->
                !left.rows().isEmpty() && left.results().completeExceptionally(busy("The service is stopping.")));
    }

    private static Failure busy(String why) {
        return new Failure("usage.busy", why, "Nothing of this request was stored. Send it again in a few seconds.");
    }

    /** A caller's events and the answer it waits for; without rows: the end. */
    record Submission(
            List<ReadResult> rows, @Nullable Long onlyCustomer, CompletableFuture<List<IntakeResult>> results) {}
}
