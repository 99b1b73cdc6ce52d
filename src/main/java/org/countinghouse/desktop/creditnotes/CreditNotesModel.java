package org.countinghouse.desktop.creditnotes;

import java.util.function.Consumer;
import org.countinghouse.billing.CreditNote;
import org.countinghouse.billing.CreditNoteList;
import org.countinghouse.billing.CreditNoteRow;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.list.ListModel;
import org.countinghouse.desktop.invoices.InvoiceFilter;
import org.countinghouse.storage.list.Filter;
import org.jspecify.annotations.Nullable;

/** State of the screen of credit notes: the list, and the note that is looked at. */
public final class CreditNotesModel {
    /** Name of this screen. */
    public static final String SCREEN = "credit-notes";

    private static final String CUSTOMER = "customer";
    private static final String NUMBER = "number";

    /** A note as it is listed, and what it credits. */
    record Detail(CreditNoteRow row, CreditNote note) {}

    private final CreditNotesServices services;
    private final ScreenContext context;
    private final ListModel<CreditNoteRow, Detail> list;

    CreditNotesModel(CreditNotesServices services, ScreenContext context) {
        this.services = services;
        this.context = context;
        list = new ListModel<>(
                "screen.credit-notes",
                services.list(),
                services.listen(),
                row -> row == null ? null : new Detail(row, services.notes().find(row.id())),
                context);
    }

    /** The credit notes of a customer, as a place to go to; by its external id. */
    public static Location ofCustomer(String customer) {
        return Location.of(SCREEN, CUSTOMER, customer);
    }

    /** One credit note, as a place to go to. */
    public static Location note(String number) {
        return Location.of(SCREEN, NUMBER, number);
    }

    void show(Location location) {
        String customer = location.arguments().get(CUSTOMER);
        String number = location.arguments().get(NUMBER);
        if (customer != null) {
            list.table().filter(Filter.ALL.and("customer_id", Filter.Operator.EQUALS, customer));
        } else if (number != null) {
            list.table().filter(Filter.ALL.and("number", Filter.Operator.EQUALS, number));
        }
    }

    /** @param effect null for all credit notes */
    void choose(CreditNoteList.@Nullable Effect effect) {
        Filter wanted = effect == null ? Filter.ALL : effect.filter();
        list.table().filter(wanted.withSearch(list.table().filter().get().search()));
    }

    /** Goes to the invoice of the note that is looked at. */
    void openInvoice() {
        withShown(shown -> openInvoice(shown.row()));
    }

    void openInvoice(CreditNoteRow row) {
        context.navigator().go(InvoiceFilter.location(row.invoiceId()));
    }

    /** Goes to the customer of the note that is looked at. */
    void openCustomer() {
        withShown(shown -> context.navigator()
                .go(Location.of(
                        "customers", "customer", Long.toString(shown.row().customerId()))));
    }

    /** Does something with the note that is looked at, when there is one. */
    void withShown(Consumer<Detail> what) {
        Detail shown = list.detail().get();
        if (shown != null) {
            what.accept(shown);
        }
    }

    ListModel<CreditNoteRow, Detail> list() {
        return list;
    }

    CreditNotesServices services() {
        return services;
    }
}
