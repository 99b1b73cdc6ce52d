package org.countinghouse.desktop.subscriptions;

import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.stage.Window;
import org.countinghouse.customers.SubscriptionChange;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;

/** Asks why a change is undone, after a look at the next invoices without it; the reason stays beside it. */
final class UndoQuestion {
    private final MoneyPane money;
    private final TextField reason = new TextField();
    private final Button confirm;

    private UndoQuestion(
            ScreenContext context, Window owner, SubscriptionsViewModel model, SubscriptionChange change, String said) {
        Texts texts = context.texts();
        money = new MoneyPane(new SubscriptionWords(texts, context.formats()), context, true);
        reason.setId("undo-reason");
        reason.setPromptText(texts.get("subscriptions.reason.prompt"));
        reason.setAccessibleText(texts.get("subscriptions.reason"));
        confirm = Questions.ask(
                owner,
                texts,
                texts.get("subscriptions.undo.title"),
                texts.get("subscriptions.undo.go"),
                "confirm-undo",
                () -> model.undo(change, reason.getText().strip()),
                Questions.sentence(said, "change-text"),
                Questions.sentence(texts.get("subscriptions.undo.text"), "muted"),
                reason,
                money);
        reason.textProperty().addListener((_, _, _) -> hold());
        money.waiting();
        hold();
        model.lookAtUndo(
                change,
                preview -> {
                    money.show(preview);
                    seen();
                },
                problem -> {
                    money.refuse(problem);
                    seen();
                });
        reason.requestFocus();
    }

    static void ask(
            ScreenContext context, Window owner, SubscriptionsViewModel model, SubscriptionChange change, String said) {
        new UndoQuestion(context, owner, model, change, said);
    }

    private void hold() {
        confirm.setDisable(!money.fits() || reason.getText().isBlank());
    }

    private void seen() {
        hold();
        Questions.fit(money);
    }
}
