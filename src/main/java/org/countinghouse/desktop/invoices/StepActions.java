package org.countinghouse.desktop.invoices;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.Region;
import javafx.stage.Window;
import org.countinghouse.billing.Invoice;
import org.countinghouse.billing.InvoiceRow;
import org.countinghouse.billing.InvoiceStatus;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.MoneyEffect;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What can be done with the invoice beside the list, as commands and as a menu. */
final class StepActions {
    private final ScreenContext context;
    private final InvoicesViewModel model;
    private final Supplier<Window> window;
    private final List<Action> actions;

    StepActions(ScreenContext context, InvoicesViewModel model, Supplier<Window> window) {
        this.context = context;
        this.model = model;
        this.window = window;
        InvoiceSteps steps = model.steps();
        LineSteps lines = model.lines();
        actions = List.of(
                action("line.add", Feather.PLUS, "Shortcut+L", () -> withCurrent(this::addLine))
                        .enabledWhen(lines.mayAdd()),
                action("line.change", Feather.EDIT_2, null, () -> withLine(this::changeLine))
                        .enabledWhen(lines.mayChange()),
                action("line.remove", Feather.MINUS, null, () -> withLine(this::removeLine))
                        .enabledWhen(lines.mayChange()),
                action("refresh", Feather.REFRESH_CW, null, () -> withCurrent(this::refresh))
                        .enabledWhen(lines.mayAdd()),
                action("approve", Feather.CHECK, "A", () -> withCurrent(steps::approve))
                        .enabledWhen(steps.may(InvoiceStatus.APPROVED)),
                action("review", Feather.EYE, "H", () -> ask(StepQuestion::review))
                        .enabledWhen(steps.may(InvoiceStatus.IN_REVIEW)),
                action("accept", Feather.THUMBS_UP, null, () -> ask(StepQuestion::accept))
                        .enabledWhen(steps.mayAccept()),
                action("reject", Feather.CORNER_UP_LEFT, "R", () -> ask(StepQuestion::reject))
                        .enabledWhen(steps.may(InvoiceStatus.DRAFT)),
                action("send", Feather.MAIL, "Shortcut+Shift+S", this::send).enabledWhen(steps.mayBeSent()),
                action("sent", Feather.SEND, null, () -> withCurrent(steps::sent))
                        .enabledWhen(steps.may(InvoiceStatus.SENT)),
                action("pay", Feather.DOLLAR_SIGN, null, () -> ask(StepQuestion::pay))
                        .enabledWhen(steps.mayBePaid()),
                action("credit", Feather.MINUS_CIRCLE, "Shortcut+Shift+C", this::credit)
                        .enabledWhen(steps.mayBeCredited()),
                action("void", Feather.SLASH, null, () -> ask(StepQuestion::makeVoid))
                        .enabledWhen(steps.may(InvoiceStatus.VOID)),
                action("write-off", Feather.X_CIRCLE, null, () -> ask(StepQuestion::writeOff))
                        .enabledWhen(steps.may(InvoiceStatus.UNCOLLECTIBLE)));
    }

    private static Action action(String step, Feather icon, @Nullable String keys, Runnable run) {
        return Action.of("invoice." + step, "invoices", icon, keys, run);
    }

    /** Rates a draft again. */
    Action refresh() {
        return actions.stream()
                .filter(action -> action.id().equals("invoice.refresh"))
                .findFirst()
                .orElseThrow();
    }

    List<Action> all() {
        return actions;
    }

    void fill(MenuButton menu, ObservableValue<Boolean> nothingShown) {
        menu.setText(context.texts().get("invoices.steps"));
        menu.setGraphic(new FontIcon(Feather.MORE_HORIZONTAL));
        menu.setAccessibleText(menu.getText());
        menu.setMinWidth(Region.USE_PREF_SIZE);
        menu.setId("invoice-steps");
        menu.disableProperty().bind(nothingShown);
        for (Action action : actions) {
            var item = new MenuItem(context.texts().get(action.textKey()), new FontIcon(action.icon()));
            item.setId(action.id().replace('.', '-'));
            item.disableProperty()
                    .bind(BooleanExpression.booleanExpression(action.enabled()).not());
            item.setOnAction(_ -> action.fire());
            menu.getItems().add(item);
        }
    }

    private void withCurrent(Consumer<InvoiceRow> step) {
        InvoiceRow row = model.current().get();
        if (row != null) {
            step.accept(row);
        }
    }

    private void ask(Consumer<StepQuestion> question) {
        withCurrent(row -> question.accept(new StepQuestion(context, window.get(), row, model.steps())));
    }

    private void withLine(BiConsumer<InvoiceRow, String> step) {
        Invoice.Line line = model.lines().selected();
        if (line != null && line.charge() != null) {
            String code = line.charge();
            withCurrent(row -> step.accept(row, code));
        }
    }

    /** Asks with the old total and the new one. */
    private void refresh(InvoiceRow row) {
        model.lines()
                .previewRefresh(
                        row,
                        effect -> Questions.ask(
                                window.get(),
                                context.texts(),
                                context.texts()
                                        .get("invoices.refresh.title", InvoiceColumns.name(row, context.texts())),
                                context.texts().get("invoices.refresh.go"),
                                "confirm-refresh",
                                () -> model.lines().refresh(row),
                                Questions.sentence(context.texts().get("invoices.refresh.text"), "muted"),
                                new MoneyEffect(
                                        context,
                                        List.of(new MoneyEffect.Line(
                                                context.texts().get("invoices.refresh.total"),
                                                effect.before(),
                                                effect.total(),
                                                effect.currency())))));
    }

    private void addLine(InvoiceRow row) {
        LineDialog.add(context, window.get(), row, model.lines(), model.steps());
    }

    private void changeLine(InvoiceRow row, String code) {
        LineDialog.change(context, window.get(), row, code, model.lines(), model.steps());
    }

    private void removeLine(InvoiceRow row, String code) {
        LineDialog.remove(context, window.get(), row, code, model.lines(), model.steps());
    }

    private void send() {
        withCurrent(row ->
                SendQuestion.ask(context, window.get(), model.steps().sending(), mail -> mail.propose(row.id())));
    }

    private void credit() {
        withCurrent(row -> CreditDialog.open(context, window.get(), row, model.steps()));
    }
}
