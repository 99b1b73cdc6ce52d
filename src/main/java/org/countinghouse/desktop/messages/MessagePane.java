package org.countinghouse.desktop.messages;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.GridPane;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.StatusPill;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.common.list.SidePane;
import org.countinghouse.desktop.invoices.MessageStatuses;
import org.countinghouse.mail.MailMessage;
import org.countinghouse.mail.MailState;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** One message: how far it is, what can be decided, and the text as it goes out. */
final class MessagePane extends SidePane {
    private final ScreenContext context;
    private final Texts texts;
    private final MessagesModel model;
    private final List<? extends Node> buttons;

    MessagePane(ScreenContext context, MessagesModel model, List<? extends Node> buttons) {
        this.context = context;
        this.texts = context.texts();
        this.model = model;
        this.buttons = buttons;
        setId("message");
        model.list().detail().addListener((_, _, message) -> show(message));
        show(model.list().detail().get());
    }

    private void show(@Nullable MailMessage message) {
        var parts = new ArrayList<Node>();
        if (message == null) {
            parts.add(Questions.sentence(texts.get("messages.nothing"), "muted"));
        } else {
            parts.add(head(
                    texts.get(
                            "invoices.message.what",
                            message.document(),
                            message.recipients().to().getFirst()),
                    line(new StatusPill(MessageStatuses.of(message.state(), texts))),
                    facts(message),
                    buttons(buttons)));
            parts.add(section(
                    texts.get("messages.text"),
                    Questions.sentence(message.subject(), "change-text"),
                    Questions.sentence(message.text(), "muted")));
        }
        if (!model.mayDecide()) {
            parts.add(note(Feather.LOCK, Tone.NEUTRAL, texts.get("messages.look")));
        }
        showParts(parts);
    }

    private GridPane facts(MailMessage message) {
        GridPane facts = facts();
        if (!message.reason().isEmpty() && message.state() != MailState.SENT) {
            fact(facts, texts.get("messages.reason"), message.reason());
        }
        if (message.recipients().all().size() > 1) {
            fact(
                    facts,
                    texts.get("messages.recipient"),
                    String.join("\n", message.recipients().to()));
        }
        if (!message.recipients().copies().isEmpty()) {
            fact(
                    facts,
                    texts.get("messages.copies"),
                    String.join("\n", message.recipients().copies()));
        }
        Instant sent = message.sentAt();
        if (sent != null) {
            fact(facts, texts.get("messages.sent"), context.formats().instant(sent));
        }
        if (message.state() == MailState.QUEUED) {
            fact(facts, texts.get("messages.next"), context.formats().instant(message.nextAttemptAt()));
        }
        fact(facts, texts.get("messages.attempts"), context.formats().count(message.attempts()));
        fact(
                facts,
                texts.get("messages.requested"),
                context.formats().instant(message.requestedAt()) + "  \u00b7  " + message.requestedBy());
        fact(facts, texts.get("messages.attachment"), message.attachment());
        return facts;
    }
}
