package org.countinghouse.billing;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Bills what is due: each period of a subscription that is over and has no invoice gets a draft. Every batch commits for
 * itself, so that a run may be killed and continued, and any number of runs may go on at once: the database lets each
 * period have one invoice. A dry run is the same code without the storing.
 */
public final class BillingRuns {
    private static final int WORKERS = 2;
    /** How often a subscription is read again that is changed while it is billed. */
    private static final int PATIENCE = 5;

    private static final Set<String> PASSING = Set.of("database.busy", "conflict");

    private final Database database;
    private final SubscriptionRating rating;
    private final Clock clock;
    private final RunBooks books;

    public BillingRuns(Database database, SubscriptionRating rating, Clock clock) {
        this.database = database;
        this.rating = rating;
        this.clock = clock;
        this.books = new RunBooks(database, clock);
    }

    /**
     * Bills the periods that end in a span of days, for example a month.
     *
     * @param dryRun work everything out with the same code and store nothing
     */
    public BillingRunReport run(BillingPeriod period, boolean dryRun, Progress progress) {
        return run(RunScope.of(period), dryRun, progress);
    }

    /**
     * As above, for one customer.
     *
     * @param customerId null = everybody
     */
    public BillingRunReport run(BillingPeriod period, @Nullable Long customerId, boolean dryRun, Progress progress) {
        return run(RunScope.of(period).ofCustomer(customerId), dryRun, progress);
    }

    /** Bills a scope. */
    public BillingRunReport run(RunScope scope, boolean dryRun, Progress progress) {
        if (!dryRun) {
            database.write(connection -> LateUsageBooks.notice(connection, clock.instant()));
        }
        RunWork.Unnoticed unnoticed =
                dryRun ? database.read(connection -> RunWork.Unnoticed.of(connection, scope)) : RunWork.Unnoticed.NONE;
        int due = database.read(connection -> DueSubscriptions.count(connection, scope))
                + unnoticed.ended().size();
        if (due == 0) {
            int existing = database.read(connection -> DueSubscriptions.existing(connection, scope));
            return new BillingRunReport(0, scope.label(), dryRun, 0, existing, new TreeMap<>(), List.of());
        }
        return carryOut(dryRun ? 0 : books.start(scope, due), scope, dryRun, due, unnoticed, progress);
    }

    /**
     * Goes on with a run that was stopped, killed or left failures: what it has drafted stays, the rest is billed.
     *
     * @throws Failure {@code run.missing}
     */
    public BillingRunReport resume(long runId, Progress progress) {
        RunScope scope = books.scope(runId);
        database.write(connection -> LateUsageBooks.notice(connection, clock.instant()));
        int due = database.read(connection -> DueSubscriptions.count(connection, scope));
        books.again(runId, due);
        return carryOut(runId, scope, false, due, RunWork.Unnoticed.NONE, progress);
    }

    /**
     * What {@link #resume} would bill now, by a dry run.
     *
     * @throws Failure {@code run.missing}
     */
    public BillingRunReport previewResume(long runId, Progress progress) {
        return run(books.scope(runId), true, progress);
    }

    /**
     * What {@link #failuresAgain} would bill now, by a dry run.
     *
     * @throws Failure {@code run.missing}
     */
    public BillingRunReport previewFailures(long runId, Progress progress) {
        return run(books.scope(runId).failuresOf(runId), true, progress);
    }

    /**
     * The last run that began by itself, if it was stopped or died; {@link #resume} goes on with it. For whoever holds the
     * right to such runs alone.
     */
    public Optional<Long> leftByItself() {
        return database.read(connection -> RunBooks.leftByItself(connection, clock.instant()));
    }

    /**
     * Bills what failed in a run once more, as a run of its own.
     *
     * @throws Failure {@code run.missing}
     */
    public BillingRunReport failuresAgain(long runId, Progress progress) {
        return run(books.scope(runId).failuresOf(runId), false, progress);
    }

    /** Meters that two subscriptions of one of its customers bill side by side, meant or not; each pair once. */
    public List<SharedMeters.Standing> billedTwice(RunScope scope) {
        return database.read(connection -> SharedMeters.standing(connection, scope));
    }

    /**
     * The same of a stored run, as things stand now.
     *
     * @throws Failure {@code run.missing}
     */
    public List<SharedMeters.Standing> billedTwice(long runId) {
        return billedTwice(books.scope(runId));
    }

