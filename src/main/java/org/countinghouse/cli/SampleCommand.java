package org.countinghouse.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Fills the workspace with the sample made from real data. */
@Command(
        name = "sample",
        description = "Fill the workspace with sample customers, plans and usage made from real data.",
        mixinStandardHelpOptions = true)
final class SampleCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        var progress = new ConsoleProgress(spec.commandLine().getErr());
        try (var workspace = CommandLineFace.open(spec)) {
            var report = workspace.sample().load(progress);
            var out = spec.commandLine().getOut();
            out.printf(
                    "Sample workspace: %d customers, %d subscriptions, %d usage events (%d new).%n",
                    report.customers(), report.subscriptions(), report.read(), report.accepted());
            out.println(
                    "Bill it with: countinghouse bill --period 2023-11   and   countinghouse bill --period 2024-09");
            out.flush();
            return 0;
        }
    }
}
