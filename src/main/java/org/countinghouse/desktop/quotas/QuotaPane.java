package org.countinghouse.desktop.quotas;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.EmptyState;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.ShareBar;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.StatusPill;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.common.list.SidePane;
import org.countinghouse.metering.quota.QuotaGrant;
import org.countinghouse.metering.quota.QuotaNote;
import org.countinghouse.metering.quota.QuotaRow;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** One limit: its use, how the limit in force comes about, its grants, and what was reached. */
@SuppressWarnings("NullAway.Init") // Set up once by the view before anything is shown.
public final class QuotaPane extends SidePane {
    private ScreenContext context;
    private QuotasViewModel model;
    private QuotaWords words;
    private List<Node> buttons = List.of();

    /** @param newButtons of the screen's commands on a limit */
    void show(ScreenContext newContext, QuotasViewModel newModel, List<Button> newButtons) {
        context = newContext;
        model = newModel;
        words = new QuotaWords(context.texts(), context.formats());
        buttons = List.copyOf(newButtons);
        newButtons.forEach(button -> button.getStyleClass().add("small"));
        model.detail().addListener((_, _, detail) -> show(detail));
        show(model.detail().get());
    }

    private void show(@Nullable QuotaDetail detail) {
        if (detail == null) {
            showNothing(new EmptyState(
                    Tone.NEUTRAL,
                    Feather.SLIDERS,
                    context.texts().get("quotas.nothing.title"),
                    context.texts().get("quotas.nothing.text")));
            return;
        }
        var parts = new ArrayList<Node>(List.of(head(detail.row()), origin(detail)));
        if (!detail.grants().isEmpty()) {
            parts.add(grants(detail));
        }
        parts.add(notes(detail.notes()));
        showParts(parts);
    }

    private VBox head(QuotaRow row) {
        var customer = new Hyperlink(row.customerName());
        customer.getStyleClass().add("quota-customer");
        customer.setId("quota-customer");
        customer.setOnAction(_ -> model.openCustomer(row));
        var subject = wrapped(words.feature(row) + " · " + words.window(row.scope()), "muted");
        var used = wrapped(words.used(row), "quota-used");
        used.setId("quota-used");
        var pill = new StatusPill(words.status(row.state()));
        pill.setMinWidth(Region.USE_PREF_SIZE);
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox.setHgrow(used, Priority.SOMETIMES);
        var top = new HBox(used, gap, pill);
        top.getStyleClass().add("quota-top");
        var bar = new ShareBar();
        bar.show(words.share(row));
        bar.setManaged(row.share() != null);
        var head = new VBox(customer, subject, top, bar);
        if (!row.warnAt().isEmpty() && row.limit() != null) {
            head.getChildren().add(wrapped(warnings(row), "quota-warnings"));
        }
        var commands = new FlowPane();
        commands.getStyleClass().add("quota-buttons");
        commands.getChildren().setAll(buttons);
        head.getChildren().add(commands);
        head.getStyleClass().add("quota-head");
        return head;
    }

    private String warnings(QuotaRow row) {
        return context.texts()
                .get(
                        "quotas.warn.at",
                        String.join(
                                ", ",
                                row.warnAt().stream()
                                        .map(percent -> context.formats().percent(percent.movePointLeft(2)))
                                        .toList()));
    }

    private VBox origin(QuotaDetail detail) {
        QuotaRow row = detail.row();
        var facts = new GridPane();
        facts.getStyleClass().add("facts");
        if (!row.plan().isEmpty()) {
            fact(facts, context.texts().get("quotas.origin.plan", row.plan()), words.amount(row.planLimit()), false);
        }
        if (detail.override() != null) {
            fact(facts, context.texts().get("quotas.origin.own"), words.amount(row.base()), false);
        }
        if (row.granted().signum() != 0) {
            fact(
                    facts,
                    context.texts().get("quotas.origin.granted"),
                    "+ " + context.formats().number(row.granted()),
                    false);
        }
        fact(facts, context.texts().get("quotas.origin.limit"), words.amount(row.limit()), true);
        var box = section(context.texts().get("quotas.origin.title"), facts);
        if (detail.override() != null && !detail.override().reason().isBlank()) {
            box.getChildren().add(wrapped(detail.override().reason(), "muted"));
        }
        box.getChildren().add(wrapped(words.kind(row), "muted"));
        if (detail.resetsAt() != null) {
            String key = row.scope().rolling() ? "quotas.falls" : "quotas.resets";
            box.getChildren()
                    .add(wrapped(context.texts().get(key, context.formats().instant(detail.resetsAt())), "muted"));
        }
        return box;
    }

    private static void fact(GridPane facts, String name, String value, boolean last) {
        var label = wrapped(name, last ? "quota-limit-name" : "fact-label");
        var amount = new Label(value);
        amount.getStyleClass().add(last ? "quota-limit" : "quota-amount");
        amount.setMinWidth(Region.USE_PREF_SIZE);
        GridPane.setHgrow(label, Priority.ALWAYS);
        GridPane.setHalignment(amount, javafx.geometry.HPos.RIGHT);
        facts.addRow(facts.getRowCount(), label, amount);
    }

    private VBox grants(QuotaDetail detail) {
        var lines = new ArrayList<Node>();
        for (QuotaGrant grant : detail.grants()) {
            boolean active = grant.activeAt(context.clock().instant());
            BigDecimal amount = grant.amount();
            var text = wrapped(
                    context.texts()
                            .get(
                                    active ? "quotas.grant.active" : "quotas.grant.ended",
                                    context.formats().number(amount),
                                    context.formats()
                                            .instant(grant.revokedAt() == null ? grant.endsAt() : grant.revokedAt())),
                    active ? "grant-active" : "muted");
            var why = wrapped(context.texts().get("quotas.grant.by", grant.by(), grant.reason()), "muted");
            var told = new VBox(text, why);
            HBox.setHgrow(told, Priority.ALWAYS);
            var line = new HBox(told);
            line.getStyleClass().add("grant-line");
            if (active && model.mayEdit()) {
                var end = new Button(context.texts().get("quotas.grant.end"));
                end.getStyleClass().addAll("flat", "small");
                end.setMinWidth(Region.USE_PREF_SIZE);
                end.setOnAction(_ -> model.revoke(detail.row(), grant));
                line.getChildren().add(end);
            }
            lines.add(line);
        }
        return section(context.texts().get("quotas.grants.title"), lines.toArray(Node[]::new));
    }

    private VBox notes(List<QuotaNote> notes) {
        if (notes.isEmpty()) {
            return section(
                    context.texts().get("quotas.notes.title"),
                    wrapped(context.texts().get("quotas.notes.none"), "muted"));
        }
        var lines = new ArrayList<Node>();
        for (QuotaNote note : notes) {
            Status status = words.note(note);
            var icon = new FontIcon(status.icon());
            icon.getStyleClass().addAll("note-icon", status.tone().styleClass());
            var subject = note.subject().isEmpty() ? "" : note.subject() + " · ";
            var told = new VBox(
                    wrapped(status.text(), "note-text"),
                    wrapped(subject + context.formats().instant(note.at()), "note-time"));
            HBox.setHgrow(told, Priority.ALWAYS);
            var line = new HBox(icon, told);
            line.getStyleClass().add("note-line");
            lines.add(line);
        }
        return section(context.texts().get("quotas.notes.title"), lines.toArray(Node[]::new));
    }

    static Label wrapped(String text, String styleClass) {
        var label = new Label(text);
        label.getStyleClass().add(styleClass);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
