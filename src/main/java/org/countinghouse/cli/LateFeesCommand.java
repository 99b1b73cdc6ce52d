package org.countinghouse.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.countinghouse.billing.LateFeeDecisions;
import org.countinghouse.billing.LateFeeRules;
import org.countinghouse.billing.LateFees;
import org.countinghouse.billing.late.LateRules;
import org.countinghouse.billing.late.LateTerms;
import org.countinghouse.money.Decimals;
import org.countinghouse.workspace.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Late fees and interest by rule. */
@Command(
        name = "late-fees",
        description =
                "Fees and interest for late payment: dated rules, exceptions, what is billed, waivers and disputes.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            LateFeesCommand.Rules.class,
            LateFeesCommand.Set.class,
            LateFeesCommand.None.class,
            LateFeesCommand.General.class,
            LateFeesCommand.Withdraw.class,
            LateFeesCommand.Run.class,
            LateFeesCommand.Show.class,
            LateFeesCommand.Waive.class,
            LateFeesCommand.Dispute.class,
            LateFeesCommand.Resume.class
        })
final class LateFeesCommand {
    /** Whose rule. */
    static final class SubjectOptions {
        @Option(
                names = "--entity",
                paramLabel = "CODE",
                description = "Billing entity (default: main, or the customer's).")
        private @Nullable String entity;

        @Option(names = "--customer", paramLabel = "ID", description = "An exception for this customer.")
        private @Nullable String customer;

        @Option(
                names = "--currency",
                defaultValue = "EUR",
                paramLabel = "CODE",
                description = "Of the invoices and of the amounts (default ${DEFAULT-VALUE}).")
        private String currency = "";

        @Option(names = "--from", required = true, paramLabel = "DAY", description = "First day on which it holds.")
        private LocalDate from = LocalDate.EPOCH;

        @Option(names = "--reason", defaultValue = "", paramLabel = "TEXT", description = "Why, in a few words.")
        private String reason = "";

        LateFeeRules.Subject subject() {
            String seller = customer == null ? Objects.requireNonNullElse(entity, "main") : entity;
            return new LateFeeRules.Subject(seller, customer, currency.toUpperCase(Locale.ROOT));
        }
    }

