package org.countinghouse.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.countinghouse.billing.BillingPeriod;
import org.countinghouse.work.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes drafts final. */
@Command(
        name = "finalise",
        description = "Give drafts their numbers; a final invoice never changes.",
        mixinStandardHelpOptions = true)
final class FinaliseCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "ID", description = "Ids of drafts.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--period", paramLabel = "YYYY-MM", description = "All drafts of this month.")
    private @Nullable String period;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        if (ids.isEmpty() && period == null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "Name the drafts, or a --period.");
        }
        var named = chosen();
        try (var workspace = CommandLineFace.open(spec)) {
            var chosen = new ArrayList<>(named);
            if (period != null) {
                chosen.addAll(workspace.invoices().draftsOf(BillingPeriod.parse(period)));
            }
            int untaxed = workspace.finalising().untaxed(chosen);
            Drafts.warn(workspace, chosen, spec.commandLine().getErr());
            int count = workspace.finalising().finalise(chosen, Progress.NONE);
            spec.commandLine().getOut().printf("%d invoices are final.%n", count);
            if (untaxed > 0) {
                spec.commandLine()
                        .getErr()
                        .printf(
                                "Without tax: %d. The customer's country is not known or has no rate; see"
                                        + " `countinghouse tax rates`.%n",
                                untaxed);
                spec.commandLine().getErr().flush();
            }
            spec.commandLine().getOut().flush();
            return 0;
        }
    }

    private List<Long> chosen() {
        return ids.stream().map(this::id).toList();
    }

    private Long id(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    '"' + text + "\" is not the id of a draft; `countinghouse invoices` lists them.");
        }
    }
}
