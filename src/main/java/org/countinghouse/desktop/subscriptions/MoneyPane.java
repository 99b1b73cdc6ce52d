package org.countinghouse.desktop.subscriptions;

import java.math.BigDecimal;
import java.time.LocalDate;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.billing.ChangePreview;
import org.countinghouse.billing.SharedMeters;
import org.countinghouse.billing.StartPreview;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** The next invoices with and without a change. */
final class MoneyPane extends VBox {
    private final SubscriptionWords words;
    private final ScreenContext context;
    private final boolean undoing;
    private boolean fits;

    MoneyPane(SubscriptionWords words, ScreenContext context) {
        this(words, context, false);
    }

    /** @param undoing with the change is as it is, without it as it would be */
    MoneyPane(SubscriptionWords words, ScreenContext context, boolean undoing) {
        this.words = words;
        this.context = context;
        this.undoing = undoing;
        setId("change-money");
        getStyleClass().add("change-money");
        setMinHeight(150);
    }

    /** Whether the change can be made as it is shown. */
    boolean fits() {
        return fits;
    }

    void waiting() {
        fits = false;
        say(context.texts().get("subscriptions.money.waiting"), "muted");
    }

    void refuse(Failure problem) {
        fits = false;
        say(problem.summary() + " " + problem.remedy(), "warning-text");
    }

    private void say(String text, String style) {
        getChildren().setAll(Questions.sentence(text, style));
    }

    void show(@Nullable ChangePreview preview) {
        if (preview == null) {
            waiting();
            return;
        }
        fits = true;
        getChildren()
                .setAll(Questions.sentence(
                        context.texts()
                                .get(
                                        "subscriptions.money.from",
                                        context.formats().date(preview.effectiveOn())),
                        "change-from"));
        for (ChangePreview.Effect effect : preview.invoices()) {
            getChildren().add(effect(effect, effect.currency()));
        }
        if (preview.invoices().isEmpty()) {
            getChildren().add(Questions.sentence(context.texts().get("subscriptions.money.none"), "muted"));
        }
        for (String code : preview.ending()) {
            getChildren()
                    .add(Questions.sentence(context.texts().get("subscriptions.money.ending", code), "warning-text"));
        }
        getChildren().add(Questions.sentence(context.texts().get("subscriptions.money.note"), "note-time"));
    }

    /** The first invoice of one that is to be started. */
    void show(StartPreview.FirstInvoice invoice) {
        fits = true;
        var grid = new GridPane();
        grid.getStyleClass().add("change-effect");
        for (ChangePreview.Line line : invoice.lines()) {
            if (line.amount().signum() != 0) {
                row(grid, line.name(), words.money(line.amount(), invoice.currency()), "fact-label", "quota-amount");
            }
        }
        row(
                grid,
                context.texts().get("subscriptions.first.tax"),
                words.money(invoice.tax(), invoice.currency()),
                "fact-label",
                "quota-amount");
        row(
                grid,
                context.texts().get("subscriptions.first.total"),
                words.money(invoice.total(), invoice.currency()),
                "quota-limit-name",
                "quota-limit");
        getChildren()
                .setAll(
                        Questions.sentence(
                                context.texts()
                                        .get(
                                                "subscriptions.first",
                                                context.formats()
                                                        .date(invoice.period().from()),
                                                context.formats()
                                                        .date(invoice.period()
                                                                .to()
                                                                .minusDays(1)),
                                                context.formats()
                                                        .date(LocalDate.ofInstant(invoice.dueAt(), invoice.zone()))),
                                "change-from"),
                        grid,
                        Questions.sentence(
                                context.texts()
                                        .get(
                                                invoice.ahead()
                                                        ? "subscriptions.first.ahead"
                                                        : "subscriptions.first.note"),
                                "note-time"));
        for (SharedMeters.Shared shared : invoice.shared()) {
            getChildren()
                    .add(Questions.sentence(
                            context.texts()
                                    .get(
                                            "subscriptions.first.shared",
                                            shared.meter(),
                                            shared.plan(),
                                            context.formats().date(shared.from())),
                            "warning-text"));
        }
    }

    private GridPane effect(ChangePreview.Effect effect, String currency) {
        var grid = new GridPane();
        grid.getStyleClass().add("change-effect");
        String period = context.texts()
                .get(
                        "subscriptions.money.invoice",
                        context.formats().date(effect.period().from()),
                        context.formats().date(effect.period().to().minusDays(1)));
        grid.add(Questions.sentence(period, "overline"), 0, 0, 2, 1);
        for (ChangePreview.Line line : effect.linesWith()) {
            if (line.amount().signum() != 0) {
                row(grid, line.name(), words.money(line.amount(), currency), "fact-label", "quota-amount");
            }
        }
        row(
                grid,
                context.texts().get(undoing ? "subscriptions.undo.then" : "subscriptions.money.with"),
                words.money(effect.with(), currency),
                "quota-limit-name",
                "quota-limit");
        row(
                grid,
                context.texts().get(undoing ? "subscriptions.undo.now" : "subscriptions.money.without"),
                words.money(effect.without(), currency),
                "fact-label",
                "quota-amount");
        BigDecimal difference = effect.difference();
        row(
                grid,
                context.texts().get("subscriptions.money.difference"),
                words.difference(difference, currency),
                "fact-label",
                "quota-amount");
        return grid;
    }

    private static void row(GridPane grid, String name, String amount, String nameStyle, String amountStyle) {
        var label = Questions.sentence(name, nameStyle);
        var value = new Label(amount);
        value.getStyleClass().add(amountStyle);
        value.setMinWidth(Region.USE_PREF_SIZE);
        GridPane.setHgrow(label, Priority.ALWAYS);
        GridPane.setHalignment(value, HPos.RIGHT);
        label.setMaxWidth(Double.MAX_VALUE);
        grid.addRow(grid.getRowCount(), label, value);
    }
}
