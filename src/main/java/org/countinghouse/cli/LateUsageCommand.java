package org.countinghouse.cli;

import java.io.PrintWriter;
import java.util.List;
import org.countinghouse.billing.WaitingUsage;
import org.countinghouse.catalog.Json;
import org.countinghouse.money.Decimals;
import org.countinghouse.workspace.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Late usage that waits for its invoice. */
@Command(
        name = "late-usage",
        description =
                "List late usage of billed periods that no invoice bills yet, and what it comes to. Stores nothing.",
        mixinStandardHelpOptions = true)
final class LateUsageCommand extends WorkspaceStep {
    @Option(names = "--customer", paramLabel = "ID", description = "Only of this one.")
    private @Nullable String customer;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    void take(Workspace workspace, PrintWriter out) {
        List<WaitingUsage> waiting = workspace.lateUsageLook().waiting(customer);
        if (json) {
            out.println(Json.text(WaitingUsage.toJson(waiting, workspace.clock().instant())));
            return;
        }
        waiting.forEach(each -> print(each, out));
        if (waiting.isEmpty()) {
            out.println("No late usage waits for an invoice.");
        }
    }

    private static void print(WaitingUsage each, PrintWriter out) {
        out.println(each.customer() + "  subscription " + each.subscription() + "  " + each.plan() + "  "
                + each.period().label() + ", billed by " + each.invoice());
        for (WaitingUsage.Line line : each.lines()) {
            out.println("  " + line.name() + "  " + Decimals.plain(line.quantity())
                    + (line.unit() == null ? "" : " " + line.unit()) + "  " + amount(line.amount(), each.currency()));
        }
        var refused = each.refused();
        out.println(
                refused != null
                        ? "  not billed by itself: " + refused.summary()
                        : "  net " + amount(each.net(), each.currency()) + ", with tax "
                                + amount(each.total(), each.currency()) + ", prepaid "
                                + amount(each.prepaid(), each.currency()));
    }
}
