package org.countinghouse.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says who pays for a customer. */
@Command(
        name = "payer",
        description = "Address the invoices of a customer's usage to another customer, from the next draft on.",
        mixinStandardHelpOptions = true)
final class CustomerPayerCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CUSTOMER", description = "External id of the customer whose usage it is.")
    private String customer = "";

    @ArgGroup(multiplicity = "1")
    private Payer payer = new Payer();

    /** Who it is. */
    static final class Payer {
        @Option(names = "--by", paramLabel = "CUSTOMER", description = "External id of the customer that pays.")
        private @Nullable String by;

        @Option(names = "--itself", description = "The customer pays itself.")
        private boolean itself;
    }

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        try (var workspace = CommandLineFace.open(spec)) {
            workspace.customerPayers().set(customer, payer.itself ? null : payer.by);
            spec.commandLine()
                    .getOut()
                    .println(
                            payer.itself
                                    ? customer + " pays itself."
                                    : "Invoices of " + customer + " are addressed to " + payer.by + ".");
            spec.commandLine().getOut().flush();
            return 0;
        }
    }
}
