package org.countinghouse.cli;

import java.io.PrintWriter;
import org.countinghouse.mail.MailDraft;
import org.countinghouse.workspace.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a document is sent by e-mail. */
final class SendOptions {
    @Option(names = "--to", paramLabel = "ADDRESS", description = "Default: the customer's address.")
    private @Nullable String to;

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
        MailDraft draft = proposed.with(to, subject, text);
        if (dryRun) {
            out.printf(
                    "To: %s%nSubject: %s%nAttachment: %s%n%n%s%n",
                    draft.recipient(), draft.subject(), draft.attachment(), draft.text());
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
