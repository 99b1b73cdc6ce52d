package org.countinghouse.cli;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.countinghouse.billing.tax.CustomerTaxes;
import org.countinghouse.billing.tax.TaxTreatment;
import org.countinghouse.billing.tax.Vies;
import org.countinghouse.money.Decimals;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how a customer is taxed, or says it. */
@Command(
        name = "customer",
        description = "Show how a customer is taxed today, or change it with --treatment.",
        mixinStandardHelpOptions = true)
final class TaxCustomerCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CUSTOMER", description = "The customer's own id.")
    private String customer = "";

    @Option(
            names = "--treatment",
            paramLabel = "NAME",
            description = "automatic, domestic, reverse-charge or exempt.",
            converter = Treatment.class)
    private @Nullable TaxTreatment treatment;

    @Option(
            names = "--reason",
            defaultValue = "",
            paramLabel = "TEXT",
            description = "As on invoices; an exemption needs one.")
    private String reason = "";

    @Option(names = "--until", paramLabel = "DATE", description = "First day on which it no longer holds.")
    private @Nullable LocalDate until;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Reads the names of treatments. */
    static final class Treatment implements CommandLine.ITypeConverter<TaxTreatment> {
        @Override
        public TaxTreatment convert(String text) {
            try {
                return TaxTreatment.of(text.replace('-', '_'));
            } catch (IllegalArgumentException unknown) {
                throw new CommandLine.TypeConversionException(
                        "\"" + text + "\" is none of automatic, domestic, reverse-charge and exempt.");
            }
        }
    }

    @Override
    public Integer call() {
        try (var workspace = CommandLineFace.open(spec)) {
            var taxes = new CustomerTaxes(workspace.database(), new Vies(Vies.ADDRESS), workspace.clock());
            TaxTreatment wanted = treatment;
            if (wanted != null) {
                taxes.treat(customer, wanted, reason, until);
            }
            show(
                    taxes.of(customer),
                    LocalDate.now(workspace.clock()),
                    spec.commandLine().getOut());
            return 0;
        }
    }

    private static void show(CustomerTaxes.Standing standing, LocalDate today, PrintWriter out) {
        var profile = standing.profile();
        out.println("treatment  " + profile.treatment().code().replace('_', '-') + ", today "
                + profile.on(today).code().replace('_', '-'));
        profile.taxes(today)
                .forEach(tax -> out.println("tax        " + tax.code() + " " + Decimals.plain(tax.rate()) + " %"
                        + (tax.category() == null ? "" : ", category " + tax.category())
                        + (tax.reason() == null ? "" : ": " + tax.reason())));
        if (!profile.taxId().isEmpty()) {
            out.println("number     " + profile.taxId() + ", "
                    + (standing.wellWritten() ? "written as it should be" : "not written like one of its country"));
        }
        CustomerTaxes.Check check = standing.check();
        if (check != null) {
            out.println(line(check));
        }
        out.flush();
    }

    static String line(CustomerTaxes.Check check) {
        return "checked    " + check.answer().toUpperCase(Locale.ROOT) + " by " + check.register() + " at " + check.at()
                + (check.name().isEmpty() ? "" : ", " + check.name())
                + (check.consultation().isEmpty() ? "" : ", inquiry " + check.consultation())
                + (check.detail().isEmpty() ? "" : ": " + check.detail());
    }
}
