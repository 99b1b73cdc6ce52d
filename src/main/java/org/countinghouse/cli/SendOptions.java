package org.countinghouse.cli;

import java.io.PrintWriter;
import java.util.List;
import org.countinghouse.mail.MailDraft;
import org.countinghouse.mail.Recipients;
import org.countinghouse.workspace.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a document is sent by e-mail. */
final class SendOptions {
    @Option(
            names = "--to",
            paramLabel = "ADDRESS",
            split = "[,;]",
            description = "Default: the customer's address. Several with commas, or the option again.")
    private @Nullable List<String> to;

    @Option(
            names = "--copy",
            paramLabel = "ADDRESS",
            split = "[,;]",
            description = "Who gets a copy, seen by all. Several as above.")
    private @Nullable List<String> copies;

    @Option(names = "--subject", paramLabel = "TEXT", description = "Default: in the customer's language.")
    private @Nullable String subject;

    @Option(names = "--text", paramLabel = "TEXT", description = "Default: in the customer's language.")
    private @Nullable String text;

    @Option(names = "--again", description = "Also when it went to this address before.")
    private boolean again;

    @Option(names = "--dry-run", description = "Show the message and send nothing.")
    private boolean dryRun;

    @Option(names = "--queue", description = "Leave the sending to the gateway.")
    private boolean queue;

    /** Returns the exit status: 1 when somebody has to look at it. */
    int send(Workspace workspace, MailDraft proposed, PrintWriter out) {
        MailDraft draft = proposed.with(to, copies, subject, text);
        if (dryRun) {
            Recipients recipients = draft.recipients();
            out.printf("To: %s%n", String.join(", ", recipients.to()));
            if (!recipients.copies().isEmpty()) {
                out.printf("Cc: %s%n", String.join(", ", recipients.copies()));
            }
            out.printf("Subject: %s%nAttachment: %s%n%n%s%n", draft.subject(), draft.attachment(), draft.text());
            return 0;
        }
        if (!queue) {
            workspace.mailSettings().required();
        }
        long id = workspace.outbox().request(draft, again).id();
        if (!queue) {
            workspace.mailDelivery().deliver();
        }
        var message = workspace.outbox().find(id);
        MailCommand.print(message, out);
        return message.state().repeatable() ? 1 : 0;
    }
}
