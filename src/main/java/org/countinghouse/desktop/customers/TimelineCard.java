package org.countinghouse.desktop.customers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Labeled;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.insight.CustomerTimeline.Entry;
import org.countinghouse.insight.CustomerTimeline.Timeline;
import org.kordamp.ikonli.javafx.FontIcon;

/** What happened to a customer, the newest first; each entry leads to what it is about. */
final class TimelineCard extends VBox {
    private final Texts texts;
    private final Formats formats;
    private final TimelineWords words;
    private final CustomersViewModel model;

    TimelineCard(Texts texts, Formats formats, CustomersViewModel model) {
        this.texts = texts;
        this.formats = formats;
        this.words = new TimelineWords(texts, formats);
        this.model = model;
        setId("timeline");
        getStyleClass().add("timeline");
    }

    void show(Timeline timeline) {
        var nodes = new ArrayList<Node>();
        if (timeline.entries().isEmpty()) {
            nodes.add(Questions.sentence(texts.get("customers.timeline.none"), "muted"));
        }
        timeline.entries().forEach(entry -> nodes.add(line(entry)));
        if (timeline.more()) {
            nodes.add(Questions.sentence(
                    texts.get(
                            "customers.timeline.more",
                            formats.count(timeline.entries().size())),
                    "muted"));
            nodes.add(lists());
        }
        if (!timeline.audited()) {
            nodes.add(Questions.sentence(texts.get("customers.timeline.unaudited"), "muted"));
        }
        getChildren().setAll(nodes);
    }

    private FlowPane lists() {
        var links = new FlowPane();
        links.setId("timeline-lists");
        links.getChildren()
                .setAll(List.of(
                        list("timeline-invoices", "customers.invoices.all", model::openInvoices),
                        list("timeline-credit-notes", "customers.credit-notes.all", model::openCreditNotes),
                        list("timeline-messages", "customers.messages.all", model::openMessages),
                        list("timeline-statement", "customers.account.statement", model::openStatement),
                        list("timeline-subscriptions", "customers.subscriptions.all", model::openSubscriptions)));
        links.setHgap(14);
        return links;
    }

    private Hyperlink list(String id, String key, Runnable open) {
        return Cards.link(id, texts.get(key), open);
    }

    private HBox line(Entry entry) {
        Status status = words.of(entry);
        var icon = new FontIcon(status.icon());
        icon.getStyleClass().addAll("note-icon", status.tone().styleClass());
        Labeled what = target(entry)
                .<Labeled>map(open -> opening(status.text(), open))
                .orElseGet(() -> Questions.sentence(status.text(), "change-text"));
        var told = new VBox(what);
        String note = words.note(entry);
        if (!note.isEmpty()) {
            told.getChildren().add(Questions.sentence(note, "fact-value"));
        }
        told.getChildren().add(Questions.sentence(words.when(entry), "note-time"));
        HBox.setHgrow(told, Priority.ALWAYS);
        var line = new HBox(icon, told);
        line.getStyleClass().add("note-line");
        return line;
    }

    private static Hyperlink opening(String text, Runnable open) {
        var link = new Hyperlink(text);
        link.getStyleClass().add("timeline-link");
        link.setWrapText(true);
        link.setMinHeight(Region.USE_PREF_SIZE);
        link.setOnAction(_ -> open.run());
        return link;
    }

    /** Where an entry leads; what changed the customer itself is on this page. */
    private Optional<Runnable> target(Entry entry) {
        Long id = entry.id();
        return switch (entry.kind()) {
            case SUBSCRIPTION_STARTED, SUBSCRIPTION_CHANGED, SUBSCRIPTION_UNDONE ->
                Optional.of(model::openSubscriptions);
            case CREDIT_NOTE -> Optional.of(() -> model.openCreditNote(entry.name()));
            case MAIL -> Optional.of(model::openMessages);
            case INVOICE, PAYMENT, PAYMENT_TAKEN_BACK, LATE_FEE, LATE_WAIVED, WALLET, AUDIT ->
                id == null ? Optional.empty() : Optional.of(() -> model.openInvoice(id));
        };
    }
}
