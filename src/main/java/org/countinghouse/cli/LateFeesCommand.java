package org.countinghouse.cli;

import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.countinghouse.billing.LateFees;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Late fees and interest by rule. */
@Command(
        name = "late-fees",
        description =
                "Fees and interest for late payment: dated rules, exceptions, what is billed, waivers and disputes.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            LateFeeRuleCommands.Rules.class,
            LateFeeRuleCommands.Set.class,
            LateFeeRuleCommands.None.class,
            LateFeeRuleCommands.General.class,
            LateFeeRuleCommands.Withdraw.class,
            LateFeesCommand.Run.class,
            LateFeeInvoiceCommands.Show.class,
            LateFeeInvoiceCommands.Waive.class,
            LateFeeInvoiceCommands.Discard.class,
            LateFeeInvoiceCommands.Dispute.class,
            LateFeeInvoiceCommands.Resume.class
        })
final class LateFeesCommand {
    /** Bills. */
    @Command(
            name = "run",
            description =
                    "Draft invoices of the fees and interest that overdue invoices owe and nobody billed. Ends with"
                            + " 1 when a customer was set aside.",
            mixinStandardHelpOptions = true)
    static final class Run implements Callable<Integer> {
        @Option(names = "--dry-run", description = "Show what would be billed and store nothing.")
        private boolean dryRun;

        @Option(names = "--customer", paramLabel = "ID", description = "Only this one.")
        private @Nullable String customer;

        @Option(names = "--day", paramLabel = "DAY", description = "Bill the days before this one (default: today).")
        private @Nullable LocalDate day;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            try (var workspace = CommandLineFace.open(spec)) {
                var fees = workspace.lateFees();
                LateFees.Report report = fees.run(
                        day == null ? fees.today() : day,
                        customer,
                        dryRun,
                        new ConsoleProgress(spec.commandLine().getErr()));
                for (LateFees.Bill bill : report.bills()) {
                    out.println(bill.customer() + "  " + WorkspaceStep.amount(bill.total(), bill.currency())
                            + (bill.draft() == null ? "" : "  draft " + bill.draft()));
                    bill.lines()
                            .forEach(line -> out.println("    " + WorkspaceStep.amount(line.amount(), bill.currency())
                                    + "  " + line.text()));
                }
                report.aside()
                        .forEach(each -> out.println(each.customer() + "  set aside: "
                                + each.failure().summary()));
                report.sums()
                        .forEach((currency, sum) -> out.println("Together " + WorkspaceStep.amount(sum, currency)));
                out.println((dryRun ? "Would draft " : "Drafted ")
                        + report.bills().size()
                        + (report.bills().size() == 1 ? " invoice." : " invoices."));
                out.flush();
                return report.aside().isEmpty() ? 0 : 1;
            }
        }
    }
}
