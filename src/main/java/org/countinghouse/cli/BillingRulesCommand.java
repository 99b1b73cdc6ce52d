package org.countinghouse.cli;

import java.util.Locale;
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
        description =
                "Show, or set for a billing entity: runs by themselves, the grace for late usage, and the currency"
                        + " of the books. What is not given stays as it is.",
        mixinStandardHelpOptions = true)
final class BillingRulesCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "ENTITY", description = "Code of the billing entity.")
    private @Nullable String entity;

    @Option(
            names = "--automatic",
            negatable = true,
            description = "Runs start by themselves in the upkeep of a gateway, or of a desktop with its own database.")
    private @Nullable Boolean automatic;

    @Option(names = "--grace-hours", paramLabel = "N", description = "Hours from a period's end until it is billed.")
    private @Nullable Integer graceHours;

    @Option(
            names = "--books-currency",
            paramLabel = "CODE",
            description =
                    "Invoices in other currencies are then issued with an exchange rate; none: the books are in each"
                            + " invoice's own.")
    private @Nullable String booksCurrency;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        try (var workspace = CommandLineFace.open(spec)) {
            var rules = new BillingRules(workspace.database());
            if (entity != null && (automatic != null || graceHours != null || booksCurrency != null)) {
                rules.change(entity, this::changed);
            }
            for (BillingRules.Rule rule : rules.all()) {
                out.printf(
                        "%s  %s  grace of %d hours  books in %s%n",
                        rule.seller(),
                        rule.automatic() ? "runs by themselves" : "runs by hand",
                        rule.graceHours(),
                        rule.booksCurrency() == null ? "each invoice's currency" : rule.booksCurrency());
            }
            out.flush();
            return 0;
        }
    }

    private BillingRules.Rule changed(BillingRules.Rule rule) {
        BillingRules.Rule changed = automatic == null ? rule : rule.withAutomatic(automatic);
        changed = graceHours == null ? changed : changed.withGraceHours(graceHours);
        return booksCurrency == null
                ? changed
                : changed.withBooksCurrency(
                        booksCurrency.equalsIgnoreCase("none") ? null : booksCurrency.toUpperCase(Locale.ROOT));
    }
}
