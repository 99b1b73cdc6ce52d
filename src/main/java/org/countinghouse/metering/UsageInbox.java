package org.countinghouse.metering;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;

/**
 * Usage that came in and could not be taken: kept with its reason until somebody maps it, mends it or says that it is
 * none. What comes again is counted on its entry. At most {@value #MOST_OPEN} entries are open, each with at most 16,384
 * characters of its text; what is beyond is told to whoever sends it.
 */
public final class UsageInbox {
    /** Open entries. */
    public static final int MOST_OPEN = 500_000;

    private final Database database;
    private final Clock clock;
    private final Meters meters;

    public UsageInbox(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.meters = new Meters(database, clock);
    }

    /**
     * Keeps what could not be taken, in a transaction of its own.
     *
     * @return how many were not kept because the inbox is full
     */
    public int keep(List<InboxItem> items) {
        return items.isEmpty() ? 0 : database.write(connection -> keep(connection, items));
    }

    /** As above, in the caller's transaction. */
    static int keep(Connection connection, List<InboxItem> items) throws SQLException {
        return items.isEmpty() ? 0 : new InboxShelf(connection, MOST_OPEN).put(items);
    }

    /** Open entries by their cause, the largest groups first. */
    public List<InboxGroup> groups() {
        return database.read(connection -> {
            var groups = new ArrayList<InboxGroup>();
            try (var statement = connection.prepareStatement("""
                            select reason, about, count(*), (array_agg(detail order by id desc))[1], min(received_at),
                                max(received_at)
                            from (select *, coalesce(case reason when 'unknown_customer' then customer
                                when 'unknown_event' then event end, '') as about
                                from usage_inbox where state = 'open') entry
                            group by reason, about order by 3 desc, 1, 2""");
                    var row = statement.executeQuery()) {
                while (row.next()) {
                    groups.add(new InboxGroup(
                            row.getString(1),
                            row.getString(2),
                            row.getLong(3),
                            row.getString(4),
                            row.getTimestamp(5).toInstant(),
                            row.getTimestamp(6).toInstant()));
                }
            }
            return groups;
        });
    }

