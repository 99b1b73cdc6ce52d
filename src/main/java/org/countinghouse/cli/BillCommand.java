package org.countinghouse.cli;

import java.time.Instant;
import java.util.concurrent.Callable;
import org.countinghouse.billing.BillingPeriod;
import org.countinghouse.billing.BillingRunReport;
import org.countinghouse.billing.RunScope;
import org.countinghouse.billing.SharedMeters;
import org.countinghouse.workspace.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Bills a month, or everything that is due: one draft per subscription and period, however often it runs. */
@Command(
        name = "bill",
        description =
                "Make invoice drafts for a month, or for everything due; running it again adds only what is missing.",
        mixinStandardHelpOptions = true)
final class BillCommand implements Callable<Integer> {
    /** What is billed. */
    static final class What {
        @Option(names = "--period", paramLabel = "YYYY-MM", description = "Periods that end in this month.")
        private @Nullable String period;

        @Option(names = "--due", description = "Everything due now, after the grace for late usage.")
        private boolean due;

        @Option(names = "--up-to", paramLabel = "INSTANT", description = "Everything due at this moment.")
        private @Nullable Instant upTo;

        @Option(names = "--continue", paramLabel = "RUN", description = "Go on with a run that was stopped or killed.")
        private @Nullable Long resume;

        @Option(names = "--failures-of", paramLabel = "RUN", description = "What failed in a run, once more.")
        private @Nullable Long failuresOf;
    }

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    @Option(names = "--subscription", paramLabel = "ID", description = "Only this one.")
    private @Nullable Long subscription;

    @Option(names = "--dry-run", description = "Work everything out and store nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        var period = what.period == null ? null : BillingPeriod.parse(what.period);
        try (var workspace = CommandLineFace.open(spec)) {
            var report = run(workspace, period);
            print(report);
            return report.failures().isEmpty() ? 0 : 1;
        }
    }

    private BillingRunReport run(Workspace workspace, @Nullable BillingPeriod period) {
        var progress = new ConsoleProgress(spec.commandLine().getErr());
        var runs = workspace.billingRuns();
        if (what.resume != null) {
            return runs.resume(what.resume, progress).naming(runs.billedTwice(what.resume));
        }
        if (what.failuresOf != null) {
            return runs.failuresAgain(what.failuresOf, progress).naming(runs.billedTwice(what.failuresOf));
        }
        RunScope scope = period != null
                ? RunScope.of(period)
                : RunScope.upTo(
                        what.due || what.upTo == null ? workspace.clock().instant() : what.upTo);
        RunScope narrowed = scope.ofSubscription(subscription);
        return runs.run(narrowed, dryRun, progress).naming(runs.billedTwice(narrowed));
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
            for (SharedMeters.Standing each : report.billedTwice()) {
                out.printf(
                        "  billed twice: meter %s of %s, by subscriptions %d and %d from %s on%n",
                        each.shared().meter(),
                        each.customer(),
                        each.subscription(),
                        each.shared().subscription(),
                        each.shared().from());
            }
        }
        out.flush();
    }
}
