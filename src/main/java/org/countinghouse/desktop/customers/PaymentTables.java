package org.countinghouse.desktop.customers;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.countinghouse.billing.CreditNoteRow;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.StatusPill;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.common.table.PageTable;
import org.countinghouse.insight.CustomerPayments.Payment;
import org.kordamp.ikonli.feather.Feather;

/** What a customer paid, and what it was credited. */
final class PaymentTables {
    private final Texts texts;
    private final PageTable<Payment> payments;
    private final PageTable<CreditNoteRow> notes;
    private final List<VBox> cards;

    PaymentTables(Texts texts, Formats formats, CustomersViewModel model) {
        this.texts = texts;
        payments = new PageTable<>(texts.get("customers.payments.none"), row -> model.openInvoice(row.invoiceId()));
        payments.setId("payments");
        payments.setAccessibleText(texts.get("customers.payments"));
        payments.text(texts.get("customers.payments.received"), 120, row -> formats.date(row.receivedOn()))
                .text(texts.get("customers.payments.invoice"), 150, Payment::invoice)
                .node(texts.get("customers.status"), 180, this::state)
                .text(texts.get("customers.payments.reference"), 160, Payment::reference)
                .text(texts.get("customers.by"), 100, Payment::by)
                .number(texts.get("customers.amount"), 120, row -> formats.money(row.amount()));
        notes = new PageTable<>(texts.get("customers.credit-notes.none"), row -> model.openCreditNote(row.number()));
        notes.setId("credit-notes");
        notes.setAccessibleText(texts.get("customers.credit-notes"));
        notes.text(texts.get("customers.payments.issued"), 120, row -> formats.date(row.issuedOn()))
                .text(texts.get("customers.number"), 150, CreditNoteRow::number)
                .text(texts.get("customers.payments.invoice"), 150, CreditNoteRow::invoiceNumber)
                .text(texts.get("customers.reason"), 160, CreditNoteRow::reason)
                .text(texts.get("customers.by"), 100, CreditNoteRow::by)
                .number(texts.get("customers.amount"), 120, row -> formats.money(row.total()));
        cards = List.of(
                Cards.table(
                        texts.get("customers.payments"),
                        Cards.link(
                                "payments-statement", texts.get("customers.account.statement"), model::openStatement),
                        payments),
                Cards.table(
                        texts.get("customers.credit-notes"),
                        Cards.link("all-credit-notes", texts.get("customers.credit-notes.all"), model::openCreditNotes),
                        notes));
    }

    private Node state(Payment payment) {
        if (payment.takenBack()) {
            return pill(Tone.WARNING, Feather.CORNER_UP_LEFT, "customers.payments.taken-back");
        }
        return payment.recovery() ? pill(Tone.INFO, Feather.LIFE_BUOY, "customers.payments.recovery") : new Label("");
    }

    private StatusPill pill(Tone tone, Feather icon, String key) {
        return new StatusPill(new Status(tone, icon, texts.get(key)));
    }

    /** In the order of the page. */
    List<VBox> cards() {
        return cards;
    }

    void show(CustomerRecords records) {
        payments.show(records.payments());
        notes.show(records.creditNotes());
    }
}