    /** The oldest open entries of a selection. */
    public List<InboxEntry> entries(InboxSelection selection, int limit) {
        return database.read(connection -> {
            var entries = new ArrayList<InboxEntry>();
            try (var statement = connection.prepareStatement("""
                    select id, reason, detail, source, batch_id, line, coalesce(customer, ''), coalesce(event, ''), raw,
                        cut, document is not null, seen, received_at
                    from usage_inbox where state = 'open'""" + selection.conditions() + " order by id limit ?")) {
                int parameter = 1;
                for (Object value : selection.values()) {
                    statement.setObject(parameter++, value);
                }
                statement.setInt(parameter, limit);
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        entries.add(entry(row));
                    }
                }
            }
            // Those of one delivery are shelved together, in the order of their keys.
            entries.sort(Comparator.comparing(InboxEntry::receivedAt)
                    .thenComparing(InboxEntry::source)
                    .thenComparing(InboxEntry::line, Comparator.nullsFirst(Comparator.naturalOrder()))
                    .thenComparingLong(InboxEntry::id));
            return entries;
        });
    }

    private static InboxEntry entry(ResultSet row) throws SQLException {
        return new InboxEntry(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getObject(5, Long.class),
                row.getObject(6, Long.class),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getBoolean(10),
                row.getBoolean(11),
                row.getLong(12),
                row.getTimestamp(13).toInstant());
    }

    /**
     * Lets usage under an unknown id count for a customer, from now on and when it is replayed.
     *
     * @param externalId the unknown id, as it is written in the usage
     * @param customer external id of the customer it means
     * @throws Failure {@code usage.customer} when there is no such customer, {@code usage.alias} when the id is a
     *     customer's own
     */
    public void map(String externalId, String customer) {
        database.write(connection -> {
            long customerId = CustomerIds.find(connection, customer);
            if (CustomerIds.own(connection, externalId)) {
                throw new Failure(
                        "usage.alias",
                        "\"" + externalId + "\" is a customer's own id.",
                        "Only an id that no customer has can be mapped. Nothing was changed.");
            }
            try (var statement = connection.prepareStatement("""
                    insert into customer_alias (external_id, customer_id) values (?, ?)
                    on conflict (external_id) do update set customer_id = excluded.customer_id""")) {
                statement.setString(1, externalId);
                statement.setLong(2, customerId);
                statement.executeUpdate();
            }
            var detail = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                    .objectNode()
                    .put("id", externalId);
            AuditLog.append(connection, "usage.map", "customer " + customer, detail.toString());
            return true;
        });
    }

    /**
     * Tries entries again, for example after a customer was mapped or a meter made. Each is stored at most once, however
     * often and by however many it is tried; what still cannot be taken stays.
     *
     * @param allowNegative take quantities below zero
     * @throws Failure {@code inbox.closed} when the one entry asked for is settled, {@code inbox.unreadable} when its
     *     text has to be mended first
     */
    public ReplayReport replay(InboxSelection selection, boolean allowNegative, Progress progress) {
        Long one = selection.id();
        if (one != null && !requireOpen(one).replayable()) {
            throw new Failure(
                    "inbox.unreadable",
                    "Entry " + one + " is no event: " + requireOpen(one).detail() + ".",
                    "Replay it with the mended event, or discard it.");
        }
        ReplayReport report = ReplayReport.NOTHING;
        long[] tried = {0};
        long before;
        do {
            progress.check();
            before = tried[0];
            long last = before;
            report = report.plus(inTransaction(allowNegative, replay -> replay.run(selection, last, tried)));
            progress.report("Replaying", report.stored() + report.duplicates() + report.open(), -1);
        } while (tried[0] > before);
        return report;
    }

    /**
     * Replays one entry with another text.
     *
     * @param event JSON as in a JSON Lines file
     * @throws Failure {@code inbox.unreadable} when the text is no event, {@code inbox.closed}
     */
    public ReplayReport replayAs(long id, String event, boolean allowNegative) {
        UsageEvent mended;
        try {
            mended = JsonUsageReader.event(event);
        } catch (BadRow bad) {
            throw new Failure(
                    "inbox.unreadable",
                    "The mended event is none: " + bad.reason() + ".",
                    "Entry " + id + " stays open.");
        }
        return inTransaction(allowNegative, replay -> replay.run(id, mended));
    }

    /**
     * Settles entries that are no usage. They stay visible with the reason.
     *
     * @return how many
     */
    public long discard(InboxSelection selection, String reason) {
        Why why = Why.of(reason);
        return database.write(connection -> {
            try (var statement = connection.prepareStatement("""
                    update usage_inbox set state = 'discarded', outcome = ?, resolved_by = session_user,
                        resolved_at = now()
                    where state = 'open'""" + selection.conditions())) {
                statement.setString(1, why.reason());
                int parameter = 2;
                for (Object value : selection.values()) {
                    statement.setObject(parameter++, value);
                }
                long discarded = statement.executeUpdate();
                if (discarded > 0) {
                    var detail = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                            .objectNode()
                            .put("entries", discarded)
                            .put("reason", why.reason());
                    AuditLog.append(connection, "usage.discard", "inbox", detail.toString());
                    Database.notify(connection, "usage", "inbox");
                }
                return discarded;
            }
        });
    }

    private InboxEntry requireOpen(long id) {
        List<InboxEntry> found = entries(InboxSelection.one(id), 1);
        if (found.isEmpty()) {
            throw notOpen(id);
        }
        return found.getFirst();
    }

    static Failure notOpen(long id) {
        return new Failure(
                "inbox.closed", "Entry " + id + " of the inbox is not open.", "It was replayed or discarded before.");
    }

    private interface Attempt {
        ReplayReport run(InboxReplay replay) throws SQLException;
    }

    private ReplayReport inTransaction(boolean allowNegative, Attempt attempt) {
        String fingerprint = database.read(MeterLock::fingerprint);
        var all = meters.all();
        var now = clock.instant();
        return database.write(connection -> {
            MeterLock.together(connection, fingerprint);
            var check = new EventCheck(CustomerIds.all(connection), all, now, allowNegative);
            ReplayReport report = attempt.run(new InboxReplay(connection, check, now));
            if (report.stored() > 0) {
                Database.notify(connection, "usage", "inbox");
            }
            return report;
        });
    }
}
