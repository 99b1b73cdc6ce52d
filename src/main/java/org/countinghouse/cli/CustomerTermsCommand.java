package org.countinghouse.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.countinghouse.customers.CustomerTerms;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows or changes how long a customer has to pay. */
@Command(
        name = "terms",
        description = "How many days a customer has to pay: shown, or changed for what becomes final from now on.",
        mixinStandardHelpOptions = true)
final class CustomerTermsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CUSTOMER", description = "External id of the customer.")
    private String customer = "";

    @ArgGroup(multiplicity = "0..1")
    private @Nullable Wanted wanted;

    /** What they are to be. */
    static final class Wanted {
        @Option(names = "--days", paramLabel = "DAYS", description = "0 to 365 days from the issue of an invoice.")
        private @Nullable Integer days;

        @Option(names = "--seller", description = "As the billing entity has it.")
        @SuppressWarnings("unused") // One of the two is given: the other one tells.
        private boolean seller;
    }

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        try (var workspace = CommandLineFace.open(spec)) {
            CustomerTerms terms = workspace.customerTerms();
            if (wanted != null) {
                terms.set(customer, wanted.days);
            }
            PrintWriter out = spec.commandLine().getOut();
            out.println(words(terms.of(customer)));
            out.flush();
            return 0;
        }
    }

    private String words(CustomerTerms.Terms terms) {
        String after = "due after " + days(terms.days());
        if (terms.payer() != null) {
            return "Invoices of " + customer + " go to " + terms.payer() + " and are " + after + ". Its own terms, "
                    + (terms.own() == null ? "those of the billing entity" : days(terms.own()))
                    + ", count when it pays itself.";
        }
        return "Invoices of " + customer + " are " + after
                + (terms.own() == null ? ", as the billing entity has it." : ".");
    }

    private static String days(int days) {
        return days == 1 ? "1 day" : days + " days";
    }
}
