package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Bills usage inside a period when it passes a threshold: the usage from the period's begin, rated as the period's own
 * invoice rates it, less what invoices inside the period have billed. Every batch commits for itself; a subscription's
 * row and a unique key let any number of jobs at once make one invoice. A dry run is the same code without the storing.
 */
public final class ProgressiveBilling {
    private static final int BATCH = 100;
    /** How often a subscription is read again that is changed while it is billed. */
    private static final int PATIENCE = 5;

    private final Database database;
    private final SubscriptionRating rating;
    private final Clock clock;

    public ProgressiveBilling(Database database, SubscriptionRating rating, Clock clock) {
        this.database = database;
        this.rating = rating;
        this.clock = clock;
    }

    /**
     * Bills what has passed a threshold by now.
     *
     * @param scope whose; its moment or period does not count
     * @param dryRun work everything out with the same code and store nothing
     */
    public ProgressiveReport run(RunScope scope, boolean dryRun, Progress progress) {
        Instant now = clock.instant();
        var looks = new ProgressiveLooks(rating, rating.catalogue(), now);
        List<Long> ids = database.read(connection -> candidates(connection, scope, null, now));
        var bills = new ArrayList<ProgressiveReport.Bill>();
        var failures = new ArrayList<BillingRunReport.Failed>();
        int looked = 0;
        for (int from = 0; from < ids.size(); from += BATCH) {
            progress.check();
            progress.report("Progressive billing", from, ids.size());
            List<Long> batch = ids.subList(from, Math.min(from + BATCH, ids.size()));
            for (int turn = 0; !batch.isEmpty(); turn++) {
                Set<Long> changed = new HashSet<>();
                int found = bill(looks, batch, now, dryRun, changed, bills, failures);
                looked += turn == 0 ? found : 0;
                if (turn == PATIENCE) {
                    changed.forEach(id -> failures.add(new BillingRunReport.Failed(
                            id, "", "billing.busy", "It was changed again and again while it was billed.")));
                    changed.clear();
                }
                batch = List.copyOf(changed);
            }
        }
        return new ProgressiveReport(now, dryRun, looked, bills, failures);
    }

    /**
     * What the job would bill now of those that a plan's thresholds hold for, if an entry of the plan were stored;
     * nothing is. The report's {@code looked} counts those that then have thresholds of the plan.
     *
     * @param wish of a plan
     * @throws Failure as {@link ThresholdRules#set}
     */
    public ProgressiveReport preview(ThresholdWish wish, Progress progress) {
        Instant now = clock.instant();
        var looks = new ProgressiveLooks(rating, rating.catalogue(), now);
        ThresholdEntry wanted = database.read(connection -> ThresholdRules.of(connection, wish, now));
        List<Long> ids = database.read(connection ->
                candidates(connection, RunScope.upTo(now), wish.subject().plan(), now));
        var bills = new ArrayList<ProgressiveReport.Bill>();
        var failures = new ArrayList<BillingRunReport.Failed>();
        int looked = 0;
        for (int from = 0; from < ids.size(); from += BATCH) {
            progress.check();
            progress.report("Progressive billing", from, ids.size());
            List<Long> batch = ids.subList(from, Math.min(from + BATCH, ids.size()));
            Read read =
                    database.read(connection -> read(connection, batch, now)).with(wanted, wish.withdrawn());
            var found = looks.look(read.subscriptions(), read.known(), false);
            failures.addAll(found.failures());
            for (ProgressiveLook look : found.looks()) {
                if (look.entry() != null && look.entry().subject().equals(wish.subject())) {
                    looked++;
                    look.bill().ifPresent(bills::add);
                }
            }
        }
        return new ProgressiveReport(now, true, looked, bills, failures);
    }

    /**
     * How a subscription stands; nothing is stored.
     *
     * @throws Failure {@code subscription.missing}, any failure of rating
     */
    public ProgressiveState state(long subscription) {
        return state(subscription, null);
    }

    /**
     * How it would stand if an entry were stored; nothing is.
     *
     * @param wish null: as it stands
     * @throws Failure as above, and as {@link ThresholdRules#set}
     */
    public ProgressiveState state(long subscription, @Nullable ThresholdWish wish) {
        Instant now = clock.instant();
        var looks = new ProgressiveLooks(rating, rating.catalogue(), now);
        Read read = database.read(connection -> {
            Read stored = read(connection, List.of(subscription), now);
            return wish == null ? stored : stored.with(ThresholdRules.of(connection, wish, now), wish.withdrawn());
        });
        if (read.subscriptions().isEmpty()) {
            throw new Failure(
                    "subscription.missing", "There is no subscription " + subscription + ".", "Nothing was changed.");
        }
        var looked = looks.look(read.subscriptions(), read.known(), true);
        if (!looked.failures().isEmpty()) {
            var failed = looked.failures().getFirst();
            throw new Failure(failed.code(), failed.reason(), "Nothing was changed.");
        }
        DueSubscription due = read.subscriptions().getFirst();
        return looked.looks().stream()
                .findFirst()
                .map(ProgressiveState::of)
                .orElseGet(() -> ProgressiveState.none(due, now, looks.entry(due, read.known())));
    }

