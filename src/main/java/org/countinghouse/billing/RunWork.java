package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.countinghouse.catalog.Meter;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Progress;

/** What the workers of a run share. */
final class RunWork {
    /** Subscriptions that a worker takes, and whose drafts are saved together: the more, the less each costs. */
    private static final int MOST = 250;
    /** Of a run over few, so that all workers have some and progress is seen. */
    private static final int LEAST = 100;
    /** So many batches, if they are not larger or smaller than that. */
    private static final int BATCHES = 20;

    /** Between two signs of life. */
    private static final Duration BEAT = Duration.ofSeconds(1);

    final long id;
    final RunScope scope;
    final boolean dry;
    private final int due;
    private final int batch;
    private final Progress progress;
    final Map<String, Meter> catalogue;
    final Instant startedAt;
    final PlanDocuments documents = new PlanDocuments();
    final RatingTerms terms = new RatingTerms();
    final RunTally tally = new RunTally();
    /** Payers whose subscriptions were all taken. */
    private final Set<Long> gathered = new HashSet<>();
    /** Of a dry run, which notes nothing. */
    final Unnoticed unnoticed;

    private long last;
    private int done;
    private long beat = System.nanoTime();
    private boolean stopped;
    private boolean begun;

    RunWork(
            long id,
            RunScope scope,
            boolean dry,
            int due,
            Progress progress,
            Map<String, Meter> catalogue,
            Instant startedAt,
            Unnoticed unnoticed) {
        this.id = id;
        this.scope = scope;
        this.dry = dry;
        this.due = due;
        this.batch = Math.clamp(due / BATCHES, LEAST, MOST);
        this.progress = progress;
        this.catalogue = catalogue;
        this.startedAt = startedAt;
        this.unnoticed = unnoticed;
    }

    /** One worker after the other takes the next ones. */
    synchronized List<DueSubscription> take(Database database) {
        if (stopped) {
            return List.of();
        }
        progress.check();
        if (!begun && !unnoticed.ended().isEmpty()) {
            begun = true;
            return unnoticed.ended();
        }
        while (true) {
            long after = last;
            List<DueSubscription> taken = database.read(connection -> {
                QueryPlans.byIndex(connection);
                return DueSubscriptions.after(connection, scope, after, batch, documents);
            });
            if (taken.isEmpty()) {
                return taken;
            }
            last = taken.getLast().id();
            List<DueSubscription> whole = whole(database, taken);
            if (!whole.isEmpty()) {
                return whole;
            }
        }
    }

    /** With all that goes on an invoice with one of them, and without what went with an earlier one. */
    private List<DueSubscription> whole(Database database, List<DueSubscription> taken) {
        Set<Long> payers = taken.stream()
                .filter(DueSubscription::together)
                .map(DueSubscription::payerId)
                .collect(Collectors.toCollection(TreeSet::new));
        if (payers.isEmpty()) {
            return taken;
        }
        var whole = new TreeMap<Long, DueSubscription>();
        taken.stream().filter(each -> !each.together()).forEach(each -> whole.put(each.id(), each));
        payers.removeAll(gathered);
        gathered.addAll(payers);
        database.read(connection -> {
                    QueryPlans.byIndex(connection);
                    return DueSubscriptions.ofPayers(connection, scope, payers, documents);
                })
                .forEach(each -> whole.put(each.id(), each));
        return List.copyOf(whole.values());
    }

    synchronized int done(int more) {
        done += more;
        progress.report("Billing " + scope.label(), done, Math.max(done, due));
        return done;
    }

    /**
     * Whether a sign of life is due. Were the run's row written with every batch, whoever looks for it would have to go
     * through all that it was before.
     */
    synchronized boolean beats() {
        long now = System.nanoTime();
        boolean due = now - beat >= BEAT.toNanos();
        beat = due ? now : beat;
        return due;
    }

    synchronized void stop() {
        stopped = true;
    }

    /**
     * Late usage that a dry run sees and does not note.
     *
     * @param invoices of its periods
     * @param ended subscriptions that are over, and due because of it
     */
    record Unnoticed(Set<Long> invoices, List<DueSubscription> ended) {
        static final Unnoticed NONE = new Unnoticed(Set.of(), List.of());

        static Unnoticed of(Connection connection, RunScope scope) throws SQLException {
            Set<Long> invoices = LateUsageBooks.unnoticed(connection);
            return new Unnoticed(invoices, DueSubscriptions.ended(connection, scope, invoices, new PlanDocuments()));
        }
    }
}
