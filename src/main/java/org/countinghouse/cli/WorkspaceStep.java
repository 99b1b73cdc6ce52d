package org.countinghouse.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.concurrent.Callable;
import org.countinghouse.workspace.Workspace;
import picocli.CommandLine;

/** A command that does one thing in the workspace, says what it did and ends with 0. */
abstract class WorkspaceStep implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    abstract void take(Workspace workspace, PrintWriter out);

    @Override
    public Integer call() {
        try (var workspace = CommandLineFace.open(spec)) {
            var out = spec.commandLine().getOut();
            take(workspace, out);
            out.flush();
            return 0;
        }
    }

    /** What was typed cannot be meant. */
    CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }

    /** As commands print money. */
    static String amount(BigDecimal amount, String currency) {
        return amount.toPlainString() + " " + currency;
    }
}
