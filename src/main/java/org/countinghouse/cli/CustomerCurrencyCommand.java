package org.countinghouse.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.countinghouse.billing.CustomerCurrencies;
import org.countinghouse.billing.Estimate;
import org.countinghouse.money.Decimals;
import org.countinghouse.rating.RatingResult;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a customer is billed in, and what its running periods come to in it. */
@Command(
        name = "currency",
        description = "The currency of a customer's invoices: shown, or changed from the next draft on.",
        mixinStandardHelpOptions = true)
final class CustomerCurrencyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CUSTOMER", description = "External id of the customer.")
    private String customer = "";

    @ArgGroup(multiplicity = "0..1")
    private @Nullable Wanted wanted;

    /** What it is to be. */
    static final class Wanted {
        @Option(names = "--in", paramLabel = "CODE", description = "Three letters of ISO 4217, for example EUR.")
        private @Nullable String currency;

        @Option(names = "--plans", description = "The currency of each plan.")
        @SuppressWarnings("unused") // One of the two is given: the other one tells.
        private boolean plans;
    }

    @Option(names = "--dry-run", description = "Only show what the running periods would come to.")
    private boolean dryRun;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        try (var workspace = CommandLineFace.open(spec)) {
            CustomerCurrencies currencies = workspace.customerCurrencies();
            if (wanted == null) {
                String standing = currencies.of(customer).billing();
                say(" is billed in ", standing);
                print(currencies.running(customer), standing);
                return 0;
            }
            String currency = wanted.currency == null ? null : wanted.currency.toUpperCase(Locale.ROOT);
            if (dryRun) {
                List<Estimate> would = currencies.preview(customer, currency);
                say(" would be billed in ", currency);
                print(would, currency);
                return 0;
            }
            currencies.set(customer, currency);
            say(" is billed in ", currency);
            printIfKnown(currencies, currency);
            return 0;
        }
    }

    private void say(String how, @Nullable String currency) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(customer + how + (currency == null ? "the currency of each plan." : currency + "."));
        out.flush();
    }

    /** The currency is stored: that a rate is missing does not undo it, and is not to look as if it did. */
    private void printIfKnown(CustomerCurrencies currencies, @Nullable String currency) {
        try {
            print(currencies.running(customer), currency);
        } catch (Failure unknown) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("That is stored. What the running periods come to is not known: " + unknown.summary() + " "
                    + unknown.remedy());
            out.flush();
        }
    }

    private void print(List<Estimate> estimates, @Nullable String billed) {
        PrintWriter out = spec.commandLine().getOut();
        for (Estimate estimate : estimates) {
            out.println(estimate.plan() + ", " + estimate.period().from() + " to "
                    + estimate.period().to().minusDays(1) + ": " + figures(estimate.result())
                    + (estimate.stays(billed) ? stays(estimate) : ""));
        }
        out.flush();
    }

    private static String stays(Estimate estimate) {
        return "; it stays in " + estimate.result().currency().getCode()
                + ", in which some of it is billed or paid already, and the other currency holds from "
                + estimate.period().to() + " on";
    }

    private static String figures(RatingResult result) {
        String total = result.total().toPlainString() + " " + result.currency().getCode();
        RatingResult.Priced priced = result.priced();
        return priced == null
                ? total
                : total + " (" + priced.subtotal().toPlainString()
                        + " " + priced.currency().getCode() + " before tax, at "
                        + Decimals.plain(priced.exchange().rate()) + ", "
                        + priced.exchange().source() + ", " + priced.exchange().day() + ")";
    }
}