    /** Subscriptions and what is known of them, of one moment. */
    private record Read(List<DueSubscription> subscriptions, ProgressiveLooks.Known known) {
        /** With an entry that is not stored, or without it. */
        Read with(ThresholdEntry wanted, boolean withdrawn) {
            return new Read(subscriptions, known.with(wanted, withdrawn));
        }
    }

    private static Read read(Connection connection, List<Long> ids, Instant now) throws SQLException {
        return new Read(
                DueSubscriptions.anew(connection, ids, new PlanDocuments()),
                ProgressiveLooks.Known.of(connection, ids, now));
    }

    /** Bills a batch; returns how many of it have thresholds and a period that goes on. */
    private int bill(
            ProgressiveLooks looks,
            List<Long> batch,
            Instant now,
            boolean dryRun,
            Set<Long> changed,
            List<ProgressiveReport.Bill> bills,
            List<BillingRunReport.Failed> failures) {
        Read read = database.read(connection -> read(connection, batch, now));
        var looked = looks.look(read.subscriptions(), read.known(), false);
        failures.addAll(looked.failures());
        List<ProgressiveLook> passed = looked.looks().stream()
                .filter(look -> look.passed().isPresent())
                .toList();
        List<ProgressiveLook> made = passed;
        if (!dryRun && !passed.isEmpty()) {
            made = database.write(connection -> store(connection, passed, now, changed));
        }
        made.forEach(look -> look.bill().ifPresent(bills::add));
        return looked.looks().size();
    }

    /** Stores drafts of those that are still as they were read; the others are read again. */
    private static List<ProgressiveLook> store(
            Connection connection, List<ProgressiveLook> passed, Instant now, Set<Long> changed) throws SQLException {
        var store = new DraftStore(connection, now, new RatingTerms());
        changed.addAll(store.changed(passed.stream().map(ProgressiveLook::due).toList()));
        var billed = ProgressiveLooks.billed(
                connection, passed.stream().map(look -> look.due().id()).toList(), now);
        var made = passed.stream()
                .filter(look -> !changed.contains(look.due().id()))
                .filter(look -> !billed.getOrDefault(look.due().id(), Set.of())
                        .contains(look.period().startsAt()))
                .toList();
        var drafts = new ArrayList<RatedSubscription>();
        for (ProgressiveLook look : made) {
            if (look.rated() != null) {
                drafts.add(look.rated().passing(look.passed().orElseThrow()));
            }
        }
        store.add(null, drafts);
        if (!drafts.isEmpty()) {
            Database.notify(connection, "invoice", "drafted");
        }
        return made;
    }

    /**
     * Those that have thresholds, their own or of a plan that they have or had.
     *
     * @param plan code of the plan that they have or had instead, whether it has thresholds or not
     */
    private static List<Long> candidates(Connection connection, RunScope scope, @Nullable String plan, Instant now)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                with ruled as (select p.id as plan_id from plan p where p.code = ? or ?::text is null and exists (
                        select from usage_threshold_current t where t.plan_id = p.id and t.kind = 'amounts')),
                    of_plan as (select v.id from plan_version v join ruled r on r.plan_id = v.plan_id)
                select s.id
                from subscription s
                    join customer u on u.id = s.customer_id
                    join customer c on c.id = coalesce(u.payer_id, u.id)
                    join billing_entity e on e.id = c.billing_entity_id
                    join plan_version v on v.id = s.plan_version_id
                where u.status <> 'closed' and s.starts_on <= ?::date + 1 and (s.ends_on is null or s.ends_on >= ?::date - 1)
                    and (?::bigint is null or s.customer_id = ?) and (?::bigint is null or s.id = ?)
                    and (?::bigint is null or v.plan_id = ?) and (not ? or e.automatic_runs)
                    and (s.plan_version_id in (select id from of_plan)
                        or exists (select from subscription_change h join of_plan o on o.id = h.plan_version_id
                            where h.subscription_id = s.id and h.undone_at is null)
                        or ?::text is null and exists (select from usage_threshold_current t
                            where t.subscription_id = s.id and t.kind = 'amounts'))
                order by s.id""")) {
            int at = 0;
            statement.setString(++at, plan);
            statement.setString(++at, plan);
            statement.setTimestamp(++at, Timestamp.from(now));
            statement.setTimestamp(++at, Timestamp.from(now));
            for (Long id : new Long[] {scope.customerId(), scope.subscriptionId(), scope.planId()}) {
                statement.setObject(++at, id, Types.BIGINT);
                statement.setObject(++at, id, Types.BIGINT);
            }
            statement.setBoolean(++at, scope.automatic());
            statement.setString(++at, plan);
            var ids = new ArrayList<Long>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                }
            }
            return ids;
        }
    }
}
