package org.countinghouse.desktop.subscriptions;

import java.util.List;
import java.util.function.BiConsumer;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.countinghouse.billing.SharedMeters.Shared;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.work.Failure;

/**
 * Asks why a change is undone; the reason stays beside it. Names what would be billed twice then, which has to be said to be
 * meant.
 */
final class UndoQuestion {
    private final ScreenContext context;
    private final Texts texts;
    private final TextField reason = new TextField();
    private final CheckBox beside = new CheckBox();
    private final VBox found = new VBox();
    private final Button confirm;
    private boolean fits;

    private UndoQuestion(ScreenContext context, Window owner, String change, BiConsumer<String, Boolean> confirmed) {
        this.context = context;
        texts = context.texts();
        reason.setId("undo-reason");
        reason.setPromptText(texts.get("subscriptions.reason.prompt"));
        reason.setAccessibleText(texts.get("subscriptions.reason"));
        beside.setId("undo-beside");
        beside.setText(texts.get("subscriptions.start.beside"));
        beside.setVisible(false);
        beside.setManaged(false);
        found.setId("undo-found");
        found.getStyleClass().add("field");
        say(texts.get("subscriptions.undo.looking"), "muted");
        confirm = Questions.ask(
                owner,
                texts,
                texts.get("subscriptions.undo.title"),
                texts.get("subscriptions.undo.go"),
                "confirm-undo",
                () -> confirmed.accept(reason.getText().strip(), beside.isSelected()),
                Questions.sentence(change, "change-text"),
                Questions.sentence(texts.get("subscriptions.undo.text"), "muted"),
                found,
                beside,
                reason);
        reason.textProperty().addListener((_, _, _) -> hold());
        beside.selectedProperty().addListener((_, _, _) -> hold());
        hold();
        reason.requestFocus();
    }

    /** @param confirmed gets the reason, and whether meters that are billed twice are meant */
    static void ask(
            ScreenContext context,
            Window owner,
            SubscriptionsViewModel model,
            long changeId,
            String change,
            BiConsumer<String, Boolean> confirmed) {
        var question = new UndoQuestion(context, owner, change, confirmed);
        model.lookAtUndo(changeId, question::show, question::refuse);
    }

    private void show(List<Shared> shared) {
        fits = true;
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
        hold();
        Questions.fit(found);
    }

    private void refuse(Failure problem) {
        var said = FailureText.of(problem, texts);
        say((said.summary() + " " + said.remedy()).strip(), "warning-text");
        hold();
        Questions.fit(found);
    }

    private void say(String text, String style) {
        found.getChildren().setAll(Questions.sentence(text, style));
    }

    private void hold() {
        boolean meant = !beside.isVisible() || beside.isSelected();
        confirm.setDisable(!fits || !meant || reason.getText().isBlank());
    }
}
