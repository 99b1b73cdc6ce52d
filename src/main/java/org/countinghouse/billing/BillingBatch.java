package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The periods of a batch of subscriptions that are due and have no invoice. */
final class BillingBatch {
    private final RunScope scope;
    private final List<PeriodLocks.Lock> closed;
    private final List<SubscriptionRating.Task> tasks = new ArrayList<>();
    private final List<BillingRunReport.Failed> failures = new ArrayList<>();
    /** When each subscription is due next, if all of its tasks are stored. */
    private final Map<Long, Instant> next = new LinkedHashMap<>();

    private BillingBatch(RunScope scope, List<PeriodLocks.Lock> closed) {
        this.scope = scope;
        this.closed = closed;
    }

    static BillingBatch of(Connection connection, RunScope scope, List<DueSubscription> subscriptions)
            throws SQLException {
        var batch = new BillingBatch(scope, PeriodLocks.closed(connection));
        Long[] ids = subscriptions.stream().map(DueSubscription::id).toArray(Long[]::new);
        Map<Long, Set<Instant>> billed = billed(connection, ids, batch.earliest(subscriptions));
        Map<Long, List<LateUsageBooks.Closed>> late = LateUsageBooks.pending(connection, ids);
        for (DueSubscription due : subscriptions) {
            batch.add(due, billed.getOrDefault(due.id(), Set.of()), late.getOrDefault(due.id(), List.of()));
        }
        return batch;
    }

    List<SubscriptionRating.Task> tasks() {
        return tasks;
    }

    /** Periods that are due and closed. */
    List<BillingRunReport.Failed> failures() {
        return failures;
    }

    Map<Long, Instant> next() {
        return next;
    }

    private void add(DueSubscription due, Set<Instant> billed, List<LateUsageBooks.Closed> late) {
        SubscriptionHistory history = due.history();
        boolean first = true;
        DuePeriod last = null;
        for (DuePeriod period : history.due(since(due), until(due))) {
            last = period;
            BillingPeriod lock = billed.contains(period.startsAt())
                    ? null
                    : PeriodLocks.closed(closed, period.days().to().minusDays(1));
            if (lock != null) {
                failures.add(new BillingRunReport.Failed(
                        due.id(),
                        due.customer(),
                        "period.locked",
                        "The period " + lock.label() + " is locked: an admin can reopen it."));
            } else if (!billed.contains(period.startsAt())) {
                tasks.add(new SubscriptionRating.Task(
                        due, period, BillingParts.of(due, history, period), first ? late : List.of()));
                first = false;
            }
        }
        if (scope.period() == null) {
            Instant after = last == null
                    ? history.at(
                                    due.dueFrom() == null
                                            ? Instant.EPOCH
                                            : due.dueFrom().minusMillis(1))
                            .map(DuePeriod::dueAt)
                            .orElse(Instant.MAX)
                    : history.after(last).map(DuePeriod::dueAt).orElse(Instant.MAX);
            next.put(due.id(), after);
        }
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
        return scope.graceless() ? scope.upTo() : scope.upTo().minusSeconds(3600L * due.graceHours());
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
        try (var statement = connection.prepareStatement("""
                select subscription_id, starts_at from invoice where subscription_id = any (?) and ends_at >= ?::timestamptz
                    and kind = 'regular' and status <> 'void'""")) {
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
