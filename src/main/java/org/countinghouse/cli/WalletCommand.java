package org.countinghouse.cli;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.countinghouse.billing.Credits;
import org.countinghouse.billing.UsageCharges;
import org.countinghouse.billing.Wallets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Money that customers paid ahead, credits, and what was taken from them. */
@Command(
        name = "wallet",
        description = "Prepaid wallets and credits, and the usage that was billed from them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            WalletCommand.Show.class,
            WalletCommand.TopUp.class,
            WalletCommand.Grant.class,
            WalletCommand.Refund.class
        })
final class WalletCommand {
    private static final int SHOWN = 20;

    /** Balances, credits, and the last entries and charges. */
    @Command(
            name = "show",
            description = "Show balances, credits, and the last entries and charges of a customer.",
            mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Parameters(paramLabel = "CUSTOMER", description = "The customer's own id.")
        private String customer = "";

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                var out = spec.commandLine().getOut();
                var wallets = new Wallets(workspace.database(), workspace.clock());
                wallets.balances(customer)
                        .forEach(balance ->
                                out.println("balance  " + plain(balance.amount()) + " " + balance.currency()));
                new Credits(workspace.database(), workspace.clock())
                        .of(customer)
                        .forEach(grant -> out.println("credits  " + plain(grant.remaining()) + " of "
                                + plain(grant.amount()) + " " + grant.currency() + ", priority " + grant.priority()
                                + (grant.expiresAt() == null ? "" : ", until " + grant.expiresAt()) + ": "
                                + grant.reason()));
                wallets.entries(customer, SHOWN)
                        .forEach(entry -> out.println("entry    " + entry.at() + "  "
                                + entry.kind().name().toLowerCase(Locale.ROOT) + "  " + plain(entry.amount()) + " "
                                + entry.currency() + ", then " + plain(entry.balance())
                                + (entry.chargeId() == null ? "" : ", charge " + entry.chargeId())
                                + (entry.note().isEmpty() ? "" : ": " + entry.note())));
                new UsageCharges(workspace.database(), workspace.clock())
                        .list(customer, null, SHOWN, 0)
                        .forEach(charge -> out.println("charge   " + charge.id() + "  " + charge.eventId() + "  "
                                + charge.event() + "  " + plain(charge.amount()) + " " + charge.currency() + "  "
                                + charge.method().code() + "  "
                                + charge.status().name().toLowerCase(Locale.ROOT)
                                + (charge.reason().isEmpty() ? "" : ": " + charge.reason())));
                out.flush();
                return 0;
            }
        }
    }

    /** Adds money. */
    @Command(
            name = "top-up",
            description = "Add money that was received, and print the new balance.",
            mixinStandardHelpOptions = true)
    static final class TopUp implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "CUSTOMER", description = "The customer's own id.")
        private String customer = "";

        @Parameters(index = "1", paramLabel = "AMOUNT", description = "Above zero, in major units.")
        private BigDecimal amount = BigDecimal.ZERO;

        @Option(names = "--currency", paramLabel = "CODE", description = "Default: the customer's own.")
        private @Nullable String currency;

        @Option(
                names = "--key",
                required = true,
                paramLabel = "KEY",
                description = "Your id of this payment; the same one again changes nothing.")
        private String key = "";

        @Option(names = "--note", paramLabel = "TEXT", description = "For those who read the entries.")
        private String note = "";

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                var entry = new Wallets(workspace.database(), workspace.clock())
                        .topUp(customer, amount, currency, key, note);
                spec.commandLine().getOut().println(plain(entry.balance()) + " " + entry.currency());
                spec.commandLine().getOut().flush();
                return 0;
            }
        }
    }

    /** Grants credits. */
    @Command(
            name = "grant",
            description = "Grant credits, which recorded usage may be taken from.",
            mixinStandardHelpOptions = true)
    static final class Grant implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "CUSTOMER", description = "The customer's own id.")
        private String customer = "";

        @Parameters(index = "1", paramLabel = "AMOUNT", description = "Above zero, in major units.")
        private BigDecimal amount = BigDecimal.ZERO;

        @Option(names = "--currency", paramLabel = "CODE", description = "Default: the customer's own.")
        private @Nullable String currency;

        @Option(
                names = "--until",
                paramLabel = "YYYY-MM-DD",
                description = "First day on which they no longer hold, in UTC (default: for ever).")
        private @Nullable LocalDate until;

        @Option(names = "--priority", paramLabel = "N", description = "Lower ones are used first (default 0).")
        private int priority;

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
        private String reason = "";

        @Option(
                names = "--key",
                paramLabel = "KEY",
                description = "Your id of this grant; the same one again changes nothing.")
        private @Nullable String key;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                Instant end = until == null
                        ? null
                        : until.atStartOfDay(ZoneOffset.UTC).toInstant();
                var grant = new Credits(workspace.database(), workspace.clock())
                        .grant(customer, amount, currency, end, priority, reason, key);
                spec.commandLine().getOut().println(grant.id());
                spec.commandLine().getOut().flush();
                return 0;
            }
        }
    }

    /** Gives back what an event was charged. */
    @Command(
            name = "refund",
            description = "Cancel an event and give back what was taken for it.",
            mixinStandardHelpOptions = true)
    static final class Refund implements Callable<Integer> {
        @Parameters(paramLabel = "CHARGE", description = "The charge's id, as wallet show prints it.")
        private long charge;

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
        private String reason = "";

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                var refunded = new UsageCharges(workspace.database(), workspace.clock())
                        .refund(charge, reason, workspace.usageCorrections());
                spec.commandLine()
                        .getOut()
                        .println("Given back: " + plain(refunded.amount()) + " " + refunded.currency());
                spec.commandLine().getOut().flush();
                return 0;
            }
        }
    }

    private static String plain(BigDecimal amount) {
        BigDecimal stripped = amount.stripTrailingZeros();
        return (stripped.scale() < 2 ? amount.setScale(2) : stripped).toPlainString();
    }
}
