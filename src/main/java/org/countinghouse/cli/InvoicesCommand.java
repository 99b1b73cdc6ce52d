package org.countinghouse.cli;

import java.util.concurrent.Callable;
import org.countinghouse.billing.BillingPeriod;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists invoices. */
@Command(
        name = "invoices",
        description = "List invoices, oldest first.",
        mixinStandardHelpOptions = true,
        subcommands = {
            InvoiceLineCommands.OneOff.class,
            InvoiceLineCommands.Line.class,
            InvoiceLineCommands.Refresh.class,
            InvoiceLifeCommands.Describe.class,
            InvoiceLifeCommands.Review.class,
            InvoiceLifeCommands.Approve.class,
            InvoiceLifeCommands.AcceptProblems.class,
            InvoiceLifeCommands.Reject.class,
            InvoiceLifeCommands.Sent.class,
            InvoiceLifeCommands.Pay.class,
            InvoiceLifeCommands.Overdue.class,
            InvoiceLifeCommands.MakeVoid.class,
            InvoiceLifeCommands.WriteOff.class
        })
final class InvoicesCommand implements Callable<Integer> {
    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Option(names = "--lines", description = "With --json: each invoice with its lines.")
    private boolean lines;

    @Option(names = "--period", paramLabel = "YYYY-MM", description = "Only this month.")
    private @Nullable String period;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        var only = period == null ? null : BillingPeriod.parse(period);
        var out = spec.commandLine().getOut();
        try (var workspace = CommandLineFace.open(spec)) {
            workspace.invoices().each(only, lines, invoice -> {
                if (json) {
                    out.println(invoice.toJson(lines));
                } else {
                    out.printf(
                            "%8d  %-18s %-24s %-10s %-8s %14s %s%n",
                            invoice.id(),
                            invoice.number() == null ? "-" : invoice.number(),
                            invoice.customer(),
                            invoice.status(),
                            invoice.period().label(),
                            invoice.total(),
                            invoice.currency());
                }
            });
            out.flush();
            return 0;
        }
    }
}
