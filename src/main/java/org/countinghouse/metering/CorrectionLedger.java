package org.countinghouse.metering;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countinghouse.security.AuditLog;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Writes corrections down, each once by its idempotency key. */
final class CorrectionLedger {
    private final Hashes hashes = new Hashes();
    private final Connection connection;

    CorrectionLedger(Connection connection) {
        this.connection = connection;
    }

    /**
     * What is asked for.
     *
     * @param content tells two corrections apart
     */
    record Request(long customerId, String kind, String eventId, String content, Why why) {}

    /**
     * What the key given by the caller did before; empty when it is new or there is none.
     *
     * @throws Failure {@code usage.correction.key} when it did something else
     */
    Optional<Corrected> before(Request request) throws SQLException {
        String key = request.why().key();
        return key == null ? Optional.empty() : stored(request, hashes.of(key));
    }

    /**
     * Adds a correction; empty when another one with the same key was faster and did the same.
     *
     * @param told stands for the key where the caller gave none
     * @param brought row of the event that it brings in
     */
    Optional<Corrected> add(Request request, String told, @Nullable UUID brought, List<String> invoices)
            throws SQLException {
        String given = request.why().key();
        UUID key = hashes.of(given != null ? given : told);
        try (var statement = connection.prepareStatement("""
                insert into usage_correction
                    (customer_id, key, kind, content_hash, event_id, event_key, reason, invoices)
                values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing returning id""")) {
            statement.setLong(1, request.customerId());
            statement.setObject(2, key);
            statement.setString(3, request.kind());
            statement.setObject(4, content(request));
            statement.setString(5, request.eventId());
            statement.setObject(6, brought);
            statement.setString(7, request.why().reason());
            statement.setArray(8, connection.createArrayOf("text", invoices.toArray()));
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    stored(request, key);
                    return Optional.empty();
                }
                var corrected = new Corrected(row.getLong(1), false, invoices);
                audit(request, corrected);
                return Optional.of(corrected);
            }
        }
    }

    private void audit(Request request, Corrected corrected) throws SQLException {
        var detail = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                .objectNode()
                .put("correction", corrected.id())
                .put("event", request.eventId())
                .put("reason", request.why().reason());
        AuditLog.append(connection, "usage." + request.kind(), "customer " + request.customerId(), detail.toString());
    }

    private Optional<Corrected> stored(Request request, UUID key) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select id, content_hash, invoices from usage_correction where customer_id = ? and key = ?")) {
            statement.setLong(1, request.customerId());
            statement.setObject(2, key);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(same(row, request)) : Optional.empty();
            }
        }
    }

    private Corrected same(ResultSet row, Request request) throws SQLException {
        if (!content(request).equals(row.getObject(2, UUID.class))) {
            throw new Failure(
                    "usage.correction.key",
                    "The idempotency key \"" + request.why().key() + "\" was used for another correction.",
                    "Give each correction a key of its own. Nothing was changed.");
        }
        return new Corrected(
                row.getLong(1), true, Arrays.asList((String[]) row.getArray(3).getArray()));
    }

    private UUID content(Request request) {
        return hashes.of(request.kind() + '\n' + request.eventId() + '\n' + request.content());
    }
}
