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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.countinghouse.storage.Database;
import org.jspecify.annotations.Nullable;

/** The running import of one file: collects events, stores them batch by batch, and counts. */
final class ImportBatches {
    private static final int MOST_IN_INBOX = 5_000;
    private static final int MOST_CHARACTERS_IN_INBOX = 4_000_000;
    private static final String CONFLICT = "the same id came before with other content; the first one is kept";

    private final Connection connection;
    private final Path file;
    private final ImportOptions options;
    private final RejectedRows rejectedRows;
    private final Clock clock;
    private final UsageStore store;
    private final String meters;
    private final long batchId;
    private final Map<Key, CheckedEvent> pending = new LinkedHashMap<>();
    private final List<InboxItem> inbox = new ArrayList<>();

    private long read;
    private long accepted;
    private long duplicates;
    private long rejected;
    private long conflicts;
    private long inboxLeftOut;
    private long inboxCharacters;

    /** @param meters {@linkplain MeterLock#fingerprint what the meters were} when the events were checked */
    ImportBatches(
            Connection connection,
            Path file,
            UsageFormat format,
            ImportOptions options,
            RejectedRows rejectedRows,
            Clock clock,
            String meters)
            throws SQLException {
        this.connection = connection;
        this.file = file;
        this.options = options;
        this.rejectedRows = rejectedRows;
        this.clock = clock;
        this.meters = meters;
        this.store = new UsageStore(connection);
        this.batchId = options.dryRun() ? 0 : start(format);
    }

    /** Idempotency key: the customer and the client's id. */
    private record Key(long customerId, UUID id) {}

    void add(CheckedEvent event) {
        read++;
        CheckedEvent first = pending.putIfAbsent(new Key(event.customerId(), event.key()), event);
        if (first != null) {
            duplicates++;
            if (!first.payloadHash().equals(event.payloadHash())) {
                conflict(event);
            }
        }
    }

    /** @param event what of the row could be read; null when it is no event */
    void reject(long line, BadRow bad, String raw, @Nullable UsageEvent event) {
        read++;
        rejected++;
        rejectedRows.add(line, bad.reason(), raw);
        keep(line, bad.code(), bad.reason(), raw, event);
    }

    private void keep(long line, InboxReason code, String reason, String raw, @Nullable UsageEvent event) {
        if (!options.dryRun()) {
            String kept = raw.length() <= InboxItem.LONGEST_RAW ? raw : raw.substring(0, InboxItem.LONGEST_RAW + 1);
            inbox.add(new InboxItem(code, reason, String.valueOf(file.getFileName()), batchId, line, kept, event));
            inboxCharacters += kept.length();
        }
    }

    boolean full() {
        return pending.size() >= options.batchSize()
                || inbox.size() >= MOST_IN_INBOX
                || inboxCharacters >= MOST_CHARACTERS_IN_INBOX;
    }

    long read() {
        return read;
    }

    /** Stores what is pending in one transaction. A dry run keeps its transaction open and takes all of it back. */
    void flush() throws SQLException {
        if (!pending.isEmpty()) {
            MeterLock.together(connection, meters);
            BatchUndo.refuseUndone(connection, batchId);
            var events = new ArrayList<>(pending.values());
            var stored = store.store(batchId, events);
            accepted += stored.accepted();
            duplicates += events.size() - stored.accepted();
            Set<Long> other = stored.conflicts();
            events.stream().filter(event -> other.contains(event.line())).forEach(this::conflict);
            pending.clear();
        }
        if (!options.dryRun()) {
            inboxLeftOut += UsageInbox.keep(connection, inbox);
            inbox.clear();
            inboxCharacters = 0;
            count("""
                    update import_batch set read = ?, accepted = ?, duplicates = ?, rejected = ? where id = ?""");
            connection.commit();
        }
    }

    ImportReport finish() throws SQLException, IOException {
        flush();
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
            connection.commit();
        }
        return new ImportReport(read, accepted, duplicates, rejected, conflicts, inboxLeftOut, list, batchId);
    }

    private void conflict(CheckedEvent event) {
        conflicts++;
        rejectedRows.add(event.line(), CONFLICT, event.raw());
        keep(event.line(), InboxReason.CONFLICT, CONFLICT, event.raw(), event.event());
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
                connection.commit();
                return id;
            }
        }
    }

    private void count(String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
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
