package org.countinghouse.metering;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.countinghouse.storage.Database;
import org.jspecify.annotations.Nullable;

/** The running import of one file: stores batch by batch, each in a transaction of its own, and counts. */
final class ImportBatches {
    private static final String CONFLICT = "the same id came before with other content; the first one is kept";

    private final Database database;
    private final Connection connection;
    private final Path file;
    private final ImportOptions options;
    private final RejectedRows rejectedRows;
    private final Clock clock;
    private final UsageStore store;
    private final String meters;
    private final long batchId;

    private long read;
    private long accepted;
    private long duplicates;
    private long rejected;
    private long conflicts;
    private long inboxLeftOut;

    /** @param meters {@linkplain MeterLock#fingerprint what the meters were} when the events were checked */
    ImportBatches(
            Database database,
            Connection connection,
            Path file,
            UsageFormat format,
            ImportOptions options,
            RejectedRows rejectedRows,
            Clock clock,
            String meters)
            throws SQLException {
        this.database = database;
        this.connection = connection;
        this.file = file;
        this.options = options;
        this.rejectedRows = rejectedRows;
        this.clock = clock;
        this.meters = meters;
        this.store = new UsageStore(connection);
        this.batchId = options.dryRun() ? 0 : start(format);
    }

    /** Of the import; 0 when it is a dry run. */
    long batchId() {
        return batchId;
    }

    /** Stores a batch in one transaction. A dry run keeps its transaction open and takes all of it back. */
    void store(ImportBatch batch) throws SQLException {
        try {
            storeAll(batch);
        } catch (SQLException | RuntimeException failure) {
            // Others may wait for the locks of this transaction.
            try {
                connection.rollback();
            } catch (SQLException lost) {
                failure.addSuppressed(lost);
            }
            throw failure;
        }
    }

    private void storeAll(ImportBatch batch) throws SQLException {
        var inbox = new ArrayList<InboxItem>();
        for (ImportBatch.Rejected bad : batch.rejected()) {
            rejectedRows.add(bad.line(), bad.reason().reason(), bad.raw());
            inbox.add(item(bad.reason().code(), bad.reason().reason(), bad.line(), bad.raw(), bad.event()));
        }
        batch.conflicts().forEach(event -> conflict(event, inbox));
        PreparedEvents events = batch.prepared();
        if (!events.events().isEmpty()) {
            MeterLock.together(connection, meters);
            BatchUndo.refuseUndone(connection, batchId);
            var stored = store.store(batchId, events);
            accepted += stored.accepted();
            duplicates += events.events().size() - stored.accepted();
            events.events().stream()
                    .filter(event -> stored.conflicts().contains(event.line()))
                    .forEach(event -> conflict(event, inbox));
        }
        read += batch.read();
        rejected += batch.rejected().size();
        duplicates += batch.duplicates();
        if (!options.dryRun()) {
            inboxLeftOut += UsageInbox.keep(connection, inbox);
            count();
            database.commit(connection);
        }
    }

    ImportReport finish() throws SQLException, IOException {
        Path list = rejectedRows.finish();
        if (options.dryRun()) {
            connection.rollback();
        } else {
            try (var statement =
                    connection.prepareStatement("update import_batch set finished_at = ?, sha256 = ? where id = ?")) {
                statement.setTimestamp(1, Timestamp.from(clock.instant()));
                statement.setString(2, sha256());
                statement.setLong(3, batchId);
                statement.executeUpdate();
            }
            Database.notify(connection, "usage", Long.toString(batchId));
            database.commit(connection);
        }
        return new ImportReport(read, accepted, duplicates, rejected, conflicts, inboxLeftOut, list, batchId);
    }

    private void conflict(CheckedEvent event, List<InboxItem> inbox) {
        conflicts++;
        rejectedRows.add(event.line(), CONFLICT, event.raw());
        inbox.add(item(InboxReason.CONFLICT, CONFLICT, event.line(), event.raw(), event.event()));
    }

    private InboxItem item(InboxReason code, String reason, long line, String raw, @Nullable UsageEvent event) {
        String kept = raw.length() <= InboxItem.LONGEST_RAW ? raw : raw.substring(0, InboxItem.LONGEST_RAW + 1);
        return new InboxItem(code, reason, String.valueOf(file.getFileName()), batchId, line, kept, event);
    }

    private long start(UsageFormat format) throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into import_batch (file_name, format, started_at) values (?, ?, ?) returning id")) {
            statement.setString(1, String.valueOf(file.getFileName()));
            statement.setString(2, format.code());
            statement.setTimestamp(3, Timestamp.from(clock.instant()));
            try (var row = statement.executeQuery()) {
                row.next();
                long id = row.getLong(1);
                database.commit(connection);
                return id;
            }
        }
    }

    private void count() throws SQLException {
        try (var statement = connection.prepareStatement(
                "update import_batch set read = ?, accepted = ?, duplicates = ?, rejected = ? where id = ?")) {
            statement.setLong(1, read);
            statement.setLong(2, accepted);
            statement.setLong(3, duplicates);
            statement.setLong(4, rejected);
            statement.setLong(5, batchId);
            statement.executeUpdate();
        }
    }

    private String sha256() throws IOException {
        try (InputStream in = Files.newInputStream(file);
                var digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
