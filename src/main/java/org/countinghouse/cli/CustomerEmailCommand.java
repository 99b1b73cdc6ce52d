package org.countinghouse.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes where a customer's documents are sent, and nothing else of it. */
@Command(
        name = "email",
        description = "Change where invoices and credit notes of a customer are sent, and nothing else.",
        mixinStandardHelpOptions = true)
final class CustomerEmailCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "CUSTOMER", description = "External id of the customer.")
    private String customer = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "ADDRESS", description = "E-mail address.")
    private @Nullable String given;

    @Option(names = "--none", description = "The customer has no address.")
    private boolean none;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        if (none == (given != null)) {
            throw new CommandLine.ParameterException(spec.commandLine(), "Give either an address or --none.");
        }
        String address = given == null ? "" : given.strip();
        try (var workspace = CommandLineFace.open(spec)) {
            workspace.customerContacts().email(customer, address);
            spec.commandLine()
                    .getOut()
                    .println(
                            address.isEmpty()
                                    ? customer + " has no e-mail address."
                                    : "Documents of " + customer + " go to " + address + ".");
            spec.commandLine().getOut().flush();
            return 0;
        }
    }
}
