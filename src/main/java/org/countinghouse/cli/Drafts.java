package org.countinghouse.cli;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.stream.Collectors;
import org.countinghouse.billing.ReverseCharges;
import org.countinghouse.workspace.Workspace;

/** What is to be known of drafts before they become final. */
final class Drafts {
    private Drafts() {}

    /** Names those that lack the customer's tax number. */
    static void warn(Workspace workspace, Collection<Long> drafts, PrintWriter err) {
        var found = new ReverseCharges(workspace.database()).withoutTaxNumber(drafts);
        if (!found.isEmpty()) {
            err.printf(
                    "Reverse charge without the customer's tax number: %s. Invoices have to name it (Directive"
                            + " 2006/112/EC, Article 226(4)); enter it with `countinghouse customer add --tax-id`.%n",
                    found.stream().map(id -> "draft " + id).collect(Collectors.joining(", ")));
            err.flush();
        }
    }
}
