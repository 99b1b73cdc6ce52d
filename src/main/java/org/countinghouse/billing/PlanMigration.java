package org.countinghouse.billing;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.countinghouse.billing.MigrationResult.Effect;
import org.countinghouse.billing.MigrationResult.Member;
import org.countinghouse.billing.MigrationResult.Sum;
import org.countinghouse.catalog.Meter;
import org.countinghouse.rating.RatingResult;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Moves many subscriptions from versions of a plan to another version, or to another plan. What it does to money is seen
 * first: the last whole period of each, with its real usage, by both versions.
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

    /**
     * From versions of a plan to a version of the same or of another one.
     *
     * @param plan code of the plan they have
     * @param from numbers of the versions they have
     * @param toPlan code of the plan they get
     * @param to number of the version they get
     * @param day with {@link WantedChange.When#ON_DAY}
     */
    public record Wish(
            String plan,
            List<Integer> from,
            String toPlan,
            int to,
            WantedChange.When when,
            @Nullable LocalDate day,
            String reason) {
        public Wish {
            from = List.copyOf(from);
        }

        /** Within a plan. */
        public Wish(String plan, int from, int to, WantedChange.When when, String reason) {
            this(plan, List.of(from), plan, to, when, null, reason);
        }

        private WantedChange target() {
            return WantedChange.plan(toPlan, to, reason);
        }

        private WantedChange change() {
            return day == null ? target().at(when) : target().on(day);
        }
    }

    /** What it would do; nothing is stored. */
    public MigrationResult preview(Wish wish, Progress progress) {
        var effects = new ArrayList<Effect>();
        var unrated = new ArrayList<Member>();
        var sums = new TreeMap<String, Sum>();
        var failures = new ArrayList<BillingRunReport.Failed>();
        Map<String, Meter> catalogue = rating.catalogue();
        MigrationMembers members = members(wish);
        int done = 0;
        for (Member member : members.due()) {
            progress.check();
            try {
                changes.check(member.subscriptionId(), wish.change());
                effect(member, wish, catalogue).ifPresentOrElse(effects::add, () -> unrated.add(member));
            } catch (Failure failure) {
                failures.add(member.failed(failure.code(), failure.summary()));
            }
            progress.report("Working out the effect", ++done, members.due().size());
        }
        effects.forEach(effect -> sums.merge(effect.currency(), new Sum(effect.before(), effect.after()), Sum::plus));
        effects.sort(Comparator.comparing((Effect effect) -> effect.difference().abs())
                .reversed()
                .thenComparingLong(Effect::subscriptionId));
        return new MigrationResult(effects, unrated, sums, failures, members.waiting(), 0, 0, null);
    }

    private Optional<Effect> effect(Member member, Wish wish, Map<String, Meter> catalogue) {
        long id = member.subscriptionId();
        // What invoices inside the period took ahead is none of the comparison.
        DueSubscription now = changes.find(id).progressed(List.of());
        Instant moment = clock.instant();
        List<DuePeriod> whole = now.history().due(null, moment);
        if (whole.isEmpty()) {
            return Optional.empty();
        }
        DuePeriod last = whole.getLast();
        DueSubscription then = changes.with(
                        id, wish.target().on(later(now.startsOn(), last.days().from())))
                .progressed(List.of());
        DuePeriod same = then.history()
                .at(last.startsAt().isBefore(start(now)) ? start(now) : last.startsAt())
                .orElse(last);
        RatingResult before =
                rating.rate(RatingTask.whole(now, last), catalogue).result();
        return Optional.of(new Effect(
                id,
                now.customer(),
                member.name(),
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
    public MigrationResult migrate(Wish wish, Progress progress) {
        MigrationMembers members = members(wish);
        return migrate(wish, members.due(), members.due(), List.of(), members.waiting(), progress);
    }

    /**
     * Moves those that can be moved by a preview, and no other ones that came since. Who was changed meanwhile is left
     * alone. What is moved when somebody stops it stays moved.
     */
    public MigrationResult migrate(Wish wish, MigrationResult preview, Progress progress) {
        return migrate(wish, preview.movable(), members(wish).due(), preview.failures(), preview.waiting(), progress);
    }

    private MigrationResult migrate(
            Wish wish,
            List<Member> wanted,
            List<Member> due,
            List<BillingRunReport.Failed> refused,
            List<BillingRunReport.Failed> waiting,
            Progress progress) {
        var failures = new ArrayList<BillingRunReport.Failed>();
        var there = new HashSet<Long>();
        due.forEach(member -> there.add(member.subscriptionId()));
        var mark = UUID.randomUUID();
        int moved = 0;
        for (Member member : wanted) {
            if (progress.cancelled()) {
                break;
            }
            try {
                if (!there.contains(member.subscriptionId())) {
                    throw new Failure("subscription.elsewhere", "Somebody changed or ended it meanwhile.", "");
                }
                changes.add(member.subscriptionId(), wish.change(), mark);
                moved++;
            } catch (Failure failure) {
                failures.add(member.failed(failure.code(), failure.summary()));
            }
            progress.report("Moving subscriptions", moved + failures.size(), wanted.size());
        }
        int left = wanted.size() - moved - failures.size();
        failures.addAll(refused);
        return new MigrationResult(
                List.of(), List.of(), new TreeMap<>(), failures, waiting, moved, left, moved == 0 ? null : mark);
    }

    private MigrationMembers members(Wish wish) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return database.read(connection -> MigrationMembers.of(connection, wish.plan(), wish.from(), today));
    }
}
