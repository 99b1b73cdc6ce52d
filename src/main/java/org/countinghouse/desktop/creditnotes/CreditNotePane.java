package org.countinghouse.desktop.creditnotes;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import org.countinghouse.billing.CreditNote;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.list.SidePane;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** One credit note: what it is about, the lines and taxes that it credits, and where the money went. */
final class CreditNotePane extends SidePane {
    private final ScreenContext context;
    private final Texts texts;
    private final List<? extends Node> buttons;

    CreditNotePane(ScreenContext context, CreditNotesModel model, List<? extends Node> buttons) {
        this.context = context;
        this.texts = context.texts();
        this.buttons = buttons;
        setId("credit-note");
        model.list().detail().addListener((_, _, shown) -> show(shown));
        show(model.list().detail().get());
    }

    private void show(CreditNotesModel.@Nullable Detail shown) {
        var parts = new ArrayList<Node>();
        if (shown == null) {
            parts.add(Questions.sentence(texts.get("credit-notes.nothing"), "muted"));
        } else {
            var total = new Label(money(shown.note().total(), shown.note()));
            total.setId("credit-note-total");
            total.getStyleClass().add("big-number");
            parts.add(head(
                    texts.get(
                            "credit-notes.what",
                            shown.row().number(),
                            shown.row().customerName()),
                    total,
                    facts(shown),
                    buttons(buttons)));
            parts.add(section(texts.get("credit-notes.lines"), lines(shown.note())));
            parts.add(section(texts.get("credit-notes.where"), where(shown.note())));
        }
        showParts(parts);
    }

    private GridPane facts(CreditNotesModel.Detail shown) {
        GridPane facts = facts();
        fact(facts, texts.get("credit-notes.reason"), shown.row().reason());
        fact(facts, texts.get("credit-notes.invoice"), shown.row().invoiceNumber());
        fact(
                facts,
                texts.get("credit-notes.issued"),
                context.formats().date(shown.row().issuedOn()));
        fact(facts, texts.get("credit-notes.by"), shown.row().by());
        return facts;
    }

    private GridPane lines(CreditNote note) {
        GridPane grid = figures("credit-note-lines");
        for (CreditNote.Line line : note.lines()) {
            row(grid, line.name(), line.amount(), note, false);
        }
        row(grid, texts.get("credit-notes.net"), note.net(), note, true);
        for (CreditNote.Tax tax : note.taxes()) {
            row(
                    grid,
                    texts.get("invoices.sum.tax", tax.code(), context.formats().number(tax.rate())),
                    tax.amount(),
                    note,
                    false);
        }
        row(grid, texts.get("credit-notes.total"), note.total(), note, true);
        return grid;
    }

    private GridPane where(CreditNote note) {
        GridPane grid = figures("credit-note-where");
        row(grid, texts.get("credit-notes.to-receivable"), note.toReceivable(), note, false);
        row(grid, texts.get("credit-notes.to-wallet"), note.toWallet(), note, false);
        return grid;
    }

    private static GridPane figures(String id) {
        var grid = new GridPane();
        grid.setId(id);
        grid.getStyleClass().add("change-effect");
        return grid;
    }

    private void row(GridPane grid, String name, BigDecimal amount, CreditNote note, boolean sum) {
        var label = Questions.sentence(name, sum ? "quota-limit-name" : "fact-label");
        label.setMaxWidth(Double.MAX_VALUE);
        GridPane.setHgrow(label, Priority.ALWAYS);
        var value = figure(money(amount, note), sum ? "quota-limit" : "quota-amount");
        label.setLabelFor(value);
        grid.addRow(grid.getRowCount(), label, value);
    }

    private String money(BigDecimal amount, CreditNote note) {
        return context.formats().money(Money.of(CurrencyUnit.of(note.currency()), amount));
    }
}
