package org.countinghouse.desktop.inbox;

import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;

/** Asks for the reason before entries are discarded, because that cannot be undone. */
final class DiscardQuestion {
    private static final int LONGEST = 1_000;

    private DiscardQuestion() {}

    static void ask(ScreenContext context, Window owner, long entries, Consumer<String> discard) {
        var texts = context.texts();
        var reason = new TextField();
        reason.setId("discard-reason");
        reason.setPromptText(texts.get("inbox.discard.prompt"));
        var label = new Label(texts.get("inbox.discard.why"));
        label.getStyleClass().add("field-label");
        label.setLabelFor(reason);
        var field = new VBox(label, reason);
        field.getStyleClass().add("field");
        String count = context.formats().count(entries);
        var confirm = Questions.ask(
                owner,
                texts,
                texts.get("inbox.discard.title", count),
                texts.get("inbox.discard.count", count),
                "confirm-discard",
                () -> discard.accept(reason.getText().strip()),
                Questions.sentence(texts.get("inbox.discard.text"), "muted"),
                field);
        confirm.setDisable(true);
        reason.textProperty()
                .addListener((_, _, text) -> confirm.setDisable(text.isBlank() || text.length() > LONGEST));
        reason.requestFocus();
    }
}
