package org.countinghouse.desktop.subscriptions;

import java.util.function.Consumer;
import javafx.scene.control.TextField;
import javafx.stage.Window;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;

/** Asks why a change is undone; the reason stays beside it. */
final class UndoQuestion {
    private UndoQuestion() {}

    static void ask(ScreenContext context, Window owner, String change, Consumer<String> confirmed) {
        Texts texts = context.texts();
        var reason = new TextField();
        reason.setId("undo-reason");
        reason.setPromptText(texts.get("subscriptions.reason.prompt"));
        reason.setAccessibleText(texts.get("subscriptions.reason"));
        var confirm = Questions.ask(
                owner,
                texts,
                texts.get("subscriptions.undo.title"),
                texts.get("subscriptions.undo.go"),
                "confirm-undo",
                () -> confirmed.accept(reason.getText().strip()),
                Questions.sentence(change, "change-text"),
                Questions.sentence(texts.get("subscriptions.undo.text"), "muted"),
                reason);
        confirm.disableProperty()
                .bind(reason.textProperty().map(String::isBlank).orElse(true));
        reason.requestFocus();
    }
}
