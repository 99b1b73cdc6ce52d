package org.countinghouse.desktop.invoices;

import java.time.YearMonth;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.countinghouse.billing.BillingRuns;
import org.countinghouse.billing.CreditNotes;
import org.countinghouse.billing.Finalising;
import org.countinghouse.billing.InvoiceLife;
import org.countinghouse.billing.InvoiceList;
import org.countinghouse.billing.InvoiceParties;
import org.countinghouse.billing.InvoiceRow;
import org.countinghouse.billing.Invoices;
import org.countinghouse.billing.Reissue;
import org.countinghouse.billing.ReverseCharges;
import org.countinghouse.billing.UsageProblems;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.desktop.latefees.LateFeeServices;
import org.countinghouse.insight.DashboardFigures;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.workspace.Workspace;

/**
 * What the screen needs of an open workspace.
 *
 * @param lines what changes the figures of drafts
 * @param pdf sets the document of an invoice by its id
 * @param notePdf sets the document of a credit note by its id
 * @param reissue makes an invoice void, drafts its period anew and says before what that does
 * @param periods months with usage or invoices, newest first
 * @param listen hears of changed invoices, from this program or another; closes to stop
 */
public record InvoicesServices(
        RowSource<InvoiceRow> list,
        Invoices invoices,
        InvoiceParties parties,
        Finalising finalising,
        ReverseCharges reverseCharges,
        BillingRuns billingRuns,
        InvoiceLife life,
        UsageProblems problems,
        CreditNotes creditNotes,
        LineServices lines,
        Reissue reissue,
        LongFunction<byte[]> pdf,
        LongFunction<byte[]> notePdf,
        InvoiceMail mail,
        LateFeeServices late,
        Supplier<List<YearMonth>> periods,
        Function<Consumer<String>, AutoCloseable> listen) {
    public static InvoicesServices of(Workspace workspace, ConnectionInfo connection) {
        var list = new InvoiceList(workspace.database());
        var figures = new DashboardFigures(workspace.database(), list);
        return new InvoicesServices(
                list,
                workspace.invoices(),
                workspace.invoiceParties(),
                workspace.finalising(),
                new ReverseCharges(workspace.database()),
                workspace.billingRuns(),
                workspace.invoiceLife(),
                workspace.usageProblems(),
                workspace.creditNotes(),
                LineServices.of(workspace),
                workspace.reissue(),
                workspace::invoicePdf,
                workspace::creditNotePdf,
                InvoiceMail.of(workspace),
                LateFeeServices.of(workspace, connection),
                figures::periods,
                heard -> workspace.database().listen("invoice", heard));
    }

    /** What happened to an invoice. */
    InvoiceHistory history(long id) {
        return new InvoiceHistory(
                life.steps(id),
                creditNotes.of(id),
                life.open(id),
                life.payable(id),
                life.payments().of(id),
                mail.outbox().of(id),
                late.decisions().of(id),
                !reverseCharges.withoutTaxNumber(List.of(id)).isEmpty());
    }
}
