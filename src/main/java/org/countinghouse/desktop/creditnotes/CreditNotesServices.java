package org.countinghouse.desktop.creditnotes;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.countinghouse.billing.CreditNoteList;
import org.countinghouse.billing.CreditNoteRow;
import org.countinghouse.billing.CreditNotes;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.desktop.invoices.InvoiceMail;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.workspace.Workspace;

/**
 * What the screen of credit notes works with.
 *
 * @param pdf sets the document of a credit note by its id
 * @param maySend may send them by e-mail; others only look and save
 * @param listen hears of credit notes; closes to stop
 */
public record CreditNotesServices(
        RowSource<CreditNoteRow> list,
        CreditNotes notes,
        LongFunction<byte[]> pdf,
        InvoiceMail mail,
        boolean maySend,
        Function<Consumer<String>, AutoCloseable> listen) {
    public static CreditNotesServices of(Workspace workspace, ConnectionInfo connection) {
        var database = workspace.database();
        return new CreditNotesServices(
                CreditNoteList.of(database),
                workspace.creditNotes(),
                workspace::creditNotePdf,
                InvoiceMail.of(workspace),
                connection.roles().contains(GroupRole.FINANCE.role()),
                heard -> database.listen("invoice", heard));
    }
}
