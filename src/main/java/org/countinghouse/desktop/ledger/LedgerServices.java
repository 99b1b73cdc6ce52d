package org.countinghouse.desktop.ledger;

import java.util.function.Consumer;
import java.util.function.Function;
import org.countinghouse.billing.ledger.LedgerReports;
import org.countinghouse.billing.ledger.Recognition;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.workspace.Workspace;

/**
 * What the screen needs of an open workspace.
 *
 * @param mayPost may make deferred fees revenue
 * @param listen hears of invoices that were posted; closes to stop
 */
public record LedgerServices(
        LedgerReports reports,
        Recognition recognition,
        boolean mayPost,
        Function<Consumer<String>, AutoCloseable> listen) {
    public static LedgerServices of(Workspace workspace, ConnectionInfo connection) {
        return new LedgerServices(
                new LedgerReports(workspace.database()),
                workspace.recognition(),
                connection.roles().contains(GroupRole.FINANCE.role()),
                heard -> workspace.database().listen("invoice", heard));
    }
}
