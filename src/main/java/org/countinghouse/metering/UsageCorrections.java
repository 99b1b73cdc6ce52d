package org.countinghouse.metering;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.countinghouse.catalog.Meter;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Corrects usage by new facts: what was there stays and is told to count no longer. Hourly readings change in the same
 * transaction, by exactly what the old event had added and the new one adds; aggregations without hourly readings are
 * taken from the events that count.
 */
public final class UsageCorrections {
    private final Database database;
    private final Clock clock;
    private final Meters meters;
    private final BilledUsage billed;

    public UsageCorrections(Database database, Clock clock, BilledUsage billed) {
        this.database = database;
        this.clock = clock;
        this.meters = new Meters(database, clock);
        this.billed = billed;
    }

    /**
     * Gives an event another quantity or other properties. What it has already is no change.
     *
     * @param customer external id
     * @param eventId the client's id of the event
     * @throws Failure {@code usage.event.*} when there is no such event that counts or the new content is refused,
     *     {@code usage.billed} when a final invoice covers it, {@code usage.correction.key}
     */
    public Corrected amend(String customer, String eventId, Amendment amendment, Why why) {
        return correct(work -> {
            long customerId = CustomerIds.find(work.connection, customer);
            var request = new CorrectionLedger.Request(customerId, "amend", eventId, amendment.content(), why);
            Optional<Corrected> before = work.ledger.before(request);
            if (before.isPresent()) {
                return before.get();
            }
            EventVersion old = current(work.connection, customerId, customer, eventId);
            UsageEvent was = event(customer, eventId, old);
            var amended = new UsageEvent(
                    customer,
                    eventId,
                    was.event(),
                    was.time(),
                    amendment.quantity() == null ? was.quantity() : amendment.quantity(),
                    amendment.properties() == null ? was.properties() : amendment.properties());
            CheckedEvent checked = work.check(customerId, amended);
            if (EventCheck.sameContent(was, amended)) {
                return Corrected.nothing();
            }
            return replace(work, request, old, was, checked);
        });
    }

    /**
     * Takes an event out of all readings. One that was cancelled before stays so.
     *
     * @throws Failure as {@link #amend}
     */
    public Corrected cancel(String customer, String eventId, Why why) {
        return correct(work -> {
            long customerId = CustomerIds.find(work.connection, customer);
            var request = new CorrectionLedger.Request(customerId, "cancel", eventId, "", why);
            Optional<Corrected> before = work.ledger.before(request);
            if (before.isPresent()) {
                return before.get();
            }
            List<EventVersion> versions = EventVersions.of(work.connection, customerId, eventId);
            EventVersion.Fact end =
                    versions.isEmpty() ? null : versions.getLast().endedBy();
            if (end != null && end.kind().equals("cancel")) {
                return new Corrected(end.id(), true, List.of());
            }
            EventVersion old = current(work.connection, customerId, customer, eventId);
            return replace(work, request, old, event(customer, eventId, old), null);
        });
    }

    /**
     * Adds an event that should have come, noted as a correction. Its id must be new; the same event again is no change.
     *
     * @throws Failure {@code usage.event.refused}, {@code usage.event.conflict} when the id came before with other
     *     content, {@code usage.billed}, {@code usage.correction.key}
     */
    public Corrected backfill(UsageEvent event, Why why) {
        return correct(work -> {
            long customerId = CustomerIds.find(work.connection, event.customer());
            CheckedEvent checked = work.check(customerId, event);
            var request = new CorrectionLedger.Request(
                    customerId, "backfill", event.id(), checked.payloadHash().toString(), why);
            Optional<Corrected> before = work.ledger.before(request);
            if (before.isPresent()) {
                return before.get();
            }
            List<String> invoices = refuseBilled(work.connection, customerId, event, why);
            var stored = new UsageStore(work.connection).store(0, List.of(checked));
            if (stored.accepted() == 0) {
                if (stored.conflicts().isEmpty()) {
                    return Corrected.nothing();
                }
                throw new Failure(
                        "usage.event.conflict",
                        "Event \"" + event.id() + "\" of \"" + event.customer() + "\" came before with other content.",
                        "Amend that event, or backfill under an id of its own. Nothing was changed.");
            }
            return work.ledger
                    .add(request, "backfill " + checked.key(), checked.key(), invoices)
                    .orElseThrow(() -> changed(event.id()));
        });
    }

    /** An event's versions from the first to the last: as it came, and what corrections made of it. */
    public List<EventVersion> history(String customer, String eventId) {
        return database.read(connection -> {
            List<EventVersion> versions = EventVersions.of(connection, CustomerIds.find(connection, customer), eventId);
            if (versions.isEmpty()) {
                throw unknown(customer, eventId);
            }
            return versions;
        });
    }

