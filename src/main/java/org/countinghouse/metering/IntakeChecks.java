package org.countinghouse.metering;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Checks what callers send against meters and customers as they are known, anew after a moment. One thread's own. */
final class IntakeChecks {
    private static final Duration FRESH = Duration.ofSeconds(30);
    /** Where entries of the inbox came from. */
    private static final String SOURCE = "HTTP";

    private final Database database;
    private final Clock clock;
    private final Meters meters;
    private final KnownCustomers customers = new KnownCustomers();
    private @Nullable Current current;

    IntakeChecks(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.meters = new Meters(database, clock);
    }

    /** The meters as they were read, and what is checked with them. */
    private record Current(String fingerprint, EventCheck check, Instant readAt) {}

    /** A row that cannot be stored, and what of it waits in the inbox; null: nothing does. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient IntakeResult result;
        private final transient @Nullable InboxItem kept;

        Refused(IntakeResult result, @Nullable InboxItem kept) {
            super(result.reason(), null, false, false);
            this.result = result;
            this.kept = kept;
        }

        IntakeResult result() {
            return result;
        }

        @Nullable
        InboxItem kept() {
            return kept;
        }
    }

    /** Stands for the meters that rows are checked against; {@link MeterLock#together} compares it. */
    String fingerprint() {
        return current().fingerprint();
    }

    /** The next check reads the meters anew. */
    void forget() {
        current = null;
    }

    private Current current() {
        Current known = current;
        Instant now = clock.instant();
        // A clock may be put back, too: what was too far ahead by the one before is judged by the one that holds.
        if (known == null || Duration.between(known.readAt(), now).abs().compareTo(FRESH) > 0) {
            String fingerprint = database.read(MeterLock::fingerprint);
            known = new Current(fingerprint, new EventCheck(customers.ids(), meters.all(), now, false), now);
            current = known;
        }
        return known;
    }

    /** Nothing is refused by meters that are no longer so. */
    void refuseOldMeters() {
        if (!database.read(MeterLock::fingerprint).equals(fingerprint())) {
            throw new Failure("usage.meters-changed", "Meters were changed meanwhile.", "Send the usage again.");
        }
    }

    /** Looks up the customers of rows that are to be checked. */
    void learnCustomers(Collection<List<ReadResult>> groups) {
        customers.forgetOld();
        var unknown = new HashSet<String>();
        for (List<ReadResult> rows : groups) {
            for (ReadResult row : rows) {
                if (row instanceof ReadResult.Event event
                        && !customers.knows(event.event().customer())
                        && event.event().customer().indexOf('\0') < 0) {
                    unknown.add(event.event().customer());
                }
            }
        }
        if (!unknown.isEmpty()) {
            database.read(connection -> {
                customers.look(connection, unknown);
                return true;
            });
        }
    }

    /**
     * Checks one row.
     *
     * @param at becomes the line of the event
     * @param onlyCustomer the only customer whose usage may come; null = all
     * @throws Refused with the result; it goes to the inbox too, except what a token may not send at all, and what
     *     cannot be read from a token for one customer: nobody fills the inbox of the house with what is no event
     */
    CheckedEvent check(ReadResult row, int at, @Nullable Long onlyCustomer) throws Refused {
        switch (row) {
            case ReadResult.Rejected bad ->
                throw new Refused(
                        IntakeResult.rejected("", "usage.unreadable", bad.reason()),
                        onlyCustomer != null
                                ? null
                                : new InboxItem(bad.code(), bad.reason(), SOURCE, null, null, bad.raw(), null));
            case ReadResult.Event good -> {
                String id = good.event().id();
                String customer = good.event().customer();
                Long customerId = customers.ids().get(customer);
                if (onlyCustomer != null && !onlyCustomer.equals(customerId)) {
                    throw new Refused(
                            IntakeResult.rejected(
                                    id, "usage.other-customer", "the access token is for another customer"),
                            null);
                }
                if (customerId == null) {
                    String reason = "customer " + Timestamps.quoted(customer) + " is not known";
                    throw new Refused(
                            IntakeResult.rejected(id, "usage.unknown-customer", reason),
                            item(InboxReason.UNKNOWN_CUSTOMER, reason, good.raw(), good.event()));
                }
                try {
                    return current().check().check(new ReadResult.Event(at, good.raw(), good.event()));
                } catch (BadRow bad) {
                    throw new Refused(
                            IntakeResult.rejected(id, "usage.rejected", bad.reason()),
                            item(bad.code(), bad.reason(), good.raw(), good.event()));
                }
            }
        }
    }

    static InboxItem item(InboxReason code, String reason, String raw, UsageEvent event) {
        return new InboxItem(code, reason, SOURCE, null, null, raw, event);
    }
}
