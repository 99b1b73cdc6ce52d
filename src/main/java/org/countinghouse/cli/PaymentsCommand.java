package org.countinghouse.cli;

import java.math.BigDecimal;
import java.util.concurrent.Callable;
import org.countinghouse.billing.Payments;
import org.joda.money.CurrencyUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Payments that were recorded. */
@Command(
        name = "payments",
        description = "Payments of invoices, and taking one back.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {PaymentsCommand.Listing.class, PaymentsCommand.TakeBack.class})
final class PaymentsCommand {
    private static String money(BigDecimal amount, String currency) {
        return amount.setScale(CurrencyUnit.of(currency).getDecimalPlaces()).toPlainString() + " " + currency;
    }

    @Command(name = "list", description = "Payments of an invoice, oldest first.", mixinStandardHelpOptions = true)
    static final class Listing implements Callable<Integer> {
        @Parameters(paramLabel = "INVOICE", description = "The invoice's id or its number.")
        private String invoice = "";

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            try (var workspace = CommandLineFace.open(spec)) {
                for (var each : workspace
                        .payments()
                        .of(workspace.invoices().find(invoice).id())) {
                    var back = each.takenBack();
                    out.printf(
                            "%8d  %s  %16s  %-20s %s%s%s%n",
                            each.id(),
                            each.receivedOn(),
                            money(each.amount(), each.currency()),
                            each.reference() == null ? "-" : each.reference(),
                            each.by(),
                            each.recovery() ? ", after the write-off" : "",
                            back == null
                                    ? ""
                                    : ", taken back on " + back.bookedOn() + " by " + back.by() + ": " + back.reason());
                }
                out.flush();
                return 0;
            }
        }
    }

    @Command(
            name = "take-back",
            description = "Take back a payment that was recorded wrongly or that the bank returned.",
            mixinStandardHelpOptions = true)
    static final class TakeBack implements Callable<Integer> {
        @Parameters(paramLabel = "PAYMENT", description = "The payment's id; see payments list.")
        private long payment;

        @Option(names = "--reason", defaultValue = "", paramLabel = "TEXT", description = "Why, in a few words.")
        private String reason = "";

        @Option(names = "--dry-run", description = "Only show what it would do.")
        private boolean dryRun;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            try (var workspace = CommandLineFace.open(spec)) {
                var out = spec.commandLine().getOut();
                out.println(
                        dryRun
                                ? "Would be: " + words(workspace.payments().preview(payment))
                                : words(workspace.payments().takeBack(payment, reason)));
                out.flush();
                return 0;
            }
        }

        private static String words(Payments.Effect effect) {
            var payment = effect.payment();
            var received = payment.received();
            String state = effect.to().code().replace('_', ' ');
            return money(payment.amount(), payment.currency()) + " of " + effect.invoice() + " taken back on "
                    + effect.bookedOn() + "; it is "
                    + (effect.from() == effect.to() ? "still " : "") + state + ", "
                    + money(effect.open(), payment.currency()) + " stay open."
                    + (received == null || effect.difference().signum() == 0
                            ? ""
                            : " The realised exchange "
                                    + (effect.difference().signum() > 0 ? "gain" : "loss") + " of "
                                    + money(effect.difference().abs(), received.currency()) + " is taken back.");
        }
    }
}
