package org.countinghouse.desktop.invoices;

import java.time.Instant;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.StatusPill;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.mail.MailMessage;
import org.countinghouse.mail.MailState;

/** A message in the history of an invoice: how far it is, to whom, and what a person may decide about it. */
final class MessageEntry extends VBox {
    /** What a person may decide. */
    record Decisions(Consumer<MailMessage> repeat, Consumer<MailMessage> wentOut, Consumer<MailMessage> cancel) {}

    MessageEntry(MailMessage message, Decisions decisions, Texts texts, Formats formats) {
        getStyleClass().add("history-entry");
        getChildren().add(new StatusPill(MessageStatuses.of(message.state(), texts)));
        getChildren()
                .add(label(texts.get("invoices.message.what", message.document(), message.recipient()), "fact-text"));
        if (!message.reason().isEmpty() && message.state() != MailState.SENT) {
            getChildren().add(label(texts.get("invoices.message.reason", message.reason()), "fact-text"));
        }
        Instant at = message.sentAt() == null ? message.requestedAt() : message.sentAt();
        getChildren().add(label(formats.instant(at) + "  \u00b7  " + message.requestedBy(), "subtle"));
        var buttons = new HBox();
        buttons.getStyleClass().add("history-buttons");
        if (message.state() == MailState.UNSURE) {
            buttons.getChildren().add(button("went-out", message, decisions.wentOut(), texts));
        }
        if (message.state().repeatable()) {
            buttons.getChildren().add(button("repeat", message, decisions.repeat(), texts));
        }
        if (message.state() == MailState.QUEUED || message.state() == MailState.UNSURE) {
            buttons.getChildren().add(button("cancel", message, decisions.cancel(), texts));
        }
        if (!buttons.getChildren().isEmpty()) {
            getChildren().add(buttons);
        }
    }

    private static Button button(String what, MailMessage message, Consumer<MailMessage> decided, Texts texts) {
        var button = new Button(texts.get("invoices.message." + what));
        button.setId("message-" + what);
        button.getStyleClass().add("small");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> decided.accept(message));
        return button;
    }

    private static Label label(String text, String style) {
        var label = new Label(text);
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
