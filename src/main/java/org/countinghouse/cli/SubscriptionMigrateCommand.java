package org.countinghouse.cli;

import java.util.concurrent.Callable;
import org.countinghouse.billing.PlanMigration;
import org.countinghouse.billing.WantedChange;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves all subscriptions of a plan version to another version. */
@Command(
        name = "migrate",
        description = "Move all subscriptions of a plan version to another one, with the next period of each.",
        mixinStandardHelpOptions = true)
final class SubscriptionMigrateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PLAN", description = "The plan's code.")
    private String plan = "";

    @Option(names = "--from", required = true, paramLabel = "N", description = "The version they have.")
    private int from;

    @Option(names = "--to", required = true, paramLabel = "N", description = "The version they get.")
    private int to;

    @Option(names = "--now", description = "Today instead of with the next period.")
    private boolean now;

    @Option(names = "--reason", description = "Why; it is kept.")
    private String reason = "";

    @Option(names = "--dry-run", description = "Only show what the last period of each would have cost.")
    private boolean dryRun;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var progress = new ConsoleProgress(spec.commandLine().getErr());
        var when = now ? WantedChange.When.NOW : WantedChange.When.PERIOD_END;
        var wish = new PlanMigration.Wish(plan, from, to, when, reason);
        try (var workspace = CommandLineFace.open(spec)) {
            var migration = new PlanMigration(workspace.database(), workspace.clock());
            var result = dryRun ? migration.preview(wish, progress) : migration.migrate(wish, progress);
            for (var effect : result.effects()) {
                out.printf(
                        "%d  %s  %s: %s instead of %s %s%n",
                        effect.subscriptionId(),
                        effect.customer(),
                        effect.period().label(),
                        effect.after(),
                        effect.before(),
                        effect.currency());
            }
            result.totals().forEach((currency, total) -> out.printf("together %s %s%n", total, currency));
            result.failures()
                    .forEach(failed ->
                            out.printf("not moved: subscription %d: %s%n", failed.subscriptionId(), failed.reason()));
            result.unrated()
                    .forEach(member ->
                            out.printf("%d  %s: no whole period yet%n", member.subscriptionId(), member.name()));
            result.waiting()
                    .forEach(waiting -> out.printf(
                            "left alone: subscription %d: %s%n", waiting.subscriptionId(), waiting.reason()));
            if (!dryRun) {
                out.printf("%d moved%n", result.moved());
                if (result.migration() != null) {
                    out.printf("migration %s%n", result.migration());
                }
            }
            out.flush();
            return result.failures().isEmpty() ? 0 : 1;
        }
    }
}
