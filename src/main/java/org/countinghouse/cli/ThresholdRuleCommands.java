package org.countinghouse.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.countinghouse.billing.ThresholdEntry;
import org.countinghouse.billing.ThresholdJson;
import org.countinghouse.billing.ThresholdRules;
import org.countinghouse.billing.UsageThresholds;
import org.countinghouse.catalog.Json;
import org.countinghouse.workspace.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Dated thresholds of plans, and of subscriptions in the place of their plan's. */
final class ThresholdRuleCommands {
    private ThresholdRuleCommands() {}

    /** Whose. */
    static final class Whose {
        @Option(names = "--plan", paramLabel = "CODE", description = "Of this plan.")
        private @Nullable String plan;

        @Option(
                names = "--subscription",
                paramLabel = "ID",
                description = "Of this subscription, in the place of its plan's.")
        private @Nullable Long subscription;

        ThresholdRules.Subject subject() {
            return new ThresholdRules.Subject(plan, subscription);
        }
    }

    /** A step of one entry: whose it is, from when and why. */
    abstract static class OfEntry extends WorkspaceStep {
        @ArgGroup(multiplicity = "1")
        private Whose whose = new Whose();

        @Mixin
        private DatedOptions dated = new DatedOptions();

        abstract void take(ThresholdRules rules, ThresholdRules.Subject subject, DatedOptions since, PrintWriter out);

        @Override
        void take(Workspace workspace, PrintWriter out) {
            take(workspace.thresholdRules(), whose.subject(), dated, out);
        }
    }

    /** Lists. */
    @Command(
            name = "list",
            description = "List thresholds, of everybody or of one plan or subscription.",
            mixinStandardHelpOptions = true)
    static final class Listing extends WorkspaceStep {
        @ArgGroup
        private @Nullable Whose whose;

        @Option(names = "--json", description = "One JSON object a line.")
        private boolean json;

        @Override
        void take(Workspace workspace, PrintWriter out) {
            ThresholdRules rules = workspace.thresholdRules();
            (whose == null ? rules.list() : rules.list(whose.subject()))
                    .forEach(each -> out.println(json ? Json.text(ThresholdJson.write(each)) : line(each)));
        }

        private static String line(ThresholdEntry each) {
            return (each.subscription() == null
                            ? "plan " + each.plan()
                            : "subscription " + each.subscription() + " of " + each.customer())
                    + "  from " + each.from()
                    + (each.until() == null ? "" : " until before " + each.until())
                    + "  " + words(each)
                    + (each.reason().isEmpty() ? "" : ": " + each.reason());
        }
    }

    /** An entry in words. */
    static String words(ThresholdEntry entry) {
        UsageThresholds thresholds = entry.thresholds();
        if (thresholds == null) {
            return entry.kind() == ThresholdEntry.Kind.NONE ? "none" : "as its plan has them";
        }
        return words(thresholds, " " + entry.currency());
    }

    private static String words(UsageThresholds thresholds, String currency) {
        var parts = new ArrayList<String>();
        if (!thresholds.amounts().isEmpty()) {
            parts.add("at "
                    + thresholds.amounts().stream()
                            .map(BigDecimal::toPlainString)
                            .collect(Collectors.joining(", "))
                    + currency);
        }
        BigDecimal every = thresholds.every();
        if (every != null) {
            parts.add((parts.isEmpty() ? "every " : "then every ") + every.toPlainString() + currency);
        }
        return String.join(", ", parts);
    }

    /** Sets. */
    @Command(
            name = "set",
            description =
                    "Bill usage inside its period when it passes one of these amounts, from a day on. Amounts are before"
                            + " tax, in the plan's currency.",
            mixinStandardHelpOptions = true)
    static final class Set extends OfEntry {
        @Parameters(arity = "0..*", paramLabel = "AMOUNT", description = "Each once a period; at most 20.")
        private List<String> amounts = new ArrayList<>();

        @Option(
                names = "--every",
                paramLabel = "AMOUNT",
                description = "Again and again, beyond the largest of the amounts.")
        private @Nullable BigDecimal every;

        @Override
        void take(ThresholdRules rules, ThresholdRules.Subject subject, DatedOptions since, PrintWriter out) {
            var thresholds = new UsageThresholds(
                    Objects.requireNonNullElse(amounts, List.<String>of()).stream()
                            .map(this::parsed)
                            .toList(),
                    every);
            rules.set(subject, since.from(), thresholds, since.reason());
            out.println("From " + since.from() + ": " + words(thresholds, "") + ".");
        }

        /** As text the whole list is read, so that what is no number is named. */
        private BigDecimal parsed(String amount) {
            try {
                return new BigDecimal(amount);
            } catch (NumberFormatException no) {
                throw wrong("\"" + amount + "\" is no amount.");
            }
        }
    }

    /** Has none. */
    @Command(
            name = "none",
            description = "Have no thresholds from a day on: usage is billed when its period is over.",
            mixinStandardHelpOptions = true)
    static final class None extends OfEntry {
        @Override
        void take(ThresholdRules rules, ThresholdRules.Subject subject, DatedOptions since, PrintWriter out) {
            rules.none(subject, since.from(), since.reason());
            out.println("From " + since.from() + " there are no thresholds.");
        }
    }

    /** Ends an exception. */
    @Command(
            name = "general",
            description = "Give a subscription its plan's thresholds again, from a day on.",
            mixinStandardHelpOptions = true)
    static final class General extends WorkspaceStep {
        @Option(names = "--subscription", required = true, paramLabel = "ID", description = "Of this one.")
        private long subscription;

        @Mixin
        private DatedOptions dated = new DatedOptions();

        @Override
        void take(Workspace workspace, PrintWriter out) {
            workspace.thresholdRules().general(subscription, dated.from(), dated.reason());
            out.println("From " + dated.from() + " the thresholds of the plan hold.");
        }
    }

    /** Takes a mistake back. */
    @Command(
            name = "withdraw",
            description = "Take back the thresholds that begin on a day; those before them hold on.",
            mixinStandardHelpOptions = true)
    static final class Withdraw extends OfEntry {
        @Override
        void take(ThresholdRules rules, ThresholdRules.Subject subject, DatedOptions since, PrintWriter out) {
            rules.withdraw(subject, since.from(), since.reason());
            out.println("The thresholds of " + since.from() + " hold no longer.");
        }
    }
}
