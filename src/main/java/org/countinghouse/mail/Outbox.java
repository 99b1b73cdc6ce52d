package org.countinghouse.mail;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.countinghouse.catalog.Json;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.StorageFailure;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Messages that are to go out or went out. A message is stored in one transaction with its entry in the audit log; from
 * then on it goes out once, whatever program delivers it and however often that program ends on the way.
 */
public final class Outbox {
    private final Database database;
    private final Clock clock;

    public Outbox(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Asks for a message. Asked for again with the same addresses while it is on its way, it stays one message.
     *
     * @param again send it also where the same document went to one of the addresses before
     * @throws Failure {@code mail.address}, {@code mail.text}, {@code mail.not-issued}, {@code mail.sent-before},
     *     {@code mail.under-way} when the same document is on its way to some of the addresses, but not to all and only
     *     them
     */
    public MailMessage request(MailDraft draft, boolean again) {
        MailDraft wanted = draft.checked();
        try {
            return store(wanted, again);
        } catch (StorageFailure another) {
            if (!another.code().equals("database.duplicate")) {
                throw another;
            }
            return database.read(connection -> StoredMail.underWay(
                            connection, wanted.invoiceId(), wanted.creditNoteId(), wanted.recipients()))
                    .map(message -> theSame(message, wanted))
                    // What stood in the way is settled by now.
                    .orElseGet(() -> store(wanted, again));
        }
    }

    private MailMessage store(MailDraft wanted, boolean again) {
        return database.write(connection -> {
            Long id = insert(connection, wanted);
            if (!again) {
                // Only now: the insert has waited for whoever was just sending the same.
                refuseSecond(connection, wanted);
            }
            if (id == null) {
                return StoredMail.underWay(connection, wanted.invoiceId(), wanted.creditNoteId(), wanted.recipients())
                        .map(message -> theSame(message, wanted))
                        .orElseThrow(() ->
                                underWay(wanted.document(), wanted.recipients().shown()));
            }
            note(connection, "mail.request", id, wanted.recipients().shown());
            return StoredMail.find(connection, id);
        });
    }

    private static MailMessage theSame(MailMessage message, MailDraft wanted) {
        if (message.recipients().keys().equals(wanted.recipients().keys())) {
            return message;
        }
        throw underWay(message.document(), message.recipient());
    }

    private static Failure underWay(String document, String recipient) {
        return new Failure(
                "mail.under-way",
                "Another message with " + document + " is on its way to " + recipient + ".",
                "Nothing was changed. To each address it goes out once: wait until that one is out, call it back, or leave"
                        + " its addresses out.");
    }

    private static void refuseSecond(Connection connection, MailDraft wanted) throws SQLException {
        try (var statement = connection.prepareStatement("select a, max(m.sent_at) from mail_message m"
                + " cross join unnest(mail_addresses(m.recipient, m.also_to, m.copies)) a where m.state = 'sent'"
                + " and m.invoice_id = ? and m.credit_note_id is not distinct from ? and a = any (?)"
                + " group by a order by a limit 1")) {
            statement.setLong(1, wanted.invoiceId());
            statement.setObject(2, wanted.creditNoteId(), java.sql.Types.BIGINT);
            statement.setArray(
                    3,
                    connection.createArrayOf("text", wanted.recipients().keys().toArray()));
            try (var row = statement.executeQuery()) {
                if (row.next()) {
                    Timestamp before = row.getTimestamp(2);
                    throw new Failure(
                            "mail.sent-before",
                            wanted.document() + " went to " + row.getString(1) + " on "
                                    + LocalDate.ofInstant(before.toInstant(), ZoneOffset.UTC) + " already.",
                            "Nothing was sent. Say that it is to go out again, if it is.");
                }
            }
        }
    }

    /** Null when such a message is on its way. */
    private @Nullable Long insert(Connection connection, MailDraft wanted) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into mail_message (customer_id, invoice_id, credit_note_id, recipient, recipient_name, sender_name,
                    reply_to, subject, body, attachment, message_id, next_attempt_at, requested_at, also_to, copies)
                select customer_id, id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? from invoice where id = ?
                on conflict (invoice_id, coalesce(credit_note_id, 0), lower(recipient))
                    where state in ('queued', 'sending', 'unsure') do nothing
                returning id""")) {
            var now = Timestamp.from(clock.instant());
            statement.setObject(1, wanted.creditNoteId(), java.sql.Types.BIGINT);
            Recipients to = wanted.recipients();
            statement.setString(2, to.to().getFirst());
            statement.setString(3, wanted.recipientName());
            statement.setString(4, wanted.senderName());
            statement.setString(5, wanted.replyTo());
            statement.setString(6, wanted.subject());
            statement.setString(7, wanted.text());
            statement.setString(8, wanted.attachment());
            statement.setString(9, UUID.randomUUID() + "@countinghouse");
            statement.setTimestamp(10, now);
            statement.setTimestamp(11, now);
            List<String> others = to.to().subList(1, to.to().size());
            statement.setArray(12, connection.createArrayOf("text", others.toArray()));
            statement.setArray(13, connection.createArrayOf("text", to.copies().toArray()));
            statement.setLong(14, wanted.invoiceId());
            try (var row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : null;
            }
        }
    }

    /** The message of this id. Throws {@link Failure} {@code mail.missing}. */
    public MailMessage find(long id) {
        return database.read(connection -> StoredMail.find(connection, id));
    }

    /** The messages with an invoice or its credit notes, the oldest first. */
    public List<MailMessage> of(long invoiceId) {
        return database.read(connection -> StoredMail.of(connection, invoiceId));
    }

    /** The newest messages, in one state or in any. */
    public List<MailMessage> newest(@Nullable MailState state, int most) {
        return database.read(connection -> StoredMail.newest(connection, state, most));
    }

    /**
     * Sends a message that failed, may have gone out, or was called back once more: a person's yes.
     *
     * @throws Failure {@code mail.missing}, {@code mail.state}, {@code mail.under-way} when another one with the same
     *     document to one of its addresses is on its way
     */
    public MailMessage repeat(long id) {
        try {
            return decide(id, MailState.QUEUED, "mail.repeat");
        } catch (StorageFailure another) {
            if (!another.code().equals("database.duplicate")) {
                throw another;
            }
            MailMessage message = find(id);
            throw underWay(message.document(), message.recipient());
        }
    }

    /**
     * Settles that a message that may have gone out did.
     *
     * @throws Failure {@code mail.missing}, {@code mail.state}
     */
    public MailMessage wentOut(long id) {
        return decide(id, MailState.SENT, "mail.went-out");
    }

    /**
     * Calls a message back that is not under way.
     *
     * @throws Failure {@code mail.missing}, {@code mail.state}
     */
    public MailMessage cancel(long id) {
        return decide(id, MailState.CANCELLED, "mail.cancel");
    }

    private MailMessage decide(long id, MailState to, String action) {
        return database.write(connection -> {
            MailMessage message = StoredMail.locked(connection, id);
            boolean allowed = switch (to) {
                case QUEUED -> message.state().repeatable();
                case SENT -> message.state() == MailState.UNSURE;
                default -> message.state().cancellable();
            };
            if (!allowed) {
                throw new Failure(
                        "mail.state",
                        "The message to " + message.recipient() + " is "
                                + message.state().code() + ".",
                        "Nothing was changed. Refresh the list and look at it again.");
            }
            if (to == MailState.SENT) {
                new Deliveries(connection, clock.instant()).sent(message, "settled by a person");
            } else {
                move(connection, id, to);
            }
            note(connection, action, id, message.recipient());
            return StoredMail.find(connection, id);
        });
    }

    private void move(Connection connection, long id, MailState to) throws SQLException {
        try (var statement = connection.prepareStatement("update mail_message set state = ?, reason = '', attempts = 0,"
                + " next_attempt_at = ?, claim = null, claimed_until = null, handed_at = null where id = ?")) {
            statement.setString(1, to.code());
            statement.setTimestamp(2, Timestamp.from(clock.instant()));
            statement.setLong(3, id);
            statement.executeUpdate();
        }
    }

    private static void note(Connection connection, String action, long id, String recipient) throws SQLException {
        AuditLog.append(
                connection, action, "message " + id, Json.text(Json.object().put("recipient", recipient)));
        Database.notify(connection, "invoice", "mail");
    }
}
