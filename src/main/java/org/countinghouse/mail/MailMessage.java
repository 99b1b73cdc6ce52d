package org.countinghouse.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as the outbox keeps it.
 *
 * @param document number of the invoice or credit note that is attached
 * @param creditNoteId null: the invoice itself is attached
 * @param replyTo the seller's address; empty when it has none
 * @param attachment name of the file
 * @param messageId of RFC 5322; the same at every try, so that a receiver may notice a second one
 * @param reason why it failed, waits or is not sure; empty when there is nothing to say
 */
public record MailMessage(
        long id,
        long invoiceId,
        @Nullable Long creditNoteId,
        String document,
        String customer,
        Recipients recipients,
        String recipientName,
        String senderName,
        String replyTo,
        String subject,
        String text,
        String attachment,
        String messageId,
        MailState state,
        String reason,
        int attempts,
        Instant nextAttemptAt,
        @Nullable Instant sentAt,
        Instant requestedAt,
        String requestedBy) {
    /** All addresses that it goes to, for the eye. */
    public String recipient() {
        return recipients.shown();
    }
}
