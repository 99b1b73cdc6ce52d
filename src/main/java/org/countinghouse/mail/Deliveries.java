package org.countinghouse.mail;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.countinghouse.billing.InvoiceLife;
import org.countinghouse.catalog.Json;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a delivery, each within the caller's transaction. A program takes a message for a while; when that is over
 * and it has not said how it went, the message goes back into the queue if no server can have it, and else waits for a
 * person.
 */
record Deliveries(Connection connection, Instant now) {
    /** Longer than all the time that one delivery can take, see {@link SmtpCarrier}. */
    static final Duration PATIENCE = Duration.ofMinutes(15);

    /** From a try to the next; after the last one the message has failed. Together about two days. */
    private static final List<Duration> WAITS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(4),
            Duration.ofHours(12),
            Duration.ofHours(24));

    /** Puts right what programs left that are gone. Returns how many messages. */
    int recover() throws SQLException {
        try (var statement = connection.prepareStatement("""
                update mail_message set state = case when handed_at is null then 'queued' else 'unsure' end,
                    reason = case when handed_at is null then 'the program ended before it went out'
                        else 'the program ended while the server had it' end,
                    claim = null, claimed_until = null
                where state = 'sending' and claimed_until < ?""")) {
            statement.setTimestamp(1, Timestamp.from(now));
            int put = statement.executeUpdate();
            if (put > 0) {
                Database.notify(connection, "invoice", "mail");
            }
            return put;
        }
    }

    /** Takes the next message that is due; null when there is none. */
    @Nullable
    MailMessage take(UUID claim) throws SQLException {
        try (var statement = connection.prepareStatement("""
                with due as (
                    select id from mail_message where state = 'queued' and next_attempt_at <= ?
                    order by next_attempt_at, id limit 1 for no key update skip locked)
                update mail_message m set state = 'sending', claim = ?, claimed_until = ?, handed_at = null,
                    attempts = attempts + 1
                from due where m.id = due.id returning m.id""")) {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setObject(2, claim);
            statement.setTimestamp(3, Timestamp.from(now.plus(PATIENCE)));
            try (var row = statement.executeQuery()) {
                return row.next() ? StoredMail.find(connection, row.getLong(1)) : null;
            }
        }
    }

    /** From now on the server may have the message. False when it is not ours any more, and must not be handed over. */
    boolean handing(long id, UUID claim) throws SQLException {
        try (var statement = connection.prepareStatement("update mail_message set handed_at = ?"
                + " where id = ? and claim = ? and state = 'sending' and claimed_until > ?"
                + " and not exists (select from invoice i where i.id = invoice_id and i.status = 'void')")) {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setLong(2, id);
            statement.setObject(3, claim);
            statement.setTimestamp(4, Timestamp.from(now));
            return statement.executeUpdate() == 1;
        }
    }

    /** The server took it: the message is sent, and so is a final invoice that it brings. */
    void sent(MailMessage message, String how) throws SQLException {
        try (var statement = connection.prepareStatement("update mail_message set state = 'sent', reason = ?,"
                + " sent_at = ?, claim = null, claimed_until = null where id = ? and state <> 'sent'")) {
            statement.setString(1, how);
            statement.setTimestamp(2, Timestamp.from(now));
            statement.setLong(3, message.id());
            if (statement.executeUpdate() == 0) {
                return;
            }
        }
        if (message.creditNoteId() == null) {
            InvoiceLife.sent(
                    connection,
                    message.invoiceId(),
                    "by e-mail to " + message.recipient() + ", asked for by " + message.requestedBy(),
                    now);
        }
        AuditLog.append(
                connection,
                "mail.sent",
                "message " + message.id(),
                Json.text(Json.object().put("recipient", message.recipient()).put("message_id", message.messageId())));
        Database.notify(connection, "invoice", "mail");
    }

    /** It did not go out; it is tried again later, or not at all after the last try. */
    void later(MailMessage message, UUID claim, String reason) throws SQLException {
        boolean last = message.attempts() > WAITS.size();
        settle(
                message,
                claim,
                last ? MailState.FAILED : MailState.QUEUED,
                reason,
                last ? now : now.plus(WAITS.get(Math.max(1, message.attempts()) - 1)));
    }

    /** It did not go out, and trying again would not help. */
    void failed(MailMessage message, UUID claim, String reason) throws SQLException {
        settle(message, claim, MailState.FAILED, reason, now);
    }

    /** It may have gone out. */
    void unsure(MailMessage message, UUID claim, String reason) throws SQLException {
        settle(message, claim, MailState.UNSURE, reason, now);
    }

    /** Only for whom it was taken: another program may have taken it since. */
    private void settle(MailMessage message, UUID claim, MailState to, String reason, Instant next)
            throws SQLException {
        try (var statement = connection.prepareStatement(
                "update mail_message set state = ?, reason = ?,"
                        + " next_attempt_at = ?, claim = null, claimed_until = null where id = ? and claim = ? and state = 'sending'")) {
            statement.setString(1, to.code());
            statement.setString(2, reason);
            statement.setTimestamp(3, Timestamp.from(next));
            statement.setLong(4, message.id());
            statement.setObject(5, claim);
            statement.executeUpdate();
        }
        Database.notify(connection, "invoice", "mail");
    }
}
