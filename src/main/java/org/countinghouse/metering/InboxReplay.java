package org.countinghouse.metering;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tries one page of the inbox again, in one transaction: the event is stored and its entry settled together or not at
 * all, and whoever tries the same entry at the same time waits and finds it settled.
 */
final class InboxReplay {
    static final int PAGE = 1_000;
    private static final String CONFLICT = "the same id came before with other content; the first one is kept";

    private final Connection connection;
    private final EventCheck check;
    private final Instant now;
    private final Map<Long, CheckedEvent> events = new LinkedHashMap<>();
    private final List<Verdict> verdicts = new ArrayList<>();

    InboxReplay(Connection connection, EventCheck check, Instant now) {
        this.connection = connection;
        this.check = check;
        this.now = now;
    }

    /** An entry and what became of it; settled when it has an outcome. */
    private record Verdict(
            long id,
            @Nullable String outcome,
            @Nullable InboxReason reason,
            @Nullable String detail) {}

    /** Idempotency key: the customer and the client's id. */
    private record Key(long customerId, UUID id) {}

    /**
     * @param lastId entries with higher ids are tried
     * @param tried receives the highest id that was tried
     */
    ReplayReport run(InboxSelection selection, long lastId, long[] tried) throws SQLException {
        try (var statement = connection.prepareStatement("select id, document from usage_inbox where state = 'open'"
                + " and document is not null and id > ?" + selection.conditions()
                + " order by id limit " + PAGE + " for update")) {
            statement.setLong(1, lastId);
            int parameter = 2;
            for (Object value : selection.values()) {
                statement.setObject(parameter++, value);
            }
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    tried[0] = rows.getLong(1);
                    read(rows.getLong(1), rows.getString(2));
                }
            }
        }
        return settle();
    }

    /** Tries one entry with another text. */
    ReplayReport run(long id, UsageEvent mended) throws SQLException {
        try (var statement =
                connection.prepareStatement("select id from usage_inbox where state = 'open' and id = ? for update")) {
            statement.setLong(1, id);
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw UsageInbox.notOpen(id);
                }
            }
        }
        check(id, "", mended);
        return settle();
    }

    private void read(long id, String document) throws SQLException {
        try {
            check(id, document, event(RowRules.object(document, "the entry")));
        } catch (BadRow bad) {
            throw new SQLException("a kept event cannot be read: " + bad.reason(), bad);
        }
    }

    private void check(long id, String document, UsageEvent event) {
        try {
            events.put(id, check.check(new ReadResult.Event(id, document, event)));
        } catch (BadRow bad) {
            verdicts.add(new Verdict(id, null, bad.code(), bad.reason()));
        }
    }

    static UsageEvent event(ObjectNode document) throws BadRow {
        var quantity = document.get("quantity");
        var properties = document.get("properties");
        return new UsageEvent(
                document.path("customer").asText(),
                document.path("id").asText(),
                document.path("event").asText(),
                Instant.parse(document.path("time").asText()),
                quantity == null ? null : RowRules.quantity(quantity.asText()),
                properties instanceof ObjectNode object ? RowRules.properties(object) : EventProperties.NONE);
    }

    private ReplayReport settle() throws SQLException {
        long stored = events.isEmpty() ? 0 : store();
        write();
        long settled = verdicts.stream().filter(each -> each.outcome() != null).count();
        return new ReplayReport(stored, settled - stored, verdicts.size() - settled);
    }

    private long store() throws SQLException {
        Map<Key, CheckedEvent> firsts = new LinkedHashMap<>();
        List<CheckedEvent> repeats = new ArrayList<>();
        for (CheckedEvent event : events.values()) {
            if (firsts.putIfAbsent(new Key(event.customerId(), event.key()), event) != null) {
                repeats.add(event);
            }
        }
        long batch = begin();
        var stored = new UsageStore(connection).store(batch, new ArrayList<>(firsts.values()));
        for (CheckedEvent event : firsts.values()) {
            boolean kept = stored.kept().contains(event.line());
            boolean conflict = stored.conflicts().contains(event.line());
            verdicts.add(
                    conflict
                            ? new Verdict(event.line(), null, InboxReason.CONFLICT, CONFLICT)
                            : new Verdict(event.line(), kept ? "stored" : "duplicate", null, null));
        }
        for (CheckedEvent event : repeats) {
            // Two entries with one id differ in content, or they would be one entry.
            verdicts.add(new Verdict(event.line(), null, InboxReason.CONFLICT, CONFLICT));
        }
        finish(batch, firsts.size() + repeats.size(), stored.accepted());
        return stored.accepted();
    }

    private long begin() throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into import_batch (file_name, format, started_at) values ('Inbox', 'inbox', ?) returning id")) {
            statement.setTimestamp(1, Timestamp.from(now));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void finish(long batch, long read, long accepted) throws SQLException {
        try (var statement = connection.prepareStatement("""
                update import_batch set read = ?, accepted = ?, duplicates = ?, finished_at = ? where id = ?""")) {
            statement.setLong(1, read);
            statement.setLong(2, accepted);
            statement.setLong(3, read - accepted);
            statement.setTimestamp(4, Timestamp.from(now));
            statement.setLong(5, batch);
            statement.executeUpdate();
        }
    }

    private void write() throws SQLException {
        try (var statement = connection.prepareStatement("""
                update usage_inbox set state = case when ?::text is null then 'open' else 'replayed' end, outcome = ?,
                    resolved_by = case when ?::text is null then null else session_user end,
                    resolved_at = case when ?::text is null then null else now() end,
                    reason = coalesce(?, reason), detail = coalesce(?, detail)
                where id = ?""")) {
            for (Verdict verdict : verdicts) {
                for (int parameter = 1; parameter <= 4; parameter++) {
                    statement.setString(parameter, verdict.outcome());
                }
                InboxReason reason = verdict.reason();
                statement.setString(5, reason == null ? null : reason.code());
                String detail = verdict.detail();
                statement.setString(6, detail == null ? null : InboxItem.storable(detail, 500));
                statement.setLong(7, verdict.id());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
