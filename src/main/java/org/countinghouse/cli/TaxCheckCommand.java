package org.countinghouse.cli;

import java.util.concurrent.Callable;
import org.countinghouse.billing.tax.CustomerTaxes;
import org.countinghouse.billing.tax.Vies;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks VIES. */
@Command(
        name = "check",
        description = "Ask VIES whether a customer's VAT number exists, and keep the answer. Ends with 1 when it does"
                + " not, with 0 when it does or when nobody can tell at present.",
        mixinStandardHelpOptions = true)
final class TaxCheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CUSTOMER", description = "The customer's own id.")
    private String customer = "";

    @Option(
            names = "--register",
            defaultValue = Vies.ADDRESS,
            paramLabel = "URL",
            description = "Where VIES answers (default ${DEFAULT-VALUE}).")
    private String register = "";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        try (var workspace = CommandLineFace.open(spec)) {
            var check = new CustomerTaxes(workspace.database(), new Vies(register), workspace.clock()).check(customer);
            spec.commandLine().getOut().println(TaxCustomerCommand.line(check));
            spec.commandLine().getOut().flush();
            return check.answer().equals("invalid") ? 1 : 0;
        }
    }
}
