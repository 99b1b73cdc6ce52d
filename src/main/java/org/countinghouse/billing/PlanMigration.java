package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.countinghouse.catalog.Meter;
import org.countinghouse.rating.RatingResult;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;

/**
 * Moves many subscriptions from one version of a plan to another. What it does to money is seen first: the last whole
 * period of each, with its real usage, by both versions.
 */
public final class PlanMigration {
    private final Database database;
    private final SubscriptionRating rating;
    private final SubscriptionChanges changes;
    private final Clock clock;

    public PlanMigration(Database database, Clock clock) {
        this.database = database;
        this.rating = new SubscriptionRating(database, clock);
        this.changes = new SubscriptionChanges(database, clock);
        this.clock = clock;
    }

    /** From a version of a plan to another one. */
    public record Wish(String plan, int from, int to, WantedChange.When when, String reason) {}

    /** What it does to one subscription: its last whole period by both versions. */
    public record Effect(
            long subscriptionId,
            String customer,
            BillingPeriod period,
            String currency,
            BigDecimal before,
            BigDecimal after) {}

    /**
     * All of it.
     *
     * @param totals difference by currency
     * @param failures subscriptions that cannot be moved, with the reason
     */
    public record Result(
            List<Effect> effects,
            SortedMap<String, BigDecimal> totals,
            List<BillingRunReport.Failed> failures,
            int moved) {
        public Result {
            effects = List.copyOf(effects);
            failures = List.copyOf(failures);
        }
    }

    /** What it would do; nothing is stored. */
    public Result preview(Wish wish, Progress progress) {
        var effects = new ArrayList<Effect>();
        var totals = new TreeMap<String, BigDecimal>();
        var failures = new ArrayList<BillingRunReport.Failed>();
        Map<String, Meter> catalogue = rating.catalogue();
        List<Long> ids = subscriptions(wish);
        int done = 0;
        for (long id : ids) {
            progress.check();
            try {
                effect(id, wish, catalogue).ifPresent(effect -> {
                    effects.add(effect);
                    totals.merge(effect.currency(), effect.after().subtract(effect.before()), BigDecimal::add);
                });
            } catch (Failure failure) {
                failures.add(new BillingRunReport.Failed(id, "", failure.code(), failure.summary()));
            }
            progress.report("Working out the effect", ++done, ids.size());
        }
        return new Result(effects, totals, failures, 0);
    }

    private Optional<Effect> effect(long id, Wish wish, Map<String, Meter> catalogue) {
        // What invoices inside the period took ahead is none of the comparison.
        DueSubscription now = changes.find(id).progressed(List.of());
        Instant moment = clock.instant();
        List<DuePeriod> whole = now.history().due(null, moment);
        if (whole.isEmpty()) {
            return Optional.empty();
        }
        DuePeriod last = whole.getLast();
        DueSubscription then = changes.with(
                        id,
                        WantedChange.plan(wish.plan(), wish.to(), wish.reason())
                                .on(later(now.startsOn(), last.days().from())))
                .progressed(List.of());
        DuePeriod same = then.history()
                .at(last.startsAt().isBefore(start(now)) ? start(now) : last.startsAt())
                .orElse(last);
        RatingResult before =
                rating.rate(RatingTask.whole(now, last), catalogue).result();
        return Optional.of(new Effect(
                id,
                now.customer(),
                last.days(),
                before.currency().getCode(),
                before.total(),
                rating.rate(RatingTask.whole(then, same), catalogue).result().total()));
    }

    private static Instant start(DueSubscription due) {
        return due.startsOn().atStartOfDay(due.timeZone()).toInstant();
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    /** Moves them; those that cannot be moved are named and left as they are. The moves carry one mark. */
    public Result migrate(Wish wish, Progress progress) {
        var failures = new ArrayList<BillingRunReport.Failed>();
        var mark = UUID.randomUUID();
        int moved = 0;
        List<Long> ids = subscriptions(wish);
        for (long id : ids) {
            progress.check();
            try {
                changes.add(
                        id,
                        WantedChange.plan(wish.plan(), wish.to(), wish.reason()).at(wish.when()),
                        mark);
                moved++;
            } catch (Failure failure) {
                failures.add(new BillingRunReport.Failed(id, "", failure.code(), failure.summary()));
            }
            progress.report("Moving subscriptions", moved + failures.size(), ids.size());
        }
        return new Result(List.of(), new TreeMap<>(), failures, moved);
    }

    /** Those that have the version today, and no other move to come. */
    private List<Long> subscriptions(Wish wish) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC);
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("""
                    select t.subscription_id from subscription_terms t join plan_version v on v.id = t.plan_version_id
                        join plan p on p.id = v.plan_id
                    where p.code = ? and v.number = ? and t.starts_on <= ? and (t.ends_on is null or t.ends_on > ?)
                        and not exists (select from subscription_change h where h.subscription_id = t.subscription_id
                            and h.kind = 'plan' and h.undone_at is null and h.effective_on > ?)
                    order by 1""")) {
                statement.setString(1, wish.plan());
                statement.setInt(2, wish.from());
                statement.setObject(3, today);
                statement.setObject(4, today);
                statement.setObject(5, today);
                var ids = new ArrayList<Long>();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        ids.add(rows.getLong(1));
                    }
                }
                return ids;
            }
        });
    }
}
