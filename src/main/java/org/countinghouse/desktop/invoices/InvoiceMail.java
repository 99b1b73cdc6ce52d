package org.countinghouse.desktop.invoices;

import org.countinghouse.billing.CreditNote;
import org.countinghouse.mail.MailDelivery;
import org.countinghouse.mail.MailDraft;
import org.countinghouse.mail.MailDrafts;
import org.countinghouse.mail.MailMessage;
import org.countinghouse.mail.MailSettings;
import org.countinghouse.mail.Outbox;
import org.countinghouse.workspace.Workspace;

/** Sending invoices, as the screen needs it. */
public record InvoiceMail(MailDrafts drafts, Outbox outbox, MailDelivery delivery, MailSettings settings) {
    public static InvoiceMail of(Workspace workspace) {
        return new InvoiceMail(
                workspace.mailDrafts(), workspace.outbox(), workspace.mailDelivery(), workspace.mailSettings());
    }

    /**
     * A message that is to be looked at before it goes.
     *
     * @param server whether this machine can send it itself
     * @param before it went to this address already
     */
    record Proposal(MailDraft draft, boolean server, boolean before) {}

    Proposal propose(long invoiceId) {
        return proposal(drafts.ofInvoice(invoiceId));
    }

    Proposal propose(CreditNote note) {
        return proposal(drafts.ofCreditNote(note.invoiceId(), String.valueOf(note.number())));
    }

    private Proposal proposal(MailDraft draft) {
        boolean before = outbox.of(draft.invoiceId()).stream()
                .anyMatch(message ->
                        message.sentAt() != null && message.document().equals(draft.document()));
        return new Proposal(draft, settings.server().isPresent(), before);
    }

    /** Stores it, and sends what is due. */
    MailMessage send(MailDraft draft, boolean again) {
        long id = outbox.request(draft, again).id();
        delivery.deliver();
        return outbox.find(id);
    }

    /** Once more, and sends what is due. */
    MailMessage repeat(long id) {
        outbox.repeat(id);
        delivery.deliver();
        return outbox.find(id);
    }
}
