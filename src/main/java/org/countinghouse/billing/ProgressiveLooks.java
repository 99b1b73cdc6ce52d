package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.countinghouse.catalog.Meter;
import org.countinghouse.rating.RatedLine;
import org.jspecify.annotations.Nullable;

/**
 * Rates the usage so far of periods that go on: for the job, its dry run and what a person sees before. What was read
 * together is of one moment.
 */
final class ProgressiveLooks {
    private final SubscriptionRating rating;
    private final Map<String, Meter> catalogue;
    private final Instant now;

    ProgressiveLooks(SubscriptionRating rating, Map<String, Meter> catalogue, Instant now) {
        this.rating = rating;
        this.catalogue = catalogue;
        this.now = now;
    }

    /**
     * What came of a batch.
     *
     * @param failures subscriptions that are set aside
     */
    record Looked(List<ProgressiveLook> looks, List<BillingRunReport.Failed> failures) {}

    /**
     * What is known of subscriptions before any of their usage is read.
     *
     * @param billed begins of periods that have their own invoice
     * @param locks months that are closed
     */
    record Known(ThresholdsInForce thresholds, Map<Long, Set<Instant>> billed, List<PeriodLocks.Lock> locks) {
        static Known of(Connection connection, List<Long> subscriptions, Instant now) throws SQLException {
            return new Known(
                    ThresholdRules.of(connection, subscriptions),
                    ProgressiveLooks.billed(connection, subscriptions, now),
                    PeriodLocks.closed(connection));
        }

        /** As it would be with an entry, or without it. */
        Known with(ThresholdEntry wanted, boolean withdrawn) {
            return new Known(thresholds.with(wanted, withdrawn), billed, locks);
        }
    }

    /** Begins of periods that have their own invoice, by subscription. */
    static Map<Long, Set<Instant>> billed(Connection connection, List<Long> subscriptions, Instant now)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                select subscription_id, starts_at from invoice where subscription_id = any (?)
                    and kind = 'regular' and status <> 'void' and ends_at > ?""")) {
            statement.setArray(1, connection.createArrayOf("bigint", subscriptions.toArray()));
            statement.setTimestamp(2, Timestamp.from(now));
            var billed = new HashMap<Long, Set<Instant>>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    billed.computeIfAbsent(rows.getLong(1), _ -> new HashSet<>())
                            .add(rows.getTimestamp(2).toInstant());
                }
            }
            return billed;
        }
    }

    /**
     * Looks at subscriptions whose period goes on and has no invoice of its own.
     *
     * @param always also at those without thresholds
     */
    Looked look(List<DueSubscription> subscriptions, Known known, boolean always) {
        var open = new LinkedHashMap<Long, ProgressiveLook>();
        for (DueSubscription due : subscriptions) {
            period(due)
                    .filter(period ->
                            !known.billed().getOrDefault(due.id(), Set.of()).contains(period.startsAt()))
                    .filter(_ -> PeriodLocks.closed(known.locks(), day(due)) == null)
                    .map(period -> new ProgressiveLook(due, period, now, entry(due, known), null))
                    .filter(look -> always || look.ruled())
                    .ifPresent(look -> open.put(due.id(), look));
        }
        var failures = new ArrayList<BillingRunReport.Failed>();
        rate(open, null, failures);
        Map<Long, Set<String>> unused = open.values().stream()
                .filter(look -> look.rated() != null)
                .collect(Collectors.toMap(look -> look.due().id(), ProgressiveLooks::unused));
        unused.values().removeIf(Set::isEmpty);
        rate(open, unused, failures);
        return new Looked(List.copyOf(open.values()), failures);
    }

    /** The period of now, when the subscription has begun and has not ended. */
    private Optional<DuePeriod> period(DueSubscription due) {
        Instant begin = due.startsOn().atStartOfDay(due.timeZone()).toInstant();
        return begin.isBefore(now)
                ? due.history()
                        .at(now)
                        .filter(period -> period.startsAt().isBefore(now)
                                && period.dueAt().isAfter(now))
                : Optional.empty();
    }

    @Nullable
    ThresholdEntry entry(DueSubscription due, Known known) {
        String plan = due.plan(due.history().on(day(due)).version()).code();
        return known.thresholds().on(due.id(), plan, day(due)).orElse(null);
    }

    private LocalDate day(DueSubscription due) {
        return LocalDate.ofInstant(now, due.timeZone());
    }

    /**
     * Rates those that are named, or all.
     *
     * @param without charges to leave out, by subscription; null: rate all with all of their charges
     */
    private void rate(
            Map<Long, ProgressiveLook> open,
            @Nullable Map<Long, Set<String>> without,
            List<BillingRunReport.Failed> failures) {
        var tasks = new ArrayList<RatingTask>();
        for (ProgressiveLook look : List.copyOf(open.values())) {
            long id = look.due().id();
            Set<String> left = without == null ? Set.of() : without.get(id);
            if (left != null) {
                RatingTask.progressive(look.due(), look.period(), now, catalogue, left)
                        .ifPresentOrElse(tasks::add, () -> open.put(id, with(look, null)));
            }
        }
        for (SubscriptionRating.Outcome outcome : rating.rate(tasks, catalogue)) {
            switch (outcome) {
                case SubscriptionRating.Outcome.Rated done ->
                    open.computeIfPresent(done.rated().due().id(), (_, look) -> with(look, done.rated()));
                case SubscriptionRating.Outcome.Failed failed -> {
                    DueSubscription due = failed.task().due();
                    open.remove(due.id());
                    failures.add(new BillingRunReport.Failed(
                            due.id(),
                            due.customer(),
                            failed.failure().code(),
                            failed.failure().summary()));
                }
            }
        }
    }

    private static ProgressiveLook with(ProgressiveLook look, @Nullable RatedSubscription rated) {
        return new ProgressiveLook(look.due(), look.period(), look.at(), look.entry(), rated);
    }

    /** Charges that cost something although nothing was used: they are for the period's end, as fees are. */
    private static Set<String> unused(ProgressiveLook look) {
        var used = new HashSet<String>();
        var unused = new HashSet<String>();
        RatedSubscription rated = look.rated();
        if (rated == null) {
            return unused;
        }
        for (RatedLine line : rated.input().untaxedParts().rate(false).lines()) {
            if (line.quantity().signum() != 0) {
                used.add(line.charge());
            } else if (line.amount().signum() != 0) {
                unused.add(line.charge());
            }
        }
        unused.removeAll(used);
        return unused;
    }
}
