package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The periods of a batch of subscriptions that are due and have no invoice. */
final class BillingBatch {
    private final RunScope scope;
    private final List<PeriodLocks.Lock> closed;
    private final List<RatingTask> tasks = new ArrayList<>();
    private final List<BillingRunReport.Failed> failures = new ArrayList<>();
    /** When each subscription is due next, if all of its tasks are stored. */
    private final Map<Long, Instant> next = new LinkedHashMap<>();

    private BillingBatch(RunScope scope, List<PeriodLocks.Lock> closed) {
        this.scope = scope;
        this.closed = closed;
    }

    /** @param unnoticed invoices whose late usage counts as noticed */
    static BillingBatch of(
            Connection connection, RunScope scope, List<DueSubscription> subscriptions, Set<Long> unnoticed)
            throws SQLException {
        var batch = new BillingBatch(scope, PeriodLocks.closed(connection));
        Long[] ids = subscriptions.stream().map(DueSubscription::id).toArray(Long[]::new);
        Map<Long, Set<Instant>> billed = billed(connection, ids, batch.earliest(subscriptions));
        Map<Long, List<LateUsageBooks.Closed>> late = LateUsageBooks.pending(connection, ids, unnoticed);
        Long[] lateOf = late.keySet().toArray(Long[]::new);
        Map<Long, Set<Instant>> ever = late.isEmpty() ? Map.of() : billed(connection, lateOf, Instant.EPOCH);
        Map<Long, Set<Instant>> closing =
                late.isEmpty() ? Map.of() : begins(connection, lateOf, Instant.EPOCH, InvoiceKind.CLOSING);
        for (DueSubscription due : subscriptions) {
            batch.add(
                    due,
                    billed.getOrDefault(due.id(), Set.of()),
                    late.getOrDefault(due.id(), List.of()),
                    ever.getOrDefault(due.id(), Set.of()),
                    closing.getOrDefault(due.id(), Set.of()));
        }
        return batch;
    }

    List<RatingTask> tasks() {
        return tasks;
    }

    /** Periods that are due and closed. */
    List<BillingRunReport.Failed> failures() {
        return failures;
    }

    Map<Long, Instant> next() {
        return next;
    }

    /**
     * @param ever begins of all periods that have an invoice, where there is late usage
     * @param closing begins of invoices of its kind that stand, where there is late usage
     */
    private void add(
            DueSubscription due,
            Set<Instant> billed,
            List<LateUsageBooks.Closed> late,
            Set<Instant> ever,
            Set<Instant> closing) {
        SubscriptionHistory history = due.history();
        List<DuePeriod> periods = history.due(since(due), until(due));
        List<DuePeriod> open = open(due, periods, billed);
        Set<Instant> together = open.stream().map(DuePeriod::startsAt).collect(Collectors.toSet());
        Optional<AdvanceFees.Opening> opening = AdvanceFees.opening(due, history, billed)
                .filter(each -> !together.contains(each.period().startsAt()))
                .filter(each -> PeriodLocks.closed(closed, LocalDate.ofInstant(each.dueAt(), due.timeZone())) == null);
        opening.filter(each -> isDue(due, each.dueAt()))
                .ifPresent(each -> tasks.add(RatingTask.of(due, history, each)));
        boolean first = true;
        for (DuePeriod period : open) {
            tasks.add(RatingTask.of(due, history, period, billed, together, first ? late : List.of()));
            first = false;
        }
        var taken = new HashSet<>(closing);
        for (FeeWindow window : AdvanceFees.orphans(due, history)) {
            if (isDue(due, window.startsAt())) {
                tasks.add(RatingTask.closing(due, history, window));
                taken.add(window.startsAt());
            }
        }
        if (open.isEmpty() && !late.isEmpty() && over(due, history, ever)) {
            tasks.add(RatingTask.late(due, history, free(lastDay(due), taken), late));
        }
        if (scope.period() == null) {
            Instant after = after(due, history, periods);
            next.put(
                    due.id(),
                    opening.filter(each -> !isDue(due, each.dueAt()))
                            .map(each -> earlier(each.dueAt().minus(grace(due)), after))
                            .orElse(after));
        }
    }

