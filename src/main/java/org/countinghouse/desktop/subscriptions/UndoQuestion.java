package org.countinghouse.desktop.subscriptions;

import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.countinghouse.billing.SharedMeters.Shared;
import org.countinghouse.billing.UndoPreview;
import org.countinghouse.customers.SubscriptionChange;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.work.Failure;

/**
 * Asks why a change is undone, after a look at the next invoices without it; the reason stays beside it. Names what would
 * be billed twice then, which has to be said to be meant.
 */
final class UndoQuestion {
    private final ScreenContext context;
    private final Texts texts;
    private final MoneyPane money;
    private final TextField reason = new TextField();
    private final CheckBox beside = new CheckBox();
    private final VBox found = new VBox();
    private final Button confirm;

    private UndoQuestion(
            ScreenContext context, Window owner, SubscriptionsViewModel model, SubscriptionChange change, String said) {
        this.context = context;
        texts = context.texts();
        money = new MoneyPane(new SubscriptionWords(texts, context.formats()), context, true);
        reason.setId("undo-reason");
        reason.setPromptText(texts.get("subscriptions.reason.prompt"));
        reason.setAccessibleText(texts.get("subscriptions.reason"));
        beside.setId("undo-beside");
        beside.setText(texts.get("subscriptions.start.beside"));
        found.setId("undo-found");
        found.getStyleClass().add("field");
        name(List.of());
        confirm = Questions.ask(
                owner,
                texts,
                texts.get("subscriptions.undo.title"),
                texts.get("subscriptions.undo.go"),
                "confirm-undo",
                () -> model.undo(change, reason.getText().strip(), beside.isSelected()),
                Questions.sentence(said, "change-text"),
                Questions.sentence(texts.get("subscriptions.undo.text"), "muted"),
                reason,
                money,
                found,
                beside);
        reason.textProperty().addListener((_, _, _) -> hold());
        beside.selectedProperty().addListener((_, _, _) -> hold());
        money.waiting();
        hold();
        model.lookAtUndo(change, this::show, this::refuse);
        reason.requestFocus();
    }

    static void ask(
            ScreenContext context, Window owner, SubscriptionsViewModel model, SubscriptionChange change, String said) {
        new UndoQuestion(context, owner, model, change, said);
    }

    private void show(UndoPreview preview) {
        money.show(preview.money());
        name(preview.shared());
        seen();
    }

    private void refuse(Failure problem) {
        money.refuse(problem);
        seen();
    }

    /** Only what there is takes room. */
    private void name(List<Shared> shared) {
        found.getChildren()
                .setAll(shared.stream()
                        .map(each -> Questions.sentence(
                                texts.get(
                                        "subscriptions.first.shared",
                                        each.meter(),
                                        each.plan(),
                                        context.formats().date(each.from())),
                                "warning-text"))
                        .toArray(Label[]::new));
        found.setVisible(!shared.isEmpty());
        found.setManaged(!shared.isEmpty());
        beside.setVisible(!shared.isEmpty());
        beside.setManaged(!shared.isEmpty());
    }

    private void hold() {
        boolean meant = !beside.isVisible() || beside.isSelected();
        confirm.setDisable(!money.fits() || !meant || reason.getText().isBlank());
    }

    private void seen() {
        hold();
        Questions.fit(money);
    }
}
