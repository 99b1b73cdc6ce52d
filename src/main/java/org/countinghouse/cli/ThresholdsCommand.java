package org.countinghouse.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.concurrent.Callable;
import org.countinghouse.billing.NamedScope;
import org.countinghouse.billing.ProgressiveReport;
import org.countinghouse.billing.ProgressiveState;
import org.countinghouse.billing.ThresholdJson;
import org.countinghouse.catalog.Json;
import org.countinghouse.workspace.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Usage that is billed inside its period. */
@Command(
        name = "thresholds",
        description =
                "Progressive billing: thresholds at which usage is billed before its period is over, how subscriptions"
                        + " stand, and what is billed.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ThresholdRuleCommands.Listing.class,
            ThresholdRuleCommands.Set.class,
            ThresholdRuleCommands.None.class,
            ThresholdRuleCommands.General.class,
            ThresholdRuleCommands.Withdraw.class,
            ThresholdsCommand.Status.class,
            ThresholdsCommand.Run.class
        })
final class ThresholdsCommand {
    /** How a subscription stands. */
    @Command(
            name = "status",
            description =
                    "Show a subscription's usage of the running period, its thresholds, what is billed of it, and what"
                            + " an invoice of now would come to.",
            mixinStandardHelpOptions = true)
    static final class Status extends WorkspaceStep {
        @Parameters(paramLabel = "SUBSCRIPTION", description = "Id of the subscription.")
        private long subscription;

        @Option(names = "--json", description = "Print one JSON object.")
        private boolean json;

        @Override
        void take(Workspace workspace, PrintWriter out) {
            ProgressiveState state = workspace.progressiveBilling().state(subscription);
            if (json) {
                out.println(Json.text(ThresholdJson.write(state)));
                return;
            }
            var period = state.period();
            var entry = state.entry();
            out.println("subscription " + state.subscription() + " of " + state.customer() + "  plan " + state.plan()
                    + "  " + (period == null ? "no period that goes on" : period.label()));
            out.println("thresholds  " + (entry == null ? "none" : ThresholdRuleCommands.words(entry)));
            out.println("used so far  " + WorkspaceStep.amount(state.usage(), state.currency()));
            for (ProgressiveState.Billed each : state.billed()) {
                String number = each.number();
                out.println("billed  " + WorkspaceStep.amount(each.amount(), state.invoiceCurrency()) + "  "
                        + (number == null ? "draft " + each.invoice() : number) + "  past "
                        + WorkspaceStep.amount(each.threshold(), state.currency())
                        + (each.standing() ? "" : "  void"));
            }
            threshold(out, "passed  ", state.passed(), state.currency());
            threshold(out, "next  ", state.next(), state.currency());
            out.println("an invoice of now  " + WorkspaceStep.amount(state.net(), state.invoiceCurrency())
                    + ", with tax " + WorkspaceStep.amount(state.total(), state.invoiceCurrency()));
        }

        private static void threshold(PrintWriter out, String name, @Nullable BigDecimal amount, String currency) {
            if (amount != null) {
                out.println(name + WorkspaceStep.amount(amount, currency));
            }
        }
    }

    /** Bills. */
    @Command(
            name = "run",
            description =
                    "Draft invoices of usage that has passed a threshold by now and was not billed. Ends with 1 when a"
                            + " subscription was set aside.",
            mixinStandardHelpOptions = true)
    static final class Run implements Callable<Integer> {
        @Option(names = "--dry-run", description = "Show what would be billed and store nothing.")
        private boolean dryRun;

        @Option(names = "--customer", paramLabel = "ID", description = "Only of this one.")
        private @Nullable String customer;

        @Option(names = "--subscription", paramLabel = "ID", description = "Only this one.")
        private @Nullable Long subscription;

        @Option(names = "--plan", paramLabel = "CODE", description = "Only of this plan.")
        private @Nullable String plan;

        @Option(names = "--json", description = "Print the result as one JSON object.")
        private boolean json;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            try (var workspace = CommandLineFace.open(spec)) {
                var scope = new NamedScope(customer, subscription, plan)
                        .upTo(workspace.database(), workspace.clock().instant());
                ProgressiveReport report = workspace
                        .progressiveBilling()
                        .run(
                                scope,
                                dryRun,
                                new ConsoleProgress(spec.commandLine().getErr()));
                if (json) {
                    out.println(report.toJson());
                } else {
                    print(report, out);
                }
                out.flush();
                return report.failures().isEmpty() ? 0 : 1;
            }
        }

        private static void print(ProgressiveReport report, PrintWriter out) {
            for (ProgressiveReport.Bill bill : report.bills()) {
                out.println(bill.customer() + "  subscription " + bill.subscription() + "  "
                        + WorkspaceStep.amount(bill.total(), bill.currency()) + "  used "
                        + bill.usage().toPlainString() + ", past "
                        + bill.threshold().toPlainString());
            }
            report.failures()
                    .forEach(failed -> out.println("not billed: subscription " + failed.subscriptionId() + " of "
                            + failed.customer() + ": " + failed.reason()));
            report.totals().forEach((currency, sum) -> out.println("Together " + WorkspaceStep.amount(sum, currency)));
            out.println((report.dryRun() ? "Would draft " : "Drafted ")
                    + report.bills().size()
                    + (report.bills().size() == 1 ? " invoice." : " invoices."));
        }
    }
}
