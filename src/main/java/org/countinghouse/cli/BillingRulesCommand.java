package org.countinghouse.cli;

import java.util.concurrent.Callable;
import org.countinghouse.billing.BillingRules;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows and sets how a seller's runs come about. */
@Command(
        name = "billing-rules",
        description = "Show, or set for a billing entity: runs by themselves, and the grace for late usage.",
        mixinStandardHelpOptions = true)
final class BillingRulesCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "ENTITY", description = "Code of the billing entity.")
    private @Nullable String entity;

    @Option(names = "--automatic", negatable = true, description = "Runs start by themselves in the gateway's upkeep.")
    private boolean automatic;

    @Option(names = "--grace-hours", paramLabel = "N", description = "Hours from a period's end until it is billed.")
    private int graceHours;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        try (var workspace = CommandLineFace.open(spec)) {
            var rules = new BillingRules(workspace.database());
            if (entity != null) {
                rules.set(entity, automatic, graceHours);
            }
            for (BillingRules.Rule rule : rules.all()) {
                out.printf(
                        "%s  %s  grace of %d hours%n",
                        rule.seller(), rule.automatic() ? "runs by themselves" : "runs by hand", rule.graceHours());
            }
            out.flush();
            return 0;
        }
    }
}
