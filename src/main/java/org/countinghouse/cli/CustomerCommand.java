package org.countinghouse.cli;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.countinghouse.customers.BillingEntity;
import org.countinghouse.customers.Customer;
import org.countinghouse.customers.Subscription;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The seller, customers and their subscriptions. */
@Command(
        name = "customer",
        description = "The seller, customers and their subscriptions.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CustomerCommand.Seller.class,
            CustomerCommand.Add.class,
            CustomerCommand.Subscribe.class,
            CustomerEmailCommand.class,
            CustomerPayerCommand.class,
            CustomerOneInvoiceCommand.class,
            CustomerCurrencyCommand.class,
            CustomerTermsCommand.class,
            CustomerEraseCommand.class
        })
final class CustomerCommand {
    /** Adds or updates a billing entity. */
    @Command(name = "seller", description = "Add or update a billing entity.", mixinStandardHelpOptions = true)
    static final class Seller implements Callable<Integer> {
        @Parameters(paramLabel = "CODE", description = "Its stable name, for example main.")
        private String code = "";

        @Option(names = "--name", required = true, paramLabel = "NAME", description = "Name on invoices.")
        private String name = "";

        @Option(names = "--address", defaultValue = "", paramLabel = "LINES", description = "Lines separated by \\n.")
        private String address = "";

        @Option(
                names = "--country",
                required = true,
                paramLabel = "XX",
                description = "Country, two letters of ISO 3166.")
        private String country = "";

        @Option(names = "--tax-id", defaultValue = "", paramLabel = "ID", description = "Tax id on invoices.")
        private String taxId = "";

        @Option(names = "--email", defaultValue = "", paramLabel = "ADDRESS", description = "E-mail address.")
        private String email = "";

        @Option(
                names = "--bank",
                defaultValue = "",
                paramLabel = "TEXT",
                description = "Bank details for the invoice's footer.")
        private String bank = "";

        @Option(
                names = "--terms",
                defaultValue = "30",
                paramLabel = "DAYS",
                description = "Days to pay (default ${DEFAULT-VALUE}).")
        private int terms;

        @Option(
                names = "--prefix",
                defaultValue = "INV-",
                paramLabel = "TEXT",
                description = "Text before invoice numbers (default ${DEFAULT-VALUE}).")
        private String prefix = "";

        @Option(
                names = "--time-zone",
                paramLabel = "ZONE",
                description = "In which its days begin, for example Europe/Berlin: those on invoices and in its books."
                        + " Without it: as it is, of a new one UTC.")
        private @Nullable String timeZone;

        @Option(
                names = "--tax",
                paramLabel = "CODE=PERCENT",
                description = "A tax rate that customers of the seller's country pay; may be repeated.")
        private Map<String, BigDecimal> taxes = new HashMap<>();

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            var rates = taxes.entrySet().stream()
                    .map(tax -> new BillingEntity.TaxRate(tax.getKey(), tax.getValue(), null, country))
                    .toList();
            var seller = new BillingEntity(
                    code,
                    name,
                    address.replace("\\n", "\n"),
                    country,
                    taxId,
                    email,
                    bank,
                    terms,
                    prefix,
                    timeZone,
                    rates);
            try (var workspace = CommandLineFace.open(spec)) {
                workspace.customers().save(seller);
                return 0;
            }
        }
    }

    /** Adds or updates a customer. */
    @Command(name = "add", description = "Add or update a customer.", mixinStandardHelpOptions = true)
    static final class Add implements Callable<Integer> {
        @Parameters(paramLabel = "ID", description = "The customer's own id, by which usage names it.")
        private String id = "";

        @Option(names = "--name", required = true, paramLabel = "NAME", description = "Name on invoices.")
        private String name = "";

        @Option(names = "--email", defaultValue = "", paramLabel = "ADDRESS", description = "E-mail address.")
        private String email = "";

        @Option(names = "--address", defaultValue = "", paramLabel = "LINES", description = "Lines separated by \\n.")
        private String address = "";

        @Option(names = "--country", paramLabel = "XX", description = "Country, two letters of ISO 3166.")
        private @Nullable String country;

        @Option(names = "--tax-id", defaultValue = "", paramLabel = "ID", description = "Tax id on invoices.")
        private String taxId = "";

        @Option(
                names = "--currency",
                required = true,
                paramLabel = "CODE",
                description = "Currency, three letters of ISO 4217.")
        private String currency = "";

        @Option(
                names = "--language",
                defaultValue = "en",
                paramLabel = "LANGUAGE",
                description = "Language of its documents, en or de (default ${DEFAULT-VALUE}).")
        private String language = "";

        @Option(
                names = "--timezone",
                defaultValue = "UTC",
                paramLabel = "ZONE",
                description = "Zone in which billing periods begin (default ${DEFAULT-VALUE}).")
        private String timeZone = "";

        @Option(names = "--seller", required = true, paramLabel = "CODE", description = "Code of the billing entity.")
        private String seller = "";

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            var customer = new Customer(
                    id,
                    name,
                    email,
                    address.replace("\\n", "\n"),
                    country,
                    taxId,
                    currency,
                    language,
                    timeZone,
                    seller);
            try (var workspace = CommandLineFace.open(spec)) {
                workspace.customers().save(customer);
                return 0;
            }
        }
    }

    /** Starts a subscription. */
    @Command(
            name = "subscribe",
            description = "Start a subscription; the same one again changes nothing.",
            mixinStandardHelpOptions = true)
    static final class Subscribe implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "CUSTOMER", description = "The customer's own id.")
        private String customer = "";

        @Parameters(index = "1", paramLabel = "PLAN", description = "The plan's code.")
        private String plan = "";

        @Option(names = "--start", required = true, paramLabel = "YYYY-MM-DD", description = "First day.")
        private LocalDate start = LocalDate.EPOCH;

        @Option(names = "--end", paramLabel = "YYYY-MM-DD", description = "First day no longer covered.")
        private @Nullable LocalDate end;

        @Option(
                names = "--timezone",
                defaultValue = "UTC",
                paramLabel = "ZONE",
                description = "Zone in which billing periods begin (default ${DEFAULT-VALUE}).")
        private String timeZone = "";

        @Option(names = "--quantity", paramLabel = "FEE=N", description = "Quantity of a fee, for example seats=5.")
        private Map<String, BigDecimal> quantities = new HashMap<>();

        @Option(
                names = "--beside",
                description = "Also where another subscription of the customer prices the same meter.")
        private boolean beside;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            var subscription = new Subscription(customer, plan, start, end, timeZone, quantities);
            try (var workspace = CommandLineFace.open(spec)) {
                long id = workspace.subscriptionStarts().start(subscription, beside);
                spec.commandLine().getOut().println(id);
                spec.commandLine().getOut().flush();
                return 0;
            }
        }
    }
}
