package org.countinghouse.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;
import org.countinghouse.billing.LateFeeRules;
import org.countinghouse.billing.late.LateRules;
import org.countinghouse.billing.late.LateTerms;
import org.countinghouse.money.Decimals;
import org.countinghouse.workspace.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Dated rules of what late payment costs, and exceptions of customers. */
final class LateFeeRuleCommands {
    private LateFeeRuleCommands() {}

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

        LateFeeRules.Subject subject() {
            String seller = customer == null ? Objects.requireNonNullElse(entity, "main") : entity;
            return new LateFeeRules.Subject(seller, customer, currency.toUpperCase(Locale.ROOT));
        }
    }

    /** A step of one rule: whose it is, from when and why. */
    abstract static class OfRule extends WorkspaceStep {
        @Mixin
        private SubjectOptions of = new SubjectOptions();

        @Mixin
        private DatedOptions dated = new DatedOptions();

        abstract void take(LateFeeRules rules, SubjectOptions whose, DatedOptions since, PrintWriter out);

        @Override
        void take(Workspace workspace, PrintWriter out) {
            take(workspace.lateFeeRules(), of, dated, out);
        }
    }

    /** Lists rules. */
    @Command(name = "rules", description = "List rules and exceptions.", mixinStandardHelpOptions = true)
    static final class Rules extends WorkspaceStep {
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
            text.append(", fee ").append(WorkspaceStep.amount(terms.fee(), currency));
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
            text.append(", from ")
                    .append(WorkspaceStep.amount(terms.minimum(), currency))
                    .append(" on");
        }
        BigDecimal cap = terms.cap();
        if (cap != null) {
            text.append(", at most ").append(WorkspaceStep.amount(cap, currency));
        }
        text.append(", every ").append(terms.everyDays()).append(" days");
        return text + (terms.taxCategory() == null ? ", no tax" : ", tax category " + terms.taxCategory());
    }

    /** Sets a rule. */
    @Command(
            name = "set",
            description = "Set what is charged from a day on, of a billing entity or as an exception of a customer.",
            mixinStandardHelpOptions = true)
    static final class Set extends OfRule {
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
        void take(LateFeeRules rules, SubjectOptions whose, DatedOptions since, PrintWriter out) {
            var terms = new LateTerms(grace, every, fee, percent, rate, year, minimum, cap, taxCategory);
            rules.set(whose.subject(), since.from(), terms, since.reason());
            out.println("From " + since.from() + ": "
                    + words(
                            new LateRules.Entry(since.from(), LateRules.Kind.TERMS, terms),
                            whose.subject().currency()) + ".");
        }
    }

    /** Charges nothing. */
    @Command(
            name = "none",
            description = "Charge nothing from a day on; a customer's exception needs a reason.",
            mixinStandardHelpOptions = true)
    static final class None extends OfRule {
        @Override
        void take(LateFeeRules rules, SubjectOptions whose, DatedOptions since, PrintWriter out) {
            rules.none(whose.subject(), since.from(), since.reason());
            out.println("From " + since.from() + " nothing is charged.");
        }
    }

    /** Ends an exception. */
    @Command(
            name = "general",
            description = "Charge a customer as the billing entity's rule says, from a day on.",
            mixinStandardHelpOptions = true)
    static final class General extends OfRule {
        @Override
        void take(LateFeeRules rules, SubjectOptions whose, DatedOptions since, PrintWriter out) {
            if (whose.customer == null) {
                throw wrong("Missing required option: '--customer=ID'");
            }
            rules.general(whose.subject(), since.from(), since.reason());
            out.println("From " + since.from() + " the rule of the billing entity holds.");
        }
    }

    /** Takes a mistake back. */
    @Command(
            name = "withdraw",
            description = "Take back the rule that begins on a day; the one before it holds on.",
            mixinStandardHelpOptions = true)
    static final class Withdraw extends OfRule {
        @Override
        void take(LateFeeRules rules, SubjectOptions whose, DatedOptions since, PrintWriter out) {
            rules.withdraw(whose.subject(), since.from(), since.reason());
            out.println("The rule of " + since.from() + " holds no longer.");
        }
    }
}