    /** Whether its last period is billed: no invoice of a period comes that could bill its late usage. */
    private boolean over(DueSubscription due, SubscriptionHistory history, Set<Instant> ever) {
        if (history.end() == null) {
            return false;
        }
        Instant end = history.end().atStartOfDay(due.timeZone()).toInstant();
        List<DuePeriod> periods = history.due(null, end);
        return !end.isAfter(until(due))
                && !periods.isEmpty()
                && ever.contains(periods.getLast().startsAt());
    }

    /** Invoices of late usage alone have a moment each: the day's first that no other one has. */
    private static Instant free(Instant day, Set<Instant> taken) {
        Instant free = day;
        while (taken.contains(free)) {
            free = free.plus(1, ChronoUnit.MICROS);
        }
        return free;
    }

    /** The last one that the run bills. */
    private Instant lastDay(DueSubscription due) {
        LocalDate day = scope.period() != null
                ? scope.period().to().minusDays(1)
                : LocalDate.ofInstant(until(due), due.timeZone());
        return day.atStartOfDay(due.timeZone()).toInstant();
    }

    /** Those that are neither billed nor locked. */
    private List<DuePeriod> open(DueSubscription due, List<DuePeriod> periods, Set<Instant> billed) {
        var open = new ArrayList<DuePeriod>();
        for (DuePeriod period : periods) {
            if (billed.contains(period.startsAt())) {
                continue;
            }
            BillingPeriod lock = PeriodLocks.closed(closed, period.days().to().minusDays(1));
            if (lock == null) {
                open.add(period);
            } else {
                failures.add(new BillingRunReport.Failed(
                        due.id(),
                        due.customer(),
                        "period.locked",
                        "The period " + lock.label() + " is locked: an admin can reopen it."));
            }
        }
        return open;
    }

    private static Instant after(DueSubscription due, SubscriptionHistory history, List<DuePeriod> periods) {
        Optional<DuePeriod> next = periods.isEmpty()
                ? history.at(
                        due.dueFrom() == null ? Instant.EPOCH : due.dueFrom().minusMillis(1))
                : history.after(periods.getLast());
        return next.map(DuePeriod::dueAt).orElse(Instant.MAX);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Fees alone wait for no late usage. */
    private boolean isDue(DueSubscription due, Instant dueAt) {
        if (scope.upTo() != null) {
            return !dueAt.isAfter(scope.upTo());
        }
        LocalDate day = LocalDate.ofInstant(dueAt, due.timeZone());
        return scope.period() != null
                && !day.isBefore(scope.period().from())
                && day.isBefore(scope.period().to());
    }

    private static Duration grace(DueSubscription due) {
        return Duration.ofHours(due.graceHours());
    }

    /** Periods that can be billed after this moment; null = from the beginning. */
    private @Nullable Instant since(DueSubscription due) {
        if (scope.period() != null) {
            return scope.period().from().atStartOfDay(due.timeZone()).toInstant();
        }
        return due.dueFrom() == null ? null : due.dueFrom().minusMillis(1);
    }

    private Instant until(DueSubscription due) {
        if (scope.upTo() == null) {
            return scope.period() == null
                    ? Instant.MIN
                    : scope.period().to().atStartOfDay(due.timeZone()).toInstant();
        }
        return scope.graceless() ? scope.upTo() : scope.upTo().minus(grace(due));
    }

    /** No invoice that ends before it matters. */
    private Instant earliest(List<DueSubscription> subscriptions) {
        Instant earliest = Instant.parse("9999-01-01T00:00:00Z");
        for (DueSubscription due : subscriptions) {
            Instant since = since(due);
            if (since == null) {
                return Instant.EPOCH;
            }
            earliest = since.isBefore(earliest) ? since : earliest;
        }
        return earliest;
    }

    private static Map<Long, Set<Instant>> billed(Connection connection, Long[] ids, Instant endingAfter)
            throws SQLException {
        return begins(connection, ids, endingAfter, InvoiceKind.REGULAR);
    }

    /** With the kind as a literal, the server sees that the index of subscriptions holds all of it. */
    private static Map<Long, Set<Instant>> begins(
            Connection connection, Long[] ids, Instant endingAfter, InvoiceKind kind) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select subscription_id, starts_at from invoice where subscription_id = any (?) and ends_at >= ?::timestamptz
                    and kind = '%s' and status <> 'void'""".formatted(kind.code()))) {
            statement.setArray(1, connection.createArrayOf("bigint", ids));
            statement.setString(2, endingAfter.toString());
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
}
