package org.countinghouse.mail;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Messages as the database keeps them. */
final class StoredMail {
    private static final String SELECT = """
            select m.id, m.invoice_id, m.credit_note_id, coalesce(n.number, i.number) as document, c.external_id,
                m.recipient, m.also_to, m.copies, m.recipient_name, m.sender_name, m.reply_to, m.subject, m.body, m.attachment, m.message_id,
                m.state, m.reason, m.attempts, m.next_attempt_at, m.sent_at, m.requested_at, m.requested_by
            from mail_message m join invoice i on i.id = m.invoice_id join customer c on c.id = m.customer_id
                left join credit_note n on n.id = m.credit_note_id
            """;

    private StoredMail() {}

    static MailMessage find(Connection connection, long id) throws SQLException {
        return one(connection, " where m.id = ?", id);
    }

    /** Nobody else changes it until the transaction ends. */
    static MailMessage locked(Connection connection, long id) throws SQLException {
        return one(connection, " where m.id = ? for no key update of m", id);
    }

    private static MailMessage one(Connection connection, String where, long id) throws SQLException {
        try (var statement = connection.prepareStatement(SELECT + where)) {
            statement.setLong(1, id);
            var found = all(statement);
            if (found.isEmpty()) {
                throw new Failure(
                        "mail.missing", "There is no message " + id + ".", "List them with: countinghouse mail list");
            }
            return found.getFirst();
        }
    }

    /**
     * The message with the same document that stands in the way of a second one to any of these addresses, if it is still
     * on its way.
     */
    static Optional<MailMessage> underWay(
            Connection connection, long invoiceId, @Nullable Long creditNoteId, Recipients recipients)
            throws SQLException {
        try (var statement = connection.prepareStatement(SELECT + " where m.invoice_id = ?"
                + " and m.credit_note_id is not distinct from ? and m.state in ('queued', 'sending', 'unsure')"
                + " and mail_addresses(m.recipient, m.also_to, m.copies) && ? order by m.id desc limit 1")) {
            statement.setLong(1, invoiceId);
            statement.setObject(2, creditNoteId, Types.BIGINT);
            statement.setArray(
                    3, connection.createArrayOf("text", recipients.keys().toArray()));
            return all(statement).stream().findFirst();
        }
    }

    static List<MailMessage> of(Connection connection, long invoiceId) throws SQLException {
        try (var statement = connection.prepareStatement(SELECT + " where m.invoice_id = ? order by m.id")) {
            statement.setLong(1, invoiceId);
            return all(statement);
        }
    }

    static List<MailMessage> newest(Connection connection, @Nullable MailState state, int most) throws SQLException {
        try (var statement = connection.prepareStatement(
                SELECT + " where (?::text is null or m.state = ?) order by m.id desc limit ?")) {
            statement.setString(1, state == null ? null : state.code());
            statement.setString(2, state == null ? null : state.code());
            statement.setInt(3, most);
            return all(statement);
        }
    }

    private static Recipients recipients(ResultSet row) throws SQLException {
        var to = new ArrayList<>(List.of(row.getString("recipient")));
        to.addAll(texts(row, "also_to"));
        return new Recipients(to, texts(row, "copies"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static List<MailMessage> all(PreparedStatement statement) throws SQLException {
        var found = new ArrayList<MailMessage>();
        try (var row = statement.executeQuery()) {
            while (row.next()) {
                found.add(message(row));
            }
        }
        return found;
    }

    private static MailMessage message(ResultSet row) throws SQLException {
        Timestamp sent = row.getTimestamp("sent_at");
        return new MailMessage(
                row.getLong("id"),
                row.getLong("invoice_id"),
                row.getObject("credit_note_id", Long.class),
                row.getString("document"),
                row.getString("external_id"),
                recipients(row),
                row.getString("recipient_name"),
                row.getString("sender_name"),
                row.getString("reply_to"),
                row.getString("subject"),
                row.getString("body"),
                row.getString("attachment"),
                row.getString("message_id"),
                MailState.of(row.getString("state")),
                row.getString("reason"),
                row.getInt("attempts"),
                row.getTimestamp("next_attempt_at").toInstant(),
                sent == null ? null : sent.toInstant(),
                row.getTimestamp("requested_at").toInstant(),
                row.getString("requested_by"));
    }
}
