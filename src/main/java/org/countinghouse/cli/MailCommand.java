package org.countinghouse.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.countinghouse.mail.MailMessage;
import org.countinghouse.mail.MailServer;
import org.countinghouse.mail.MailState;
import org.countinghouse.mail.Outbox;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The outbox and the mail server. */
@Command(
        name = "mail",
        description = "Messages that are to go out, and the mail server that takes them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            MailCommand.Server.class,
            MailCommand.Of.class,
            MailCommand.Deliver.class,
            MailCommand.Repeat.class,
            MailCommand.WentOut.class,
            MailCommand.Cancel.class
        })
final class MailCommand {
    private static final int MOST = 1_000;

    /** Shows, sets and tries the server. */
    @Command(
            name = "server",
            description =
                    "Show the mail server of this machine, or set it. It is kept in a file that only you may read.",
            mixinStandardHelpOptions = true)
    static final class Server implements Callable<Integer> {
        @Option(names = "--host", paramLabel = "HOST", description = "For example smtp.example.com.")
        private @Nullable String host;

        @Option(names = "--port", paramLabel = "N", description = "Default: 465 with tls, 587 with starttls, 25 else.")
        private @Nullable Integer port;

        @Option(
                names = "--security",
                defaultValue = "starttls",
                paramLabel = "WAY",
                description = "tls, starttls or none (default ${DEFAULT-VALUE}).")
        private String security = "";

        @Option(
                names = "--user",
                defaultValue = "",
                paramLabel = "NAME",
                description = "Where the server asks for one.")
        private String user = "";

        @Option(
                names = "--password",
                interactive = true,
                arity = "0",
                description = "Ask for the password; it is never given on the command line.")
        private char @Nullable [] password;

        @Option(names = "--from", defaultValue = "", paramLabel = "ADDRESS", description = "Sender of all messages.")
        private String from = "";

        @Option(names = "--check", description = "Sign in at the server and out again.")
        private boolean check;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            try (var workspace = CommandLineFace.open(spec)) {
                var settings = workspace.mailSettings();
                if (host != null) {
                    var way = MailServer.Security.of(security);
                    settings.keep(new MailServer(
                            host,
                            port == null ? way.usualPort() : port,
                            way,
                            user,
                            password == null ? "" : new String(password),
                            from));
                }
                out.println(settings.server().map(MailServer::toString).orElse("No mail server is set."));
                if (check) {
                    workspace.mailDelivery().check(settings.required());
                    out.println("It answers.");
                }
                out.flush();
                return 0;
            }
        }
    }

    /** Lists messages. */
    @Command(name = "list", description = "List messages, the newest first.", mixinStandardHelpOptions = true)
    static final class Of implements Callable<Integer> {
        @Option(names = "--state", paramLabel = "STATE", description = "Only those that are ${COMPLETION-CANDIDATES}.")
        private @Nullable MailState state;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            try (var workspace = CommandLineFace.open(spec)) {
                workspace.outbox().newest(state, MOST).forEach(message -> print(message, out));
                out.flush();
                return 0;
            }
        }
    }

    /** Sends what is due. */
    @Command(name = "deliver", description = "Send the messages that are due.", mixinStandardHelpOptions = true)
    static final class Deliver implements Callable<Integer> {
        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                workspace.mailSettings().required();
                var report = workspace.mailDelivery().deliver();
                spec.commandLine()
                        .getOut()
                        .printf(
                                "%d sent, %d tried again later, %d need somebody.%n",
                                report.sent(), report.waiting(), report.stuck());
                spec.commandLine().getOut().flush();
                return report.stuck() == 0 ? 0 : 1;
            }
        }
    }

    /** A person's word about one message. */
    abstract static class Decision implements Callable<Integer> {
        @Parameters(paramLabel = "ID", description = "Id of the message, see: countinghouse mail list")
        private long id;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        abstract MailMessage decide(Outbox outbox, long message);

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                print(decide(workspace.outbox(), id), spec.commandLine().getOut());
                spec.commandLine().getOut().flush();
                return 0;
            }
        }
    }

    /** Sends once more. */
    @Command(
            name = "repeat",
            description = "Send a message once more that failed, was called back, or may have gone out.",
            mixinStandardHelpOptions = true)
    static final class Repeat extends Decision {
        @Override
        MailMessage decide(Outbox outbox, long message) {
            return outbox.repeat(message);
        }
    }

    /** Settles a doubt. */
    @Command(
            name = "went-out",
            description = "Settle that a message that may have gone out did.",
            mixinStandardHelpOptions = true)
    static final class WentOut extends Decision {
        @Override
        MailMessage decide(Outbox outbox, long message) {
            return outbox.wentOut(message);
        }
    }

    /** Calls back. */
    @Command(name = "cancel", description = "Call back a message that did not go out.", mixinStandardHelpOptions = true)
    static final class Cancel extends Decision {
        @Override
        MailMessage decide(Outbox outbox, long message) {
            return outbox.cancel(message);
        }
    }

    static void print(MailMessage message, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%8d  %-9s  %-18s %-30s %s%s%n",
                message.id(),
                message.state().code(),
                message.document(),
                message.recipient(),
                message.sentAt() == null ? "" : message.sentAt(),
                message.reason().isEmpty() ? "" : "  " + message.reason());
    }
}
