package org.countinghouse.metering;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;

/**
 * Takes an import back: its events that still count are told to count no longer, all in one transaction; imports and
 * corrections wait meanwhile. The ids become free again, so the same file, or a better one, can be imported. An event
 * that was cancelled by itself before stays cancelled: its id is not freed.
 */
public final class BatchUndo {
    private static final int FLUSH_AT = 50_000;
    private static final int FETCHED = 10_000;
    /** Charges that a failure names. */
    private static final int NAMED = 5;

    private final Database database;
    private final BilledUsage billed;

    public BatchUndo(Database database, BilledUsage billed) {
        this.database = database;
        this.billed = billed;
    }

    /**
     * What undoing would do; nothing changes.
     *
     * @throws Failure {@code usage.batch.unknown}
     */
    public UndoneBatch preview(long batchId) {
        return database.read(connection -> {
            String file = file(connection, batchId);
            Optional<UndoneBatch> before = before(connection, batchId, file);
            return before.isPresent() ? before.get() : preview(connection, batchId, file);
        });
    }

    /**
     * Undoes an import; one that was undone before stays so.
     *
     * @throws Failure {@code usage.batch.unknown}, {@code usage.billed} when final invoices cover some of the events,
     *     {@code usage.charged} when some were charged as they came: their ids would be free and their charges not
     */
    public UndoneBatch undo(long batchId, Why why, Progress progress) {
        try (Connection connection = database.bulk()) {
            MeterLock.alone(connection);
            String file = file(connection, batchId);
            Optional<UndoneBatch> before = before(connection, batchId, file);
            if (before.isPresent()) {
                return before.get();
            }
            UndoneBatch undone = preview(connection, batchId, file);
            if (!undone.invoices().isEmpty() && !why.alsoBilled()) {
                throw UsageCorrections.billed("Import " + batchId + " (" + file + ")", undone.invoices());
            }
            refuseCharged(connection, undone);
            progress.check();
            supersede(connection, batchId);
            release(connection, batchId);
            takeBack(connection, batchId, undone.events(), progress);
            note(connection, undone, why);
            database.commit(connection);
            return undone;
        } catch (SQLException problem) {
            throw database.failure(problem);
        }
    }

    private void refuseCharged(Connection connection, UndoneBatch batch) throws SQLException {
        List<Long> charges = billed.charges(connection, batch.batchId());
        if (!charges.isEmpty()) {
            throw new Failure(
                    "usage.charged",
                    "Events of import " + batch.batchId() + " (" + batch.file() + ") were charged as they came: charge "
                            + charges.stream()
                                    .limit(NAMED)
                                    .map(Object::toString)
                                    .collect(Collectors.joining(", "))
                            + (charges.size() > NAMED ? " and more" : "") + ".",
                    "Nothing was changed. Refund what was taken, or cancel these events, then undo the rest.");
        }
    }

    /** An import that was undone while it ran must not go on: its first half is gone. */
    static void refuseUndone(Connection connection, long batchId) throws SQLException {
        try (var statement = connection.prepareStatement("select undone_by from import_undo where batch_id = ?")) {
            statement.setLong(1, batchId);
            try (var row = statement.executeQuery()) {
                if (row.next()) {
                    throw new Failure(
                            "usage.batch.undone",
                            "This import was undone by " + row.getString(1) + " while it ran.",
                            "Import the file again if its usage should count.");
                }
            }
        }
    }

    private static String file(Connection connection, long batchId) throws SQLException {
        try (var statement = connection.prepareStatement("select file_name from import_batch where id = ?")) {
            statement.setLong(1, batchId);
            try (var row = statement.executeQuery()) {
                if (row.next()) {
                    return row.getString(1);
                }
            }
        }
        throw new Failure("usage.batch.unknown", "There is no import " + batchId + ".", "Nothing was changed.");
    }

