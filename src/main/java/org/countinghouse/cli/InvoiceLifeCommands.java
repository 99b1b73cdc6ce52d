package org.countinghouse.cli;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.countinghouse.billing.InvoiceLife;
import org.countinghouse.workspace.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Steps in the life of invoices. */
final class InvoiceLifeCommands {
    private InvoiceLifeCommands() {}

    /** A step that invoices take one like the other. */
    abstract static class Step implements Callable<Integer> {
        @Parameters(arity = "1..*", paramLabel = "ID", description = "Ids or numbers of invoices.")
        private List<String> invoices = new ArrayList<>();

        @Option(names = "--reason", defaultValue = "", paramLabel = "TEXT", description = "Why, in a few words.")
        private String reason = "";

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        /** Returns what was done, in words. */
        abstract String take(Workspace workspace, List<Long> ids, String reason);

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                var ids = invoices.stream()
                        .map(each -> workspace.invoices().find(each).id())
                        .toList();
                spec.commandLine().getOut().println(take(workspace, ids, reason));
                spec.commandLine().getOut().flush();
                return 0;
            }
        }
    }

    @Command(
            name = "review",
            description = "Hold drafts back until somebody approves them.",
            mixinStandardHelpOptions = true)
    static final class Review extends Step {
        @Override
        String take(Workspace workspace, List<Long> ids, String reason) {
            return workspace.invoiceLife().review(ids, reason) + " drafts are in review.";
        }
    }

    @Command(name = "approve", description = "Approve drafts; they may become final.", mixinStandardHelpOptions = true)
    static final class Approve extends Step {
        @Override
        String take(Workspace workspace, List<Long> ids, String reason) {
            return workspace.invoiceLife().approve(ids, reason) + " drafts are approved.";
        }
    }

    @Command(
            name = "accept-problems",
            description = "Let usage outside every subscription, and late usage without a price, stay unbilled.",
            mixinStandardHelpOptions = true)
    static final class AcceptProblems extends Step {
        @Override
        String take(Workspace workspace, List<Long> ids, String reason) {
            return "Problems of " + workspace.usageProblems().accept(ids, reason) + " drafts are accepted.";
        }
    }

    @Command(
            name = "reject",
            description = "Make drafts of what is in review or approved.",
            mixinStandardHelpOptions = true)
    static final class Reject extends Step {
        @Override
        String take(Workspace workspace, List<Long> ids, String reason) {
            return workspace.invoiceLife().reject(ids, reason) + " invoices are drafts again.";
        }
    }

    @Command(name = "sent", description = "Mark invoices as sent.", mixinStandardHelpOptions = true)
    static final class Sent extends Step {
        @Override
        String take(Workspace workspace, List<Long> ids, String reason) {
            return workspace.invoiceLife().sent(ids, reason) + " invoices are sent.";
        }
    }

    @Command(
            name = "void",
            description = "Take invoices back as a whole; their numbers stay, their periods may be billed again.",
            mixinStandardHelpOptions = true)
    static final class MakeVoid extends Step {
        @Option(names = "--reissue", description = "Draft the period again at once.")
        private boolean reissue;

        @Override
        String take(Workspace workspace, List<Long> ids, String reason) {
            int drafted = 0;
            var failed = new StringBuilder();
            for (long id : ids) {
                if (reissue) {
                    var report = workspace.reissue().reissue(id, reason);
                    drafted += report.drafted();
                    report.failures()
                            .forEach(each -> failed.append(System.lineSeparator())
                                    .append(each.customer())
                                    .append(": ")
                                    .append(each.reason()));
                } else {
                    workspace.invoiceLife().makeVoid(id, reason);
                }
            }
            return ids.size() + " invoices are void" + (reissue ? ", " + drafted + " drafted anew." + failed : ".");
        }
    }

    @Command(
            name = "write-off",
            description = "Give up what is open of invoices that will not be paid.",
            mixinStandardHelpOptions = true)
    static final class WriteOff extends Step {
        @Override
        String take(Workspace workspace, List<Long> ids, String reason) {
            ids.forEach(id -> workspace.invoiceLife().writeOff(id, reason));
            return ids.size() + " invoices are written off.";
        }
    }

    /** Marks what is late. */
    @Command(
            name = "overdue",
            description = "Mark invoices whose due day has passed and that are still open.",
            mixinStandardHelpOptions = true)
    static final class Overdue implements Callable<Integer> {
        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                int marked = workspace.invoiceLife().markOverdue();
                spec.commandLine().getOut().println(marked + " more invoices are overdue.");
                spec.commandLine().getOut().flush();
                return 0;
            }
        }
    }

    /** Records a payment. */
    @Command(name = "pay", description = "Record money received for an invoice.", mixinStandardHelpOptions = true)
    static final class Pay implements Callable<Integer> {
        @Parameters(paramLabel = "INVOICE", description = "The invoice's id or its number.")
        private String invoice = "";

        @Option(
                names = "--amount",
                paramLabel = "AMOUNT",
                description = "What it settles, in the invoice's currency; default: all that is open.")
        private @Nullable BigDecimal amount;

        @Option(names = "--on", paramLabel = "DAY", description = "When it was received; default: today, in UTC.")
        private @Nullable LocalDate on;

        @Option(
                names = "--received",
                paramLabel = "AMOUNT",
                description = "What came, when it came in the currency of the books; see --currency.")
        private @Nullable BigDecimal received;

        @Option(
                names = "--currency",
                paramLabel = "CODE",
                description = "The currency of the books, in which the money came.")
        private @Nullable String currency;

        @Option(
                names = "--key",
                required = true,
                paramLabel = "KEY",
                description = "The bank's id of this payment; the same one again changes nothing.")
        private String key = "";

        @Option(names = "--dry-run", description = "Only show what it would book, with the exchange difference.")
        private boolean dryRun;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                var found = workspace.invoices().find(invoice);
                if ((received == null) != (currency == null)) {
                    throw new CommandLine.ParameterException(
                            spec.commandLine(), "--received and --currency go together.");
                }
                var other = received == null || currency == null
                        ? null
                        : new InvoiceLife.Received(currency.toUpperCase(Locale.ROOT), received);
                if (dryRun) {
                    PaymentText.print(
                            workspace.invoiceLife().previewPayment(found.id(), amount, on, key, other),
                            spec.commandLine().getOut());
                    return 0;
                }
                BigDecimal open = workspace.invoiceLife().pay(found.id(), amount, on, key, other);
                spec.commandLine()
                        .getOut()
                        .println((open.signum() == 0
                                        ? "0"
                                        : open.stripTrailingZeros().toPlainString()) + " " + found.currency()
                                + " stay open.");
                spec.commandLine().getOut().flush();
                return 0;
            }
        }
    }

    /** Says something to the customer. */
    @Command(
            name = "describe",
            description = "Put a purchase-order number and a note on a draft; what is not given is taken off.",
            mixinStandardHelpOptions = true)
    static final class Describe implements Callable<Integer> {
        @Parameters(paramLabel = "ID", description = "The draft's id.")
        private String invoice = "";

        @Option(names = "--purchase-order", defaultValue = "", paramLabel = "TEXT", description = "The customer's own.")
        private String purchaseOrder = "";

        @Option(names = "--note", defaultValue = "", paramLabel = "TEXT", description = "Text below the figures.")
        private String note = "";

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                workspace
                        .invoiceLife()
                        .describe(workspace.invoices().find(invoice).id(), purchaseOrder, note);
                return 0;
            }
        }
    }
}