    private BillingRunReport carryOut(
            long runId, RunScope scope, boolean dryRun, int due, RunWork.Unnoticed unnoticed, Progress progress) {
        int existing = database.read(connection -> DueSubscriptions.existing(connection, scope));
        var run = new RunWork(runId, scope, dryRun, due, progress, rating.catalogue(), clock.instant(), unnoticed);
        progress.report("Billing " + scope.label(), 0, due);
        boolean complete = false;
        try (var threads = Executors.newFixedThreadPool(WORKERS)) {
            var workers = new ArrayList<Future<?>>();
            for (int worker = 0; worker < WORKERS; worker++) {
                workers.add(threads.submit(() -> work(run)));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
            complete = true;
        } catch (ExecutionException stopped) {
            throw cause(stopped);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Failure(
                    "run.stopped", "The billing run was stopped.", "It can be continued at any time.", stopped);
        } finally {
            if (!dryRun) {
                books.finish(runId, run.done(0), !complete, run.tally.failed());
            }
        }
        return run.tally.report(runId, scope.label(), dryRun, existing);
    }

    /** Why a worker ended. */
    static RuntimeException cause(ExecutionException stopped) {
        return stopped.getCause() instanceof RuntimeException problem
                ? problem
                : new IllegalStateException(stopped.getCause());
    }

    private void work(RunWork run) {
        try {
            while (true) {
                List<DueSubscription> batch = run.take(database);
                if (batch.isEmpty()) {
                    return;
                }
                int taken = batch.size();
                for (int turn = 0; !batch.isEmpty(); turn++) {
                    List<Long> changed = billPatiently(run, batch, turn);
                    batch = changed.isEmpty()
                            ? List.of()
                            : database.read(connection -> DueSubscriptions.anew(connection, changed, run.documents));
                }
                int done = run.done(taken);
                if (!run.dry && run.beats()) {
                    books.alive(run.id, done);
                }
            }
        } catch (RuntimeException | Error problem) {
            run.stop();
            throw problem;
        }
    }

    /**
     * As {@link #bill}. Where somebody else took the same rows in another order, or billed the same late usage, nothing
     * was stored, and all is read anew.
     */
    private List<Long> billPatiently(RunWork run, List<DueSubscription> batch, int turn) {
        try {
            return bill(run, batch, turn == PATIENCE);
        } catch (Failure failure) {
            if (!PASSING.contains(failure.code()) || turn >= PATIENCE) {
                throw failure;
            }
            return batch.stream().map(DueSubscription::id).toList();
        }
    }

    /** Bills a batch; returns ids of subscriptions that were changed meanwhile and are to be read again. */
    private List<Long> bill(RunWork run, List<DueSubscription> subscriptions, boolean lastTurn) {
        BillingBatch batch = database.read(connection -> {
            QueryPlans.byIndex(connection);
            return BillingBatch.of(connection, run.scope, subscriptions, run.unnoticed.invoices());
        });
        var rated = new ArrayList<RatedSubscription>();
        var nothing = new ArrayList<LateUsageBooks.Closed>();
        var failures = new ArrayList<>(batch.failures());
        for (SubscriptionRating.Outcome outcome : rating.rate(batch.tasks(), run.catalogue)) {
            switch (outcome) {
                case SubscriptionRating.Outcome.Rated done
                when done.rated().nothingLate() -> nothing.addAll(done.rated().late());
                case SubscriptionRating.Outcome.Rated done -> rated.add(done.rated());
                case SubscriptionRating.Outcome.Failed failed -> failures.add(failure(failed));
            }
        }
        if (run.dry) {
            run.tally.add(Consolidation.results(rated, Consolidation.of(rated)), failures);
            return List.of();
        }
        return database.write(connection -> {
            QueryPlans.byIndex(connection);
            var store = new DraftStore(connection, run.startedAt, run.terms);
            Set<Long> changed = store.changed(subscriptions);
            DraftCollection.widen(changed, subscriptions);
            rated.removeIf(each -> changed.contains(each.due().id()));
            failures.removeIf(each -> changed.contains(each.subscriptionId()));
            batch.next().keySet().removeAll(changed);
            List<RatedSubscription> stored = store.add(run.id, rated);
            List<Consolidation> together = Consolidation.of(stored);
            new DraftCollection(connection, run.id, run.startedAt).collect(together);
            LateUsageBooks.done(connection, nothing);
            failures.forEach(each -> batch.next().remove(each.subscriptionId()));
            store.dueNext(batch.next());
            if (lastTurn) {
                changed.forEach(id -> failures.add(busy(id, subscriptions)));
                changed.clear();
            }
            RunBooks.failed(connection, run.id, failures);
            if (!stored.isEmpty()) {
                Database.notify(connection, "invoice", "drafted");
            }
            run.tally.add(Consolidation.results(stored, together), failures);
            return List.copyOf(changed);
        });
    }

    private static BillingRunReport.Failed failure(SubscriptionRating.Outcome.Failed failed) {
        return new BillingRunReport.Failed(
                failed.task().due().id(),
                failed.task().due().customer(),
                failed.failure().code(),
                failed.failure().summary());
    }

    private static BillingRunReport.Failed busy(long id, List<DueSubscription> subscriptions) {
        String customer = subscriptions.stream()
                .filter(each -> each.id() == id)
                .map(DueSubscription::customer)
                .findFirst()
                .orElse("");
        return new BillingRunReport.Failed(
                id, customer, "billing.busy", "It was changed again and again while it was billed.");
    }
}
