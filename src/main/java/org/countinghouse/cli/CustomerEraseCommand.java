package org.countinghouse.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.countinghouse.customers.CustomerErasure;
import org.countinghouse.customers.ErasureObstacle;
import org.countinghouse.customers.ErasurePreview;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Erases a customer on request, or says what that would do. */
@Command(
        name = "erase",
        description = "Erase who a customer is, on its request; invoices, ledger and audit log stay.",
        mixinStandardHelpOptions = true)
final class CustomerEraseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CUSTOMER", description = "External id of the customer.")
    private String customer = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; needed unless it is a dry run.")
    private @Nullable String reason;

    @Option(names = "--leave-unbilled", description = "What ended and was not billed never will be.")
    private boolean leaveUnbilled;

    @Option(names = "--dry-run", description = "Say what would go, what stays and what is in the way; change nothing.")
    private boolean dry;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        if (!dry && reason == null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "Give --reason, or --dry-run.");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (var workspace = CommandLineFace.open(spec)) {
            if (reason == null || dry) {
                ErasurePreview preview = workspace.customerErasure().preview(customer);
                show(out, preview);
                return preview.inTheWay(leaveUnbilled).isEmpty() ? 0 : 1;
            }
            CustomerErasure.Erased erased = workspace.customerErasure().erase(customer, reason, leaveUnbilled);
            out.printf(
                    "Erased. The customer is %s from now on; %d events, %d messages and %d access tokens are gone.%n",
                    erased.customer(), erased.events(), erased.messages(), erased.tokens());
            out.flush();
            return 0;
        }
    }

    private void show(PrintWriter out, ErasurePreview preview) {
        ErasurePreview.Gone gone = preview.gone();
        ErasurePreview.Kept kept = preview.kept();
        out.printf("Customer %s (%s)%n", preview.customer(), preview.name());
        out.println("goes: name, e-mail, address, tax id, external id");
        out.printf(
                "      %d usage events, %d entries of the inbox, %d other ids, %d limits and grants%n",
                gone.events(), gone.inbox(), gone.aliases(), gone.limits());
        out.printf("      recipients and words of %d messages, %d access tokens%n", gone.messages(), gone.tokens());
        out.printf(
                "stays: %d invoices and %d credit notes as they were issued, %d ledger entries, %d hourly readings,"
                        + " the audit log without the name%n",
                kept.invoices(), kept.creditNotes(), kept.ledgerEntries(), kept.readings());
        List<ErasureObstacle> inTheWay = preview.inTheWay(leaveUnbilled);
        if (inTheWay.isEmpty()) {
            out.println("Nothing is in the way. Nothing was changed.");
        } else {
            inTheWay.forEach(each -> out.printf("in the way: %s. %s%n", each.words(), each.remedy()));
        }
        out.flush();
    }
}
