package org.countinghouse.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.countinghouse.billing.currency.CoinbaseRates;
import org.countinghouse.billing.currency.EcbRates;
import org.countinghouse.billing.currency.ExchangeRate;
import org.countinghouse.billing.currency.ExchangeRates;
import org.countinghouse.billing.currency.KrakenRates;
import org.countinghouse.money.Decimals;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Exchange rates. */
@Command(
        name = "currency",
        description = "Exchange rates by day: of the European Central Bank, of markets, by hand and from files.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CurrencyCommand.Rates.class,
            CurrencyCommand.Update.class,
            CurrencyCommand.Load.class,
            CurrencyCommand.Set.class,
            CurrencyCommand.Convert.class
        })
final class CurrencyCommand {
    private static String line(ExchangeRate rate) {
        return rate.day() + "  " + rate.base() + "/" + rate.quote() + "  " + Decimals.plain(rate.rate()) + "  "
                + rate.source();
    }

    /** Lists rates. */
    @Command(name = "rates", description = "List rates, the last days first.", mixinStandardHelpOptions = true)
    static final class Rates implements Callable<Integer> {
        @Option(
                names = "--limit",
                defaultValue = "100",
                paramLabel = "N",
                description = "At most so many (default ${DEFAULT-VALUE}).")
        private int limit;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                ExchangeRates.of(workspace.database(), workspace.clock())
                        .list(Math.clamp(limit, 1, 1_000_000))
                        .forEach(rate -> spec.commandLine().getOut().println(line(rate)));
                spec.commandLine().getOut().flush();
                return 0;
            }
        }
    }

    /** Asks the sources. */
    @Command(
            name = "update",
            description = "Ask the European Central Bank, then Coinbase, then Kraken for the currencies in use, each"
                    + " for what those before did not tell. Ends with 1 when a currency got no rate.",
            mixinStandardHelpOptions = true)
    static final class Update implements Callable<Integer> {
        @Parameters(
                arity = "0..*",
                paramLabel = "CURRENCY",
                description = "Default: those of plans, customers and wallets.")
        private List<String> currencies = List.of();

        @Option(
                names = "--ecb",
                defaultValue = EcbRates.ADDRESS,
                paramLabel = "URL",
                description = "Default ${DEFAULT-VALUE}")
        private String ecb = "";

        @Option(
                names = "--coinbase",
                defaultValue = CoinbaseRates.ADDRESS,
                paramLabel = "URL",
                description = "Default ${DEFAULT-VALUE}")
        private String coinbase = "";

        @Option(
                names = "--kraken",
                defaultValue = KrakenRates.ADDRESS,
                paramLabel = "URL",
                description = "Default ${DEFAULT-VALUE}")
        private String kraken = "";

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                var clock = workspace.clock();
                var rates = new ExchangeRates(
                        workspace.database(),
                        List.of(new EcbRates(ecb), new CoinbaseRates(coinbase, clock), new KrakenRates(kraken, clock)),
                        clock);
                var wanted = currencies.isEmpty() ? rates.inUse() : new LinkedHashSet<>(upper(currencies));
                var update = rates.update(wanted);
                update.loaded().forEach(rate -> spec.commandLine().getOut().println(line(rate)));
                spec.commandLine().getOut().flush();
                update.failures().forEach(failure -> spec.commandLine().getErr().println(failure.summary()));
                update.missing()
                        .forEach(currency -> spec.commandLine()
                                .getErr()
                                .println("No source has a rate of " + currency + ": set it by hand or load a file."));
                return update.missing().isEmpty() ? 0 : 1;
            }
        }

        private static List<String> upper(List<String> codes) {
            return codes.stream().map(code -> code.toUpperCase(Locale.ROOT)).toList();
        }
    }

    /** Loads a file. */
    @Command(
            name = "load",
            description = "Load a file of the European Central Bank: of a day, 90 days or all years.",
            mixinStandardHelpOptions = true)
    static final class Load implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "For example eurofxref-hist-90d.xml.")
        private Path file = Path.of("");

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec);
                    var in = Files.newInputStream(file)) {
                int added = ExchangeRates.of(workspace.database(), workspace.clock())
                        .load(in, String.valueOf(file.getFileName()));
                spec.commandLine().getOut().printf("%d rates added.%n", added);
                spec.commandLine().getOut().flush();
                return 0;
            } catch (IOException unreadable) {
                throw new Failure(
                        "currency.file", file + " cannot be read.", "Check its name and who may read it.", unreadable);
            }
        }
    }

    /** Sets a rate. */
    @Command(
            name = "set",
            description = "Set a rate by hand; on its day it goes before all others.",
            mixinStandardHelpOptions = true)
    static final class Set implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "BASE", description = "Currency of which one unit is told.")
        private String base = "";

        @Parameters(index = "1", paramLabel = "QUOTE", description = "Currency in which it is told.")
        private String quote = "";

        @Parameters(index = "2", paramLabel = "RATE", description = "What one unit of BASE costs in QUOTE.")
        private BigDecimal rate = BigDecimal.ZERO;

        @Option(names = "--day", required = true, paramLabel = "DATE", description = "Day of the rate.")
        private LocalDate day = LocalDate.EPOCH;

        @Option(names = "--note", defaultValue = "", paramLabel = "TEXT", description = "Why, for those who read it.")
        private String note = "";

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                ExchangeRates.of(workspace.database(), workspace.clock())
                        .set(base.toUpperCase(Locale.ROOT), quote.toUpperCase(Locale.ROOT), day, rate, note);
                return 0;
            }
        }
    }

    /** Tells a rate. */
    @Command(
            name = "convert",
            description = "Tell what an amount is worth in another currency on a day, and by which rate.",
            mixinStandardHelpOptions = true)
    static final class Convert implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "AMOUNT", description = "In major units.")
        private BigDecimal amount = BigDecimal.ZERO;

        @Parameters(index = "1", paramLabel = "BASE", description = "Its currency.")
        private String base = "";

        @Parameters(index = "2", paramLabel = "QUOTE", description = "The other currency.")
        private String quote = "";

        @Option(names = "--day", paramLabel = "DATE", description = "Default: today.")
        private @Nullable LocalDate day;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                LocalDate on = day == null ? LocalDate.now(workspace.clock()) : day;
                ExchangeRate rate = ExchangeRates.of(workspace.database(), workspace.clock())
                        .on(base.toUpperCase(Locale.ROOT), quote.toUpperCase(Locale.ROOT), on);
                spec.commandLine()
                        .getOut()
                        .println(rate.of(amount).toPlainString() + " " + rate.quote() + "  (" + line(rate) + ")");
                spec.commandLine().getOut().flush();
                return 0;
            }
        }
    }
}
