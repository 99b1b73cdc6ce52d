package org.countinghouse.desktop.ledger;

import java.util.function.Consumer;
import java.util.function.Function;
import org.countinghouse.billing.ledger.DatevFile;
import org.countinghouse.billing.ledger.LedgerReports;
import org.countinghouse.billing.ledger.Recognition;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.workspace.Workspace;

/**
 * What the screen needs of an open workspace.
 *
 * @param datev the journal as an accountant's program takes it
 * @param mayPost may make deferred fees revenue
 * @param listen hears of invoices that were posted; closes to stop
 */
public record LedgerServices(
        LedgerReports reports,
        Recognition recognition,
        DatevFile datev,
        boolean mayPost,
        Function<Consumer<String>, AutoCloseable> listen) {
    public static LedgerServices of(Workspace workspace, ConnectionInfo connection) {
        var reports = new LedgerReports(workspace.database());
        return new LedgerServices(
                reports,
                workspace.recognition(),
                new DatevFile(reports, workspace.clock()),
                connection.roles().contains(GroupRole.FINANCE.role()),
                heard -> workspace.database().listen("invoice", heard));
    }
}
