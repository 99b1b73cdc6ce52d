package org.countinghouse.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.countinghouse.billing.ChangePreview;
import org.countinghouse.billing.WantedChange;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that change a subscription, each with a look at the money first. */
final class SubscriptionChangeCommands {
    private SubscriptionChangeCommands() {}

    /** What all of them share. */
    abstract static class Change implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "SUBSCRIPTION", description = "Its number.")
        private long id;

        @Option(names = "--on", paramLabel = "DAY", description = "From this day on.")
        private @Nullable LocalDate on;

        @Option(names = "--at-period-end", description = "With the next period.")
        private boolean atPeriodEnd;

        @Option(names = "--now", description = "Today; an end at the end of today.")
        private boolean now;

        @Option(names = "--reason", description = "Why; it is kept.")
        private String reason = "";

        @Option(names = "--dry-run", description = "Only show what it does to the next invoices.")
        private boolean dryRun;

        @Option(
                names = "--beside",
                description = "Also where another subscription of the customer prices the same meter.")
        private boolean beside;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        abstract WantedChange wanted(String why);

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            WantedChange change = beside ? wanted(reason).besideOthers() : wanted(reason);
            if (on != null) {
                change = change.on(on);
            } else if (atPeriodEnd) {
                change = change.at(WantedChange.When.PERIOD_END);
            } else if (now) {
                change = change.at(WantedChange.When.NOW);
            }
            try (var workspace = CommandLineFace.open(spec)) {
                try {
                    print(workspace.subscriptionChanges().preview(id, change), out);
                } catch (Failure unknown) {
                    // The rate of a day may be missing, which stops no change.
                    if (dryRun || unknown.code().startsWith("subscription.")) {
                        throw unknown;
                    }
                    out.println("  What it comes to is not known: " + unknown.summary());
                }
                if (!dryRun) {
                    out.printf("change %d%n", workspace.subscriptionChanges().add(id, change));
                }
                out.flush();
                return 0;
            }
        }
    }

    private static void print(ChangePreview preview, PrintWriter out) {
        out.printf("from %s%n", preview.effectiveOn());
        preview.ending().forEach(code -> out.printf("  the customer's own price of %s ends%n", code));
        for (ChangePreview.Effect effect : preview.invoices()) {
            out.printf(
                    "  invoice %s: %s instead of %s %s%n",
                    effect.period().label(), effect.with(), effect.without(), effect.currency());
        }
    }

    @Command(
            name = "change-plan",
            description = "Move to another plan: a higher one today, another one with the next period.",
            mixinStandardHelpOptions = true)
    static final class ChangePlan extends Change {
        @Parameters(index = "1", paramLabel = "PLAN", description = "The plan's code.")
        private String plan = "";

        @Option(names = "--version", paramLabel = "N", description = "Its version; default the latest.")
        private @Nullable Integer version;

        @Override
        WantedChange wanted(String why) {
            return WantedChange.plan(plan, version, why);
        }
    }

    @Command(name = "quantity", description = "Change how many of a fee.", mixinStandardHelpOptions = true)
    static final class Quantity extends Change {
        @Parameters(index = "1", paramLabel = "FEE", description = "The fee's code.")
        private String fee = "";

        @Parameters(index = "2", paramLabel = "QUANTITY", description = "How many from then on.")
        private BigDecimal quantity = BigDecimal.ONE;

        @Option(names = "--plan", paramLabel = "PLAN", description = "The plan or add-on, where several have that fee.")
        private @Nullable String plan;

        @Override
        WantedChange wanted(String why) {
            return WantedChange.quantity(fee, quantity, why).ofPlan(plan);
        }
    }

    @Command(
            name = "price",
            description =
                    "Give the customer a price of its own from a period on; without PRICE the plan's holds again.",
            mixinStandardHelpOptions = true)
    static final class Price extends Change {
        @Parameters(index = "1", paramLabel = "CODE", description = "Of the fee or charge.")
        private String item = "";

        @Parameters(
                index = "2",
                arity = "0..1",
                paramLabel = "PRICE",
                description = "A fee's amount, or a charge's price as a plan has it (JSON).")
        private @Nullable String price;

        @Option(
                names = "--plan",
                paramLabel = "PLAN",
                description = "The plan or add-on, where several have that code.")
        private @Nullable String plan;

        @Override
        WantedChange wanted(String why) {
            return WantedChange.price(item, price, why).ofPlan(plan);
        }
    }

    @Command(
            name = "add-on",
            description = "Bill a further plan beside it, or end that.",
            mixinStandardHelpOptions = true)
    static final class AddOn extends Change {
        @Parameters(index = "1", paramLabel = "PLAN", description = "Code of the further plan.")
        private String plan = "";

        @Option(names = "--remove", description = "End it.")
        private boolean remove;

        @Override
        WantedChange wanted(String why) {
            return WantedChange.addOn(plan, !remove, why);
        }
    }

    @Command(name = "pause", description = "Let fees rest; usage is billed.", mixinStandardHelpOptions = true)
    static final class Pause extends Change {
        @Override
        WantedChange wanted(String why) {
            return WantedChange.pause(why);
        }
    }

    @Command(name = "resume", description = "End a pause.", mixinStandardHelpOptions = true)
    static final class Resume extends Change {
        @Override
        WantedChange wanted(String why) {
            return WantedChange.resume(why);
        }
    }

    @Command(
            name = "cancel",
            description = "End it: at the end of today, or before the day that --on names.",
            mixinStandardHelpOptions = true)
    static final class Cancel extends Change {
        @Option(names = "--no-credit", description = "Fees run to the period's end.")
        private boolean withoutCredit;

        @Override
        WantedChange wanted(String why) {
            return WantedChange.cancel(!withoutCredit, why);
        }
    }

    @Command(
            name = "undo",
            description = "Undo a change, until a period that it touches is billed.",
            mixinStandardHelpOptions = true)
    static final class Undo implements Callable<Integer> {
        @Parameters(paramLabel = "CHANGE", description = "Its number, as 'subscription show' lists it.")
        private long change;

        @Option(names = "--reason", description = "Why; it is kept.")
        private String reason = "";

        @Option(
                names = "--beside",
                description = "Also where another subscription of the customer then prices the same meter.")
        private boolean beside;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                workspace.subscriptionChanges().undo(change, reason, beside);
                spec.commandLine().getOut().printf("change %d undone%n", change);
                spec.commandLine().getOut().flush();
                return 0;
            }
        }
    }
}