    private Corrected replace(
            Work work, CorrectionLedger.Request request, EventVersion old, UsageEvent was, @Nullable CheckedEvent next)
            throws SQLException {
        List<String> invoices = refuseBilled(work.connection, request.customerId(), was, request.why());
        UUID nextKey = next == null ? null : new Hashes().of("amended " + old.key() + ' ' + next.payloadHash());
        var added = work.ledger.add(request, request.kind() + ' ' + old.key() + ' ' + nextKey, nextKey, invoices);
        if (added.isEmpty()) {
            return work.ledger.before(request).orElseGet(Corrected::nothing);
        }
        SupersededEvents.one(
                work.connection, request.customerId(), old, added.get().id(), nextKey, request.eventId());
        var counting = new Counting(work.connection);
        counting.takeBack(was, work.contributions(request.customerId(), was));
        if (next != null && nextKey != null) {
            SupersededEvents.insertAmended(work.connection, next, nextKey, old.batchId());
            counting.add(next);
        }
        counting.write();
        return added.get();
    }

    private List<String> refuseBilled(Connection connection, long customerId, UsageEvent event, Why why)
            throws SQLException {
        List<String> invoices =
                billed.invoices(connection, List.of(new BilledUsage.Used(customerId, event.event(), event.time())));
        if (!invoices.isEmpty() && !why.alsoBilled()) {
            throw billed("Event \"" + event.id() + "\"", invoices);
        }
        return invoices;
    }

    static Failure billed(String what, List<String> invoices) {
        String named = String.join(", ", invoices.subList(0, Math.min(5, invoices.size())))
                + (invoices.size() > 5 ? " and " + (invoices.size() - 5) + " more" : "");
        return new Failure(
                "usage.billed",
                what + " is of a time that is billed: final invoice " + named + ".",
                "Nothing was changed. A final invoice stays as it is; say that billed usage may change: the next invoice"
                        + " then bills or gives back the difference by itself.");
    }

    private static EventVersion current(Connection connection, long customerId, String customer, String eventId)
            throws SQLException {
        List<EventVersion> versions = EventVersions.of(connection, customerId, eventId);
        if (versions.isEmpty()) {
            throw unknown(customer, eventId);
        }
        EventVersion last = versions.getLast();
        if (last.effective()) {
            return last;
        }
        String named = "Event \"" + eventId + "\" of \"" + customer + "\"";
        if (last.event() == null) {
            throw new Failure(
                    "usage.event.gone",
                    named + " of " + last.time() + " is gone: its month is past the retention of its meters.",
                    "Its readings stay. Backfill the difference as an event of its own.");
        }
        throw last.undoneBatch() != null
                ? new Failure(
                        "usage.event.undone",
                        named + " came with import " + last.undoneBatch().id() + ", which was undone.",
                        "Import it again, or backfill it.")
                : new Failure(
                        "usage.event.cancelled",
                        named + " was cancelled.",
                        "Backfill the event under an id of its own if it should count after all.");
    }

    private static Failure unknown(String customer, String eventId) {
        return new Failure(
                "usage.event.unknown",
                "Customer \"" + customer + "\" has no event \"" + eventId + "\".",
                "Check the id: it is the one the event was sent with. Nothing was changed.");
    }

    static Failure changed(String eventId) {
        return new Failure(
                "usage.event.changed",
                "Event \"" + eventId + "\" was corrected by somebody else at the same moment.",
                "Look at its history and correct it again if that is still needed. Nothing was changed.");
    }

    private static UsageEvent event(String customer, String eventId, EventVersion version) throws SQLException {
        return new UsageEvent(
                customer,
                eventId,
                String.valueOf(version.event()),
                version.time(),
                version.quantity(),
                SupersededEvents.properties(version.properties()));
    }

    private Corrected correct(Step step) {
        String fingerprint = database.read(MeterLock::fingerprint);
        List<Meter> all = meters.all();
        Instant now = clock.instant();
        return database.write(connection -> {
            MeterLock.together(connection, fingerprint);
            Corrected corrected = step.run(new Work(connection, new CorrectionLedger(connection), all, now));
            if (!corrected.repeated()) {
                Database.notify(connection, "usage", "corrected");
            }
            return corrected;
        });
    }

    private interface Step {
        Corrected run(Work work) throws SQLException;
    }

    /** What a correction works with. */
    private record Work(Connection connection, CorrectionLedger ledger, List<Meter> meters, Instant now) {
        CheckedEvent check(long customerId, UsageEvent event) {
            var check = new EventCheck(Map.of(event.customer(), customerId), meters, now, true);
            try {
                return check.check(new ReadResult.Event(1, "", event));
            } catch (BadRow bad) {
                throw new Failure(
                        "usage.event.refused",
                        "Event \"" + event.id() + "\" cannot be stored: " + bad.reason() + ".",
                        "Correct it; nothing was changed.");
            }
        }

        /** What a stored event adds to the readings that are kept. */
        List<CheckedEvent.Contribution> contributions(long customerId, UsageEvent event) {
            return new Contributions().all(customerId, event, meters);
        }
    }
}
