package org.countinghouse.desktop.invoices;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.mail.MailDraft;
import org.countinghouse.mail.MailMessage;
import org.countinghouse.mail.MailState;

/** Sends documents by e-mail, and tells what became of it; knows no nodes. */
final class Sending {
    private final ScreenContext context;
    private final InvoiceMail mail;
    private final Runnable after;

    /** @param after reads again what is shown, whatever became of a message */
    Sending(ScreenContext context, InvoiceMail mail, Runnable after) {
        this.context = context;
        this.mail = mail;
        this.after = after;
    }

    /** What would go to the customer. */
    void propose(Function<InvoiceMail, InvoiceMail.Proposal> proposed, Consumer<InvoiceMail.Proposal> shown) {
        context.tasks()
                .<InvoiceMail.Proposal>run(
                        context.texts().get("invoices.task.read"),
                        _ -> proposed.apply(mail),
                        shown,
                        context.notices()::failure);
    }

    /** @param again also when it went to this address before */
    void send(MailDraft draft, boolean again) {
        deliver(() -> mail.send(draft, again));
    }

    /** What a person may decide about a message. */
    MessageEntry.Decisions decisions() {
        return new MessageEntry.Decisions(
                message -> deliver(() -> mail.repeat(message.id())),
                message -> deliver(() -> mail.outbox().wentOut(message.id())),
                message -> deliver(() -> mail.outbox().cancel(message.id())));
    }

    private void deliver(Supplier<MailMessage> work) {
        context.tasks()
                .<MailMessage>run(
                        context.texts().get("invoices.task.send"),
                        _ -> work.get(),
                        message -> {
                            tell(message);
                            after.run();
                        },
                        failure -> {
                            context.notices().failure(failure);
                            after.run();
                        });
    }

    private void tell(MailMessage message) {
        String said = context.texts()
                .get(
                        "invoices.send.done." + message.state().code(),
                        message.document(),
                        message.recipient(),
                        message.reason());
        if (message.state() == MailState.SENT) {
            context.notices().success(said);
        } else {
            context.notices().info(said);
        }
    }
}
