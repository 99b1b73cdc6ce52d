package org.countinghouse.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says whether who pays gets one invoice for several subscriptions. */
@Command(
        name = "one-invoice",
        description = "One invoice for all subscriptions whose periods end together, from the next draft on.",
        mixinStandardHelpOptions = true)
final class CustomerOneInvoiceCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CUSTOMER", description = "External id of the customer that pays.")
    private String customer = "";

    @ArgGroup(multiplicity = "1")
    private Choice choice = new Choice();

    /** One or an invoice each. */
    static final class Choice {
        @Option(names = "--on", description = "One invoice, with a section for each subscription.")
        private boolean on;

        @Option(names = "--off", description = "An invoice for each subscription.")
        @SuppressWarnings("unused") // One of the two is given: the first one tells.
        private boolean off;
    }

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        try (var workspace = CommandLineFace.open(spec)) {
            workspace.customerPayers().together(customer, choice.on);
            spec.commandLine()
                    .getOut()
                    .println(
                            choice.on
                                    ? customer + " gets one invoice for all subscriptions whose periods end together."
                                    : customer + " gets an invoice for each subscription.");
            spec.commandLine().getOut().flush();
            return 0;
        }
    }
}
