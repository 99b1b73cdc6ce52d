package org.countinghouse.cli;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.countinghouse.billing.tax.TaxRates;
import org.countinghouse.billing.tax.TaxReport;
import org.countinghouse.money.Decimals;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tax rates, how customers are taxed, and the report. */
@Command(
        name = "tax",
        description = "Tax rates by country and date, how customers are taxed, and the tax report.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            TaxCommand.Rates.class,
            TaxCommand.Set.class,
            TaxCommand.Withdraw.class,
            TaxCustomerCommand.class,
            TaxCheckCommand.class,
            TaxCommand.Report.class
        })
final class TaxCommand {
    /** What a rate is for. */
    static final class SubjectOptions {
        @Parameters(index = "0", paramLabel = "COUNTRY", description = "Of the customers, for example DE.")
        private String country = "";

        @Option(
                names = "--code",
                defaultValue = "VAT",
                paramLabel = "NAME",
                description = "The tax as invoices name it (default ${DEFAULT-VALUE}).")
        private String code = "";

        @Option(
                names = "--category",
                defaultValue = "",
                paramLabel = "NAME",
                description = "Only for charges of this tax category; without it for all.")
        private String category = "";

        @Option(
                names = "--entity",
                defaultValue = "main",
                paramLabel = "CODE",
                description = "Billing entity (default ${DEFAULT-VALUE}).")
        private String entity = "";

        @Option(names = "--from", required = true, paramLabel = "DATE", description = "First day of the rate.")
        private LocalDate from = LocalDate.EPOCH;

        @Option(names = "--note", defaultValue = "", paramLabel = "TEXT", description = "Why, for those who read it.")
        private String note = "";

        private TaxRates.Subject subject() {
            return new TaxRates.Subject(entity, country.toUpperCase(Locale.ROOT), category, code);
        }
    }

    /** Lists rates. */
    @Command(
            name = "rates",
            description = "List the rates that hold or will hold, and countries of customers that have none.",
            mixinStandardHelpOptions = true)
    static final class Rates implements Callable<Integer> {
        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                var out = spec.commandLine().getOut();
                var rates = new TaxRates(workspace.database(), workspace.clock());
                rates.list().forEach(entry -> out.println(line(entry)));
                rates.gaps(LocalDate.now(workspace.clock()))
                        .forEach(gap -> out.println("no rate  " + gap.billingEntity() + "  "
                                + (gap.country().isEmpty() ? "country not known" : gap.country()) + "  "
                                + gap.customers() + (gap.customers() == 1 ? " customer" : " customers")));
                out.flush();
                return 0;
            }
        }

        private static String line(TaxRates.Entry entry) {
            BigDecimal rate = entry.rate();
            return "rate     " + entry.subject().billingEntity() + "  "
                    + entry.subject().country() + "  " + entry.subject().code() + "  "
                    + (rate == null ? "not charged" : Decimals.plain(rate) + " %")
                    + (entry.compound() ? ", on top of other taxes" : "")
                    + (entry.subject().category().isEmpty()
                            ? ""
                            : ", category " + entry.subject().category())
                    + "  from " + entry.from()
                    + (entry.until() == null ? "" : " until before " + entry.until())
                    + (entry.note().isEmpty() ? "" : ": " + entry.note());
        }
    }

    /** Sets a rate. */
    @Command(name = "set", description = "Set a rate from a day on.", mixinStandardHelpOptions = true)
    static final class Set implements Callable<Integer> {
        @CommandLine.Mixin
        private SubjectOptions options = new SubjectOptions();

        @Parameters(index = "1", paramLabel = "PERCENT", description = "For example 19; none = not charged any more.")
        private String percent = "";

        @Option(names = "--compound", description = "On the net plus the other taxes.")
        private boolean compound;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                new TaxRates(workspace.database(), workspace.clock())
                        .set(options.subject(), options.from, rate(), compound, options.note);
                return 0;
            }
        }

        private @Nullable BigDecimal rate() {
            if (percent.equals("none")) {
                return null;
            }
            return Decimals.parse(percent)
                    .orElseThrow(() -> new Failure(
                            "tax.rate",
                            "\"" + percent + "\" is no percentage.",
                            "Give a number like 19 or 7.7, or none. Nothing was changed."));
        }
    }

    /** Takes an entry back. */
    @Command(
            name = "withdraw",
            description = "Take back the rate that begins on a day; the one before it holds on.",
            mixinStandardHelpOptions = true)
    static final class Withdraw implements Callable<Integer> {
        @CommandLine.Mixin
        private SubjectOptions options = new SubjectOptions();

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                new TaxRates(workspace.database(), workspace.clock())
                        .withdraw(options.subject(), options.from, options.note);
                return 0;
            }
        }
    }

    /** What a tax return needs. */
    @Command(
            name = "report",
            description = "Tax of the invoices issued in a period, by country and rate, as tab-separated lines.",
            mixinStandardHelpOptions = true)
    static final class Report implements Callable<Integer> {
        @Option(names = "--from", required = true, paramLabel = "DATE", description = "First day of issue.")
        private LocalDate from = LocalDate.EPOCH;

        @Option(names = "--to", required = true, paramLabel = "DATE", description = "Day after the last one.")
        private LocalDate to = LocalDate.EPOCH;

        @Option(
                names = "--file",
                paramLabel = "FILE",
                description = "Write it to this file: a workbook when it ends in .xlsx, else CSV.")
        private @Nullable Path file;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                var out = spec.commandLine().getOut();
                Path wanted = file;
                if (wanted != null) {
                    long rows = new TaxReport(workspace.database()).save(from, to, wanted);
                    out.printf("%d rows.%n", rows);
                    out.flush();
                    return 0;
                }
                out.println(String.join(
                        "\t",
                        "entity",
                        "country",
                        "currency",
                        "tax",
                        "percent",
                        "invoices",
                        "base",
                        "tax_amount",
                        "books_currency",
                        "books_tax",
                        "reason"));
                for (TaxReport.Line line : new TaxReport(workspace.database()).between(from, to)) {
                    out.println(String.join(
                            "\t",
                            line.billingEntity(),
                            line.country(),
                            line.currency(),
                            line.taxName(),
                            Decimals.plain(line.rate()),
                            Long.toString(line.invoices()),
                            line.base().toPlainString(),
                            line.tax().toPlainString(),
                            line.booksCurrency(),
                            line.booksTax().toPlainString(),
                            line.reason()));
                }
                out.flush();
                return 0;
            }
        }
    }
}
