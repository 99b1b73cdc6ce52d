package org.countinghouse.desktop.invoices;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.billing.CreditNote;
import org.countinghouse.billing.InvoiceLife;
import org.countinghouse.billing.InvoiceStatus;
import org.countinghouse.billing.Payments;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.StatusPill;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.mail.MailMessage;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** What happened to an invoice: steps with who, when and why, its messages, its credit notes, and what is open. */
final class HistoryWords {
    private final Texts texts;
    private final Formats formats;
    private final MessageEntry.Decisions decisions;
    private final CreditNoteActions notes;
    private final Function<Payments.Payment, ? extends Node> payments;

    /** @param payments shows a payment and what can be done about it */
    HistoryWords(
            Texts texts,
            Formats formats,
            MessageEntry.Decisions decisions,
            CreditNoteActions notes,
            Function<Payments.Payment, ? extends Node> payments) {
        this.texts = texts;
        this.formats = formats;
        this.decisions = decisions;
        this.notes = notes;
        this.payments = payments;
    }

    /** The newest first. */
    List<Node> of(InvoiceHistory history, String currency) {
        var nodes = new ArrayList<Node>();
        boolean numbered = history.steps().stream().anyMatch(step -> !step.to().open());
        if (numbered) {
            nodes.add(line(texts.get("invoices.history.open"), money(history.open(), currency), "fact-money"));
        }
        for (CreditNote note : history.creditNotes().reversed()) {
            VBox credited = entry(
                    line(
                            texts.get("invoices.history.credit", String.valueOf(note.number())),
                            money(note.total().negate(), currency),
                            "fact-money"),
                    note.reason(),
                    who(note.at() == null ? "" : formats.instant(note.at()), String.valueOf(note.by())));
            credited.getChildren().add(notes.buttons(note));
            nodes.add(credited);
        }
        for (Payments.Payment payment : history.payments().reversed()) {
            nodes.add(payments.apply(payment));
        }
        for (MailMessage message : history.messages().reversed()) {
            nodes.add(new MessageEntry(message, decisions, texts, formats));
        }
        for (InvoiceLife.Step step : history.steps().reversed()) {
            var pill = new StatusPill();
            pill.show(
                    step.from() == step.to()
                            ? InvoiceStatuses.accepted(texts)
                            : InvoiceStatuses.of(step.to(), false, texts));
            nodes.add(entry(pill, reason(step), who(formats.instant(step.at()), step.by())));
        }
        return nodes;
    }

    /** As people wrote it; what the program wrote in the reader's language. */
    private String reason(InvoiceLife.Step step) {
        return step.to() == InvoiceStatus.PAID && step.reason().equals(InvoiceLife.NOTHING_DUE)
                ? texts.get("invoices.history.nothing-due")
                : step.reason();
    }

    private String who(String when, String who) {
        return when + "  \u00b7  " + who;
    }

    private static VBox entry(Node head, String reason, String who) {
        var box = new VBox(head);
        if (!reason.isEmpty()) {
            box.getChildren().add(label(reason, "fact-text"));
        }
        box.getChildren().add(label(who, "subtle"));
        box.getStyleClass().add("history-entry");
        return box;
    }

    private static HBox line(String name, String amount, String style) {
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        return new HBox(label(name, "fact-text"), gap, label(amount, style));
    }

    private static Label label(String text, String style) {
        var label = new Label(text);
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private String money(BigDecimal amount, String currency) {
        CurrencyUnit unit = CurrencyUnit.of(currency);
        return formats.money(Money.of(unit, amount.setScale(unit.getDecimalPlaces())));
    }
}