    private static Optional<UndoneBatch> before(Connection connection, long batchId, String file) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select u.events, u.invoices, (select count(distinct customer_id) from usage_superseded
                    where undone_batch = u.batch_id)
                from import_undo u where u.batch_id = ?""")) {
            statement.setLong(1, batchId);
            try (var row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new UndoneBatch(
                                batchId,
                                file,
                                row.getLong(1),
                                row.getLong(3),
                                Arrays.asList((String[]) row.getArray(2).getArray()),
                                true))
                        : Optional.empty();
            }
        }
    }

    private UndoneBatch preview(Connection connection, long batchId, String file) throws SQLException {
        long events = 0;
        long customers = 0;
        try (var statement = connection.prepareStatement(
                "select count(*), count(distinct customer_id) from usage_effective where batch_id = ?")) {
            statement.setLong(1, batchId);
            try (var row = statement.executeQuery()) {
                row.next();
                events = row.getLong(1);
                customers = row.getLong(2);
            }
        }
        return new UndoneBatch(
                batchId, file, events, customers, billed.invoices(connection, used(connection, batchId)), false);
    }

    /** By quarter hours: no time zone begins a day between them. */
    private static List<BilledUsage.Used> used(Connection connection, long batchId) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select distinct customer_id, event, date_bin('15 minutes', occurred_at, timestamptz '2000-01-01Z')
                from usage_effective where batch_id = ?""")) {
            statement.setLong(1, batchId);
            statement.setFetchSize(FETCHED);
            var used = new ArrayList<BilledUsage.Used>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    used.add(new BilledUsage.Used(
                            row.getLong(1),
                            row.getString(2),
                            row.getTimestamp(3).toInstant()));
                }
            }
            return used;
        }
    }

    private static void supersede(Connection connection, long batchId) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into usage_superseded (customer_id, occurred_at, key, undone_batch)
                select customer_id, occurred_at, key, batch_id from usage_effective where batch_id = ?""")) {
            statement.setLong(1, batchId);
            statement.executeUpdate();
        }
    }

    /** Keys are the first 16 bytes of SHA-256, here as in the importer. */
    private static void release(Connection connection, long batchId) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into usage_released (customer_id, key, generation, next_key, batch_id)
                select customer_id, root, generation,
                    encode(substring(sha256(convert_to(root || ' ' || generation, 'UTF8')) for 16), 'hex')::uuid, ?
                from (
                    select customer_id, root, 1 + coalesce((select max(r.generation) from usage_released r
                        where r.customer_id = undone.customer_id and r.key = undone.root), 0) as generation
                    from (
                        select e.customer_id,
                            encode(substring(sha256(convert_to(e.event_id, 'UTF8')) for 16), 'hex')::uuid as root
                        from usage_event e join usage_superseded s using (customer_id, occurred_at, key)
                        where e.batch_id = ? and s.undone_batch = ?) undone) next""")) {
            statement.setLong(1, batchId);
            statement.setLong(2, batchId);
            statement.setLong(3, batchId);
            statement.executeUpdate();
        }
    }

    private static void takeBack(Connection connection, long batchId, long all, Progress progress) throws SQLException {
        var contributions = new Contributions();
        var counting = new Counting(connection);
        var meters = StoredMeters.all(connection);
        try (var statement = connection.prepareStatement("""
                select e.customer_id, e.event_id, e.event, e.occurred_at, e.quantity, e.properties
                from usage_event e join usage_superseded s using (customer_id, occurred_at, key)
                where e.batch_id = ? and s.undone_batch = ?""")) {
            statement.setLong(1, batchId);
            statement.setLong(2, batchId);
            statement.setFetchSize(FETCHED);
            long done = 0;
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    UsageEvent event = StoredMeters.event(row);
                    counting.takeBack(event, contributions.all(row.getLong(1), event, meters));
                    if (counting.size() >= FLUSH_AT) {
                        counting.write();
                    }
                    if (++done % FETCHED == 0) {
                        progress.check();
                        progress.report("Undoing import " + batchId, done, all);
                    }
                }
            }
        }
        counting.write();
    }

    private static void note(Connection connection, UndoneBatch undone, Why why) throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into import_undo (batch_id, events, reason, invoices) values (?, ?, ?, ?)")) {
            statement.setLong(1, undone.batchId());
            statement.setLong(2, undone.events());
            statement.setString(3, why.reason());
            statement.setArray(
                    4, connection.createArrayOf("text", undone.invoices().toArray()));
            statement.executeUpdate();
        }
        var detail = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                .objectNode()
                .put("file", undone.file())
                .put("events", undone.events())
                .put("reason", why.reason());
        AuditLog.append(connection, "usage.undo", "import " + undone.batchId(), detail.toString());
        Database.notify(connection, "usage", Long.toString(undone.batchId()));
    }
}
