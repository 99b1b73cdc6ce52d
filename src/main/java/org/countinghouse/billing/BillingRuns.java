package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.countinghouse.catalog.Meter;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Bills a period: each subscription that is due and has no invoice of the period gets a draft. Every batch commits for
 * itself, so that a run may be killed and repeated, and any number of runs may go on at once.
 */
public final class BillingRuns {
    private static final int BATCH = 50;

    private final Database database;
    private final SubscriptionRating rating;
    private final Clock clock;

    public BillingRuns(Database database, SubscriptionRating rating, Clock clock) {
        this.database = database;
        this.rating = rating;
        this.clock = clock;
    }

    /**
     * Runs.
     *
     * @param dryRun work everything out with the same code and store nothing
     */
    public BillingRunReport run(BillingPeriod period, boolean dryRun, Progress progress) {
        return run(period, null, dryRun, progress);
    }

    /**
     * As above, for one customer.
     *
     * @param customerId null = everybody
     */
    public BillingRunReport run(BillingPeriod period, @Nullable Long customerId, boolean dryRun, Progress progress) {
        int existing = database.read(connection -> DueSubscriptions.count(connection, period, customerId, true));
        int due = database.read(connection -> DueSubscriptions.count(connection, period, customerId, false));
        var tally = new Tally();
        if (due > 0) {
            long runId = dryRun ? 0 : start(period);
            var catalogue = rating.catalogue();
            long last = 0;
            int done = 0;
            progress.report("Billing " + period.label(), 0, due);
            while (true) {
                progress.check();
                long after = last;
                var batch = database.read(
                        connection -> DueSubscriptions.after(connection, period, customerId, after, BATCH));
                if (batch.isEmpty()) {
                    break;
                }
                bill(batch, period, catalogue, runId, dryRun, tally);
                last = batch.getLast().id();
                done += batch.size();
                progress.report("Billing " + period.label(), done, Math.max(done, due));
            }
            if (!dryRun) {
                finish(runId, tally);
            }
        }
        return new BillingRunReport(period, dryRun, tally.drafted, existing, tally.totals, tally.failures);
    }

    private void bill(
            List<DueSubscription> batch,
            BillingPeriod period,
            Map<String, Meter> catalogue,
            long runId,
            boolean dryRun,
            Tally tally) {
        var rated = new ArrayList<RatedSubscription>();
        var failures = new ArrayList<BillingRunReport.Failed>();
        for (DueSubscription due : batch) {
            try {
                rated.add(rating.rate(due, period, catalogue));
            } catch (Failure failure) {
                // One bad subscription is set aside with its reason; the others are billed.
                failures.add(new BillingRunReport.Failed(due.id(), due.customer(), failure.code(), failure.summary()));
            }
        }
        var stored = dryRun ? rated : store(rated, failures, period, runId);
        tally.failures.addAll(failures);
        for (RatedSubscription each : stored) {
            tally.drafted++;
            tally.totals.merge(each.due().currency(), each.result().total(), BigDecimal::add);
        }
    }

    private List<RatedSubscription> store(
            List<RatedSubscription> rated, List<BillingRunReport.Failed> failures, BillingPeriod period, long runId) {
        return database.write(connection -> {
            var stored = new ArrayList<RatedSubscription>();
            try (var store = new DraftStore(connection, clock.instant())) {
                for (RatedSubscription each : rated) {
                    if (store.add(runId, period, each).isPresent()) {
                        stored.add(each);
                    }
                }
                store.flush();
            }
            try (var statement = connection.prepareStatement(
                    "insert into billing_failure (billing_run_id, subscription_id, code, reason) values (?, ?, ?, ?)")) {
                for (var failure : failures) {
                    statement.setLong(1, runId);
                    statement.setLong(2, failure.subscriptionId());
                    statement.setString(3, failure.code());
                    statement.setString(4, failure.reason());
                    statement.addBatch();
                }
                statement.executeBatch();
            }
            Database.notify(connection, "invoice", "drafted");
            return stored;
        });
    }

    private long start(BillingPeriod period) {
        return database.write(connection -> {
            try (var statement = connection.prepareStatement("""
                    insert into billing_run (period_from, period_to, state, started_at) values (?, ?, 'running', ?)
                    returning id""")) {
                statement.setObject(1, period.from());
                statement.setObject(2, period.to());
                statement.setTimestamp(3, Timestamp.from(clock.instant()));
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        });
    }

    private void finish(long runId, Tally tally) {
        database.write(connection -> {
            try (var statement = connection.prepareStatement(
                    "update billing_run set state = ?, finished_at = ?, drafts = ?, failures = ? where id = ?")) {
                statement.setString(1, tally.failures.isEmpty() ? "completed" : "failed");
                statement.setTimestamp(2, Timestamp.from(clock.instant()));
                statement.setInt(3, tally.drafted);
                statement.setInt(4, tally.failures.size());
                statement.setLong(5, runId);
                return statement.executeUpdate();
            }
        });
    }

    /** What a run has done so far. */
    private static final class Tally {
        private int drafted;
        private final SortedMap<String, BigDecimal> totals = new TreeMap<>();
        private final List<BillingRunReport.Failed> failures = new ArrayList<>();
    }
}