    /** Something that is done in a workspace. */
    abstract static class Step implements Callable<Integer> {
        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        abstract void take(Workspace workspace, PrintWriter out);

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                var out = spec.commandLine().getOut();
                take(workspace, out);
                out.flush();
                return 0;
            }
        }
    }

    /** Lists rules. */
    @Command(name = "rules", description = "List rules and exceptions.", mixinStandardHelpOptions = true)
    static final class Rules extends Step {
        @Override
        void take(Workspace workspace, PrintWriter out) {
            workspace.lateFeeRules().list().forEach(each -> out.println(line(each)));
        }

        private static String line(LateFeeRules.Stored each) {
            return each.seller()
                    + (each.customer() == null ? "" : "  customer " + each.customer()) + "  "
                    + each.currency() + "  from " + each.entry().from()
                    + (each.until() == null ? "" : " until before " + each.until()) + "  "
                    + words(each.entry(), each.currency())
                    + (each.reason().isEmpty() ? "" : ": " + each.reason());
        }
    }

    /** A rule in words. */
    static String words(LateRules.Entry entry, String currency) {
        LateTerms terms = entry.terms();
        if (terms == null) {
            return entry.kind() == LateRules.Kind.NONE ? "nothing is charged" : "as the seller has it";
        }
        var text = new StringBuilder();
        text.append("grace ").append(terms.graceDays()).append(" days");
        if (terms.fee().signum() > 0) {
            text.append(", fee ").append(amount(terms.fee(), currency));
        }
        if (terms.percent().signum() > 0) {
            text.append(", ").append(Decimals.plain(terms.percent())).append(" % once");
        }
        if (terms.rate().signum() > 0) {
            text.append(", interest ")
                    .append(Decimals.plain(terms.rate()))
                    .append(" % a year of ")
                    .append(terms.yearDays())
                    .append(" days");
        }
        if (terms.minimum().signum() > 0) {
            text.append(", from ").append(amount(terms.minimum(), currency)).append(" on");
        }
        BigDecimal cap = terms.cap();
        if (cap != null) {
            text.append(", at most ").append(amount(cap, currency));
        }
        text.append(", every ").append(terms.everyDays()).append(" days");
        return text + (terms.taxCategory() == null ? ", no tax" : ", tax category " + terms.taxCategory());
    }

    private static String amount(BigDecimal amount, String currency) {
        return amount.toPlainString() + " " + currency;
    }

    /** Sets a rule. */
    @Command(
            name = "set",
            description = "Set what is charged from a day on, of a billing entity or as an exception of a customer.",
            mixinStandardHelpOptions = true)
    static final class Set extends Step {
        @Mixin
        private SubjectOptions of = new SubjectOptions();

        @Option(
                names = "--grace",
                defaultValue = "0",
                paramLabel = "DAYS",
                description = "After the due date; bears nothing.")
        private int grace;

        @Option(
                names = "--every",
                defaultValue = "30",
                paramLabel = "DAYS",
                description = "At least so many between two bills for an open invoice (default ${DEFAULT-VALUE}).")
        private int every;

        @Option(names = "--fee", defaultValue = "0", paramLabel = "AMOUNT", description = "Once an invoice.")
        private BigDecimal fee = BigDecimal.ZERO;

        @Option(
                names = "--percent",
                defaultValue = "0",
                paramLabel = "PERCENT",
                description = "Of what is open when the fee falls due, once.")
        private BigDecimal percent = BigDecimal.ZERO;

        @Option(names = "--rate", defaultValue = "0", paramLabel = "PERCENT", description = "Simple interest a year.")
        private BigDecimal rate = BigDecimal.ZERO;

        @Option(names = "--year", defaultValue = "365", paramLabel = "DAYS", description = "365 or 360.")
        private int year;

        @Option(names = "--minimum", defaultValue = "0", paramLabel = "AMOUNT", description = "Less than this waits.")
        private BigDecimal minimum = BigDecimal.ZERO;

        @Option(names = "--cap", paramLabel = "AMOUNT", description = "Of fees and interest of one invoice.")
        private @Nullable BigDecimal cap;

        @Option(names = "--tax-category", paramLabel = "NAME", description = "Default: no tax is charged.")
        private @Nullable String taxCategory;

        @Override
        void take(Workspace workspace, PrintWriter out) {
            var terms = new LateTerms(grace, every, fee, percent, rate, year, minimum, cap, taxCategory);
            workspace.lateFeeRules().set(of.subject(), of.from, terms, of.reason);
            out.println("From " + of.from + ": "
                    + words(
                            new LateRules.Entry(of.from, LateRules.Kind.TERMS, terms),
                            of.subject().currency()) + ".");
        }
    }

    /** Charges nothing. */
    @Command(
            name = "none",
            description = "Charge nothing from a day on; a customer's exception needs a reason.",
            mixinStandardHelpOptions = true)
    static final class None extends Step {
        @Mixin
        private SubjectOptions of = new SubjectOptions();

        @Override
        void take(Workspace workspace, PrintWriter out) {
            workspace.lateFeeRules().none(of.subject(), of.from, of.reason);
            out.println("From " + of.from + " nothing is charged.");
        }
    }

    /** Ends an exception. */
    @Command(
            name = "general",
            description = "Charge a customer as the billing entity's rule says, from a day on.",
            mixinStandardHelpOptions = true)
    static final class General extends Step {
        @Mixin
        private SubjectOptions of = new SubjectOptions();

        @Override
        void take(Workspace workspace, PrintWriter out) {
            if (of.customer == null) {
                throw new CommandLine.ParameterException(
                        new CommandLine(this), "Missing required option: '--customer=ID'");
            }
            workspace.lateFeeRules().general(of.subject(), of.from, of.reason);
            out.println("From " + of.from + " the rule of the billing entity holds.");
        }
    }

    /** Takes a mistake back. */
    @Command(
            name = "withdraw",
            description = "Take back the rule that begins on a day; the one before it holds on.",
            mixinStandardHelpOptions = true)
    static final class Withdraw extends Step {
        @Mixin
        private SubjectOptions of = new SubjectOptions();

        @Override
        void take(Workspace workspace, PrintWriter out) {
            workspace.lateFeeRules().withdraw(of.subject(), of.from, of.reason);
            out.println("The rule of " + of.from + " holds no longer.");
        }
    }

    /** Bills. */
    @Command(
            name = "run",
            description =
                    "Draft invoices of the fees and interest that overdue invoices owe and nobody billed. Ends with"
                            + " 1 when a customer was set aside.",
            mixinStandardHelpOptions = true)
    static final class Run implements Callable<Integer> {
        @Option(names = "--dry-run", description = "Show what would be billed and store nothing.")
        private boolean dryRun;

        @Option(names = "--customer", paramLabel = "ID", description = "Only this one.")
        private @Nullable String customer;

        @Option(names = "--day", paramLabel = "DAY", description = "Bill the days before this one (default: today).")
        private @Nullable LocalDate day;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            try (var workspace = CommandLineFace.open(spec)) {
                var fees = workspace.lateFees();
                LateFees.Report report = fees.run(
                        day == null ? fees.today() : day,
                        customer,
                        dryRun,
                        new ConsoleProgress(spec.commandLine().getErr()));
                for (LateFees.Bill bill : report.bills()) {
                    out.println(bill.customer() + "  " + amount(bill.total(), bill.currency())
                            + (bill.draft() == null ? "" : "  draft " + bill.draft()));
                    bill.lines()
                            .forEach(line ->
                                    out.println("    " + amount(line.amount(), bill.currency()) + "  " + line.text()));
                }
                report.aside()
                        .forEach(each -> out.println(each.customer() + "  set aside: "
                                + each.failure().summary()));
                report.sums().forEach((currency, sum) -> out.println("Together " + amount(sum, currency)));
                out.println((dryRun ? "Would draft " : "Drafted ")
                        + report.bills().size()
                        + (report.bills().size() == 1 ? " invoice." : " invoices."));
                out.flush();
                return report.aside().isEmpty() ? 0 : 1;
            }
        }
    }

    /** A step of one invoice. */
    abstract static class OfInvoice extends Step {
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
                out.println(each.from() + "/" + each.to() + "  " + amount(each.total(), lateness.currency()) + "  " + by
                        + (each.standing() ? "" : " (void)"));
            }
            var held = lateness.held();
            if (held != null) {
                out.println((held.kind() == LateFeeDecisions.Hold.DISPUTE ? "disputed: " : "waived for good: ")
                        + held.reason());
            }
            out.println("owed and not billed  " + amount(lateness.owed(), lateness.currency()));
        }
    }

    /** Waives. */
    @Command(
            name = "waive",
            description = "Waive what an invoice owes until yesterday, or for good.",
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
