package org.countinghouse.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message in the list of all of them.
 *
 * @param document number of the invoice or credit note that is attached
 * @param customer external id
 * @param recipient all addresses that it goes to
 * @param reason why it failed, waits or is not sure; empty when there is nothing to say
 * @param attempts how often a server was asked to take it
 */
public record MailRow(
        long id,
        long invoiceId,
        String document,
        String customer,
        String customerName,
        String recipient,
        String subject,
        MailState state,
        String reason,
        int attempts,
        Instant requestedAt,
        String requestedBy,
        @Nullable Instant sentAt) {}
