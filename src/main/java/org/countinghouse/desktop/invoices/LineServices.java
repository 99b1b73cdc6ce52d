package org.countinghouse.desktop.invoices;

import org.countinghouse.billing.DraftRefresh;
import org.countinghouse.billing.ManualLines;
import org.countinghouse.billing.OneOffInvoices;
import org.countinghouse.customers.CustomerList;
import org.countinghouse.customers.CustomerRow;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.workspace.Workspace;

/**
 * What changes the figures of drafts.
 *
 * @param customers of whom one may get an invoice of lines by hand alone
 */
public record LineServices(
        ManualLines lines, OneOffInvoices oneOff, DraftRefresh refresh, RowSource<CustomerRow> customers) {
    public static LineServices of(Workspace workspace) {
        return new LineServices(
                workspace.manualLines(),
                workspace.oneOffInvoices(),
                workspace.draftRefresh(),
                CustomerList.of(workspace.database()));
    }
}
