package org.countinghouse.cli;

import java.io.PrintWriter;
import org.countinghouse.billing.LateFeeDecisions;
import org.countinghouse.workspace.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What was billed and waived of one overdue invoice, and decisions about it. */
final class LateFeeInvoiceCommands {
    private LateFeeInvoiceCommands() {}

    /** A step of one invoice. */
    abstract static class OfInvoice extends WorkspaceStep {
        @Parameters(paramLabel = "INVOICE", description = "Id or number of the overdue invoice.")
        private String invoice = "";

        abstract void take(LateFeeDecisions decisions, long id, PrintWriter out);

        @Override
        void take(Workspace workspace, PrintWriter out) {
            take(
                    workspace.lateFeeDecisions(),
                    workspace.invoices().find(invoice).id(),
                    out);
        }
    }

    /** Shows what there is. */
    @Command(
            name = "show",
            description = "What was billed and waived of an invoice, and what it owes until yesterday.",
            mixinStandardHelpOptions = true)
    static final class Show extends OfInvoice {
        @Override
        void take(LateFeeDecisions decisions, long id, PrintWriter out) {
            var lateness = decisions.of(id);
            for (var each : lateness.charges()) {
                String by = each.bill() == null
                        ? "waived: " + each.reason()
                        : "billed by " + (each.billName().isEmpty() ? "draft " + each.bill() : each.billName());
                out.println(
                        each.from() + "/" + each.to() + "  " + WorkspaceStep.amount(each.total(), lateness.currency())
                                + "  " + by + (each.standing() ? "" : " (void)"));
            }
            var held = lateness.held();
            if (held != null) {
                out.println((held.kind() == LateFeeDecisions.Hold.DISPUTE ? "disputed: " : "waived for good: ")
                        + held.reason());
            }
            out.println("owed and not billed  " + WorkspaceStep.amount(lateness.owed(), lateness.currency()));
        }
    }

    /** Waives. */
    @Command(
            name = "waive",
            description = "Waive what an invoice owes until yesterday, also what is drafted, or for good.",
            mixinStandardHelpOptions = true)
    static final class Waive extends OfInvoice {
        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, in a few words.")
        private String reason = "";

        @Option(names = "--for-good", description = "Nothing is billed for the invoice any more.")
        private boolean forGood;

        @Override
        void take(LateFeeDecisions decisions, long id, PrintWriter out) {
            if (forGood) {
                decisions.hold(id, LateFeeDecisions.Hold.WAIVED, reason);
                out.println("Nothing is billed for the invoice any more.");
            } else {
                out.println("Waived " + decisions.waive(id, reason).toPlainString() + ".");
            }
        }
    }

    /** Discards and waives. */
    @Command(
            name = "discard",
            description = "Discard a draft of late fees and waive what it bills, in one step.",
            mixinStandardHelpOptions = true)
    static final class Discard extends WorkspaceStep {
        @Parameters(paramLabel = "DRAFT", description = "Id of the draft.")
        private String draft = "";

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, in a few words.")
        private String reason = "";

        @Override
        void take(Workspace workspace, PrintWriter out) {
            var invoice = workspace.invoices().find(draft);
            out.println("Waived "
                    + WorkspaceStep.amount(
                            workspace.lateFeeDecisions().discard(invoice.id(), reason), invoice.currency())
                    + ".");
        }
    }

    /** Stops for a dispute. */
    @Command(
            name = "dispute",
            description = "Bill nothing for an invoice that the customer disputes.",
            mixinStandardHelpOptions = true)
    static final class Dispute extends OfInvoice {
        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, in a few words.")
        private String reason = "";

        @Override
        void take(LateFeeDecisions decisions, long id, PrintWriter out) {
            decisions.hold(id, LateFeeDecisions.Hold.DISPUTE, reason);
            out.println("Nothing is billed for the invoice until the dispute is ended with: late-fees resume.");
        }
    }

    /** Goes on. */
    @Command(
            name = "resume",
            description = "End a dispute, or a waiver for good: all days are owed again as others are.",
            mixinStandardHelpOptions = true)
    static final class Resume extends OfInvoice {
        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, in a few words.")
        private String reason = "";

        @Override
        void take(LateFeeDecisions decisions, long id, PrintWriter out) {
            decisions.release(id, reason);
            out.println("The invoice owes what the rules say again.");
        }
    }
}
