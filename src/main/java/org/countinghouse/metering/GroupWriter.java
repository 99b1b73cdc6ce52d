package org.countinghouse.metering;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks and stores what several callers sent, in one transaction. One thread's own. */
final class GroupWriter {
    private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);
    private static final int TRIES = 4;
    /** Failures that pass by themselves when the same work is done again. */
    static final Set<String> PASSING = Set.of("database.busy", "usage.meters-changed", "usage.batch.undone");

    private final Database database;
    private final IntakeChecks checks;
    private final IntakeBooks books;
    private final IntakeFigures figures;

    GroupWriter(Database database, Clock clock, IntakeBooks books, IntakeFigures figures) {
        this.database = database;
        this.checks = new IntakeChecks(database, clock);
        this.books = books;
        this.figures = figures;
    }

    /** Answers every submission: with its results after the commit, or with the failure. */
    void store(List<UsageIntake.Submission> group) {
        for (int left = TRIES; ; left--) {
            try {
                answer(group, attempt(group));
                return;
            } catch (Failure failure) {
                checks.forget();
                if (failure.code().equals("usage.batch.undone")) {
                    books.another();
                }
                if (!PASSING.contains(failure.code()) || left == 1) {
                    refuse(group, failure);
                    return;
                }
            } catch (RuntimeException defect) {
                LOG.error("usage could not be stored", defect);
                refuse(
                        group,
                        new Failure(
                                "usage.failed",
                                "The usage could not be stored.",
                                "Nothing of this request is known to be stored; it may be sent again."));
                return;
            }
        }
    }

    /** What the database refuses of one caller must not keep the others from being stored. */
    private void refuse(List<UsageIntake.Submission> group, Failure failure) {
        boolean reachable = !failure.code().equals("database.unreachable")
                && !failure.code().equals("database.unsure");
        if (group.size() > 1 && reachable) {
            group.forEach(each -> store(List.of(each)));
        } else {
            group.forEach(each -> each.results().completeExceptionally(failure));
        }
    }

    private void answer(List<UsageIntake.Submission> group, List<IntakeResult> results) {
        figures.transaction();
        results.forEach(figures::count);
        int at = 0;
        for (var each : group) {
            int end = at + each.rows().size();
            each.results().complete(List.copyOf(results.subList(at, end)));
            at = end;
        }
    }

    private List<IntakeResult> attempt(List<UsageIntake.Submission> group) {
        String meters = checks.fingerprint();
        checks.learnCustomers(group.stream().map(UsageIntake.Submission::rows).toList());
        var results = new ArrayList<@Nullable IntakeResult>();
        var events = new ArrayList<CheckedEvent>();
        var inbox = new ArrayList<InboxItem>();
        boolean refused = false;
        for (var submission : group) {
            for (ReadResult row : submission.rows()) {
                try {
                    events.add(checks.check(row, results.size(), submission.onlyCustomer()));
                    results.add(null);
                } catch (IntakeChecks.Refused no) {
                    refused |= row instanceof ReadResult.Event;
                    results.add(no.result());
                    if (no.kept() != null) {
                        inbox.add(no.kept());
                    }
                }
            }
        }
        if (refused) {
            checks.refuseOldMeters();
        }
        if (!events.isEmpty() || !inbox.isEmpty()) {
            commit(meters, events, inbox, results);
        }
        books.add(events, results);
        return results.stream().map(GroupWriter::present).toList();
    }

    private static IntakeResult present(@Nullable IntakeResult result) {
        if (result == null) {
            throw new IllegalStateException("an event is without a result");
        }
        return result;
    }

    /** Conflicts are known only now; they wait in the inbox like what could not be read. */
    private static void keep(
            Connection connection,
            List<InboxItem> inbox,
            List<CheckedEvent> events,
            List<@Nullable IntakeResult> results)
            throws SQLException {
        for (CheckedEvent event : events) {
            IntakeResult result = results.get((int) event.line());
            if (result != null && result.outcome() == IntakeResult.Outcome.CONFLICT) {
                inbox.add(IntakeChecks.item(InboxReason.CONFLICT, result.reason(), event.raw(), event.event()));
            }
        }
        int left = UsageInbox.keep(connection, inbox);
        if (left > 0) {
            LOG.warn("The inbox is full: {} events were refused and not kept.", left);
        }
    }

    private void commit(
            String meters, List<CheckedEvent> events, List<InboxItem> inbox, List<@Nullable IntakeResult> results) {
        var firsts = new LinkedHashMap<Key, CheckedEvent>();
        var repeats = new ArrayList<CheckedEvent>();
        for (CheckedEvent event : events) {
            if (firsts.putIfAbsent(Key.of(event), event) != null) {
                repeats.add(event);
            }
        }
        try (Connection connection = database.bulk()) {
            long batch = books.batch();
            MeterLock.together(connection, meters);
            BatchUndo.refuseUndone(connection, batch);
            var stored = firsts.isEmpty()
                    ? new UsageStore.Stored(Set.of(), Set.of())
                    : new UsageStore(connection).store(batch, new ArrayList<>(firsts.values()));
            for (CheckedEvent first : firsts.values()) {
                results.set((int) first.line(), result(first, stored));
            }
            var kept = hashes(connection, firsts, repeats, stored);
            for (CheckedEvent repeat : repeats) {
                boolean same = repeat.payloadHash().equals(kept.get(Key.of(repeat)));
                String id = repeat.event().id();
                results.set((int) repeat.line(), same ? IntakeResult.duplicate(id) : IntakeResult.conflict(id));
            }
            keep(connection, inbox, events, results);
            database.commit(connection);
        } catch (SQLException problem) {
            throw database.failure(problem);
        }
    }

    static IntakeResult result(CheckedEvent event, UsageStore.Stored stored) {
        String id = event.event().id();
        if (stored.kept().contains(event.line())) {
            return IntakeResult.stored(id);
        }
        return stored.conflicts().contains(event.line()) ? IntakeResult.conflict(id) : IntakeResult.duplicate(id);
    }

    /** What content counts for the ids that came more than once: the first one's, or what was stored long before. */
    private static Map<Key, UUID> hashes(
            Connection connection, Map<Key, CheckedEvent> firsts, List<CheckedEvent> repeats, UsageStore.Stored stored)
            throws SQLException {
        var hashes = new LinkedHashMap<Key, UUID>();
        for (CheckedEvent repeat : repeats) {
            Key key = Key.of(repeat);
            CheckedEvent first = firsts.get(key);
            if (first != null && !hashes.containsKey(key)) {
                hashes.put(
                        key, stored.conflicts().contains(first.line()) ? before(connection, key) : first.payloadHash());
            }
        }
        return hashes;
    }

    private static UUID before(Connection connection, Key key) throws SQLException {
        try (var statement =
                connection.prepareStatement("select payload_hash from usage_key where customer_id = ? and key = ?")) {
            statement.setLong(1, key.customerId());
            statement.setObject(2, key.id());
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getObject(1, UUID.class);
            }
        }
    }

    /** Idempotency key: the customer and the client's id. */
    private record Key(long customerId, UUID id) {
        static Key of(CheckedEvent event) {
            return new Key(event.customerId(), event.key());
        }
    }
}
