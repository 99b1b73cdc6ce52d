package org.countinghouse.cli;

import java.util.concurrent.Callable;
import org.countinghouse.billing.BillingPeriod;
import org.countinghouse.billing.BillingRunReport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Bills a calendar month: one draft per subscription, however often it runs. */
@Command(
        name = "bill",
        description = "Make invoice drafts for a calendar month; running it again adds only what is missing.",
        mixinStandardHelpOptions = true)
final class BillCommand implements Callable<Integer> {
    @Option(names = "--period", required = true, paramLabel = "YYYY-MM", description = "The month to bill.")
    private String period = "";

    @Option(names = "--dry-run", description = "Work everything out and store nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        var billingPeriod = BillingPeriod.parse(period);
        try (var workspace = CommandLineFace.open(spec)) {
            var report = workspace
                    .billingRuns()
                    .run(
                            billingPeriod,
                            dryRun,
                            new ConsoleProgress(spec.commandLine().getErr()));
            print(report);
            return report.failures().isEmpty() ? 0 : 1;
        }
    }

    private void print(BillingRunReport report) {
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(report.toJson());
        } else {
            String verb = report.dryRun() ? "would be drafted" : "drafted";
            out.printf("%s: %d %s, %d there already.%n", report.label(), report.drafted(), verb, report.existing());
            report.totals().forEach((currency, total) -> out.printf("  %s %s%n", total, currency));
            for (var failure : report.failures()) {
                out.printf(
                        "  not billed: subscription %d of %s: %s%n",
                        failure.subscriptionId(), failure.customer(), failure.reason());
            }
        }
        out.flush();
    }
}
