package org.countinghouse.desktop.subscriptions;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.billing.SubscriptionRow;
import org.countinghouse.customers.SubscriptionChange;
import org.countinghouse.desktop.common.EmptyState;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.StatusPill;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.common.list.SidePane;
import org.countinghouse.desktop.thresholds.SubscriptionThresholds;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** One subscription: what it is today, what is billed inside its period, and the timeline of its changes. */
@SuppressWarnings("NullAway.Init") // Set up once by the view before anything is shown.
public final class SubscriptionPane extends SidePane {
    private ScreenContext context;
    private SubscriptionsViewModel model;
    private SubscriptionWords words;
    private List<Node> buttons = List.of();

    /** @param newButtons of the screen's commands */
    void show(ScreenContext newContext, SubscriptionsViewModel newModel, List<? extends Node> newButtons) {
        context = newContext;
        model = newModel;
        words = new SubscriptionWords(context.texts(), context.formats());
        newButtons.forEach(button -> button.getStyleClass().add("small"));
        buttons = List.copyOf(newButtons);
        model.detail().addListener((_, _, detail) -> show(detail));
        show(model.detail().get());
    }

    private void show(@Nullable SubscriptionDetail detail) {
        if (detail == null) {
            showNothing(new EmptyState(
                    Tone.NEUTRAL,
                    Feather.REPEAT,
                    context.texts().get("subscriptions.nothing.title"),
                    context.texts().get("subscriptions.nothing.text")));
            return;
        }
        var inside = new SubscriptionThresholds(context, model.thresholds());
        inside.show(detail.row(), detail.thresholds());
        showParts(List.of(head(detail.row()), ownPrices(detail), inside, timeline(detail)));
    }

    private OwnPricesPane ownPrices(SubscriptionDetail detail) {
        var prices = new OwnPricesPane(context, detail.row().currency());
        prices.show(
                detail.prices(),
                model.mayChange(),
                new OwnPricesPane.Decisions(
                        price -> detail.changes().stream()
                                .filter(change -> change.id() == price.change())
                                .findFirst()
                                .ifPresent(change -> undo(change, detail.row())),
                        price -> PriceDialog.ask(context, getScene().getWindow(), model, detail, price)));
        return prices;
    }

    private void undo(SubscriptionChange change, SubscriptionRow row) {
        UndoQuestion.ask(context, getScene().getWindow(), model, change, words.sentence(change, row.currency()));
    }

    private VBox head(SubscriptionRow row) {
        var name = Questions.sentence(row.customerName(), "quota-customer");
        var plan = Questions.sentence(context.texts().get("subscriptions.on", row.planName(), row.version()), "muted");
        var pill = new StatusPill(words.status(row));
        pill.setMinWidth(Region.USE_PREF_SIZE);
        var number = new Label("#" + row.id());
        number.getStyleClass().addAll("code", "muted");
        var top = new HBox(pill, number);
        top.getStyleClass().add("quota-top");
        var since = Questions.sentence(
                row.endsOn() == null
                        ? context.texts()
                                .get("subscriptions.since", context.formats().date(row.startsOn()), row.timeZone())
                        : context.texts()
                                .get(
                                        "subscriptions.until",
                                        context.formats().date(row.startsOn()),
                                        context.formats().date(row.endsOn()),
                                        row.timeZone()),
                "muted");
        var head = new VBox(name, plan, top, since);
        if (model.mayChange()) {
            var bar = new FlowPane();
            bar.getChildren().setAll(buttons);
            bar.getStyleClass().add("quota-buttons");
            head.getChildren().add(bar);
        }
        head.getStyleClass().add("quota-head");
        return head;
    }

    private VBox timeline(SubscriptionDetail detail) {
        var title = new Label(context.texts().get("subscriptions.timeline"));
        title.getStyleClass().add("overline");
        var box = new VBox(title);
        box.setId("timeline");
        box.getStyleClass().add("quota-section");
        for (SubscriptionChange change : detail.changes()) {
            box.getChildren().add(line(change, detail.row()));
        }
        box.getChildren()
                .add(line(
                        Feather.FLAG,
                        context.formats().date(detail.row().startsOn()),
                        context.texts().get("subscriptions.began"),
                        "",
                        null,
                        false));
        return box;
    }

    private HBox line(SubscriptionChange change, SubscriptionRow row) {
        var undone = change.undone();
        String who = context.texts()
                .get(
                        "subscriptions.by",
                        change.by(),
                        context.formats().instant(change.at()),
                        change.reason().isEmpty() ? "–" : change.reason());
        if (undone != null) {
            who = who + "\n"
                    + context.texts()
                            .get(
                                    "subscriptions.undone.by",
                                    undone.by(),
                                    context.formats().instant(undone.at()),
                                    undone.reason().isEmpty() ? "–" : undone.reason());
        }
        Button undo = null;
        if (change.holds() && model.mayChange()) {
            undo = new Button(context.texts().get("subscriptions.undo"));
            undo.setId("undo-" + change.id());
            undo.getStyleClass().addAll("flat", "small");
            undo.setMinWidth(Region.USE_PREF_SIZE);
            undo.setOnAction(_ -> undo(change, row));
        }
        return line(
                SubscriptionWords.icon(change.kind()),
                context.formats().date(change.effectiveOn()),
                words.sentence(change, row.currency()),
                who,
                undo,
                undone != null);
    }

    private static HBox line(
            Feather symbol, String day, String what, String who, @Nullable Button undo, boolean undone) {
        var icon = new FontIcon(symbol);
        icon.getStyleClass().add("note-icon");
        var told = new VBox(
                Questions.sentence(day, "fact-label"),
                Questions.sentence(what, undone ? "change-undone" : "change-text"));
        if (!who.isEmpty()) {
            told.getChildren().add(Questions.sentence(who, "note-time"));
        }
        HBox.setHgrow(told, Priority.ALWAYS);
        var line = new HBox(icon, told);
        if (undo != null) {
            line.getChildren().add(undo);
        }
        line.getStyleClass().add("note-line");
        return line;
    }
}
