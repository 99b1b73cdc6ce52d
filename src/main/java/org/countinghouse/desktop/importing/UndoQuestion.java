package org.countinghouse.desktop.importing;

import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.insight.ImportBatchRow;
import org.countinghouse.metering.UndoneBatch;
import org.countinghouse.metering.Why;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Asks before an import is undone: the file, how much would count no longer, and which invoices stand in the way. */
final class UndoQuestion {
    private static final int INVOICES_NAMED = 5;
    private static final int LONGEST_REASON = 1_000;

    private final Texts texts;
    private final Formats formats;
    private final VBox summary = new VBox();
    private final CheckBox alsoBilled = new CheckBox();
    private final TextField reason = new TextField();
    private final Button confirm;
    private @Nullable UndoneBatch batch;

    private UndoQuestion(ScreenContext context, Window owner, ImportUndo undo, ImportBatchRow row) {
        texts = context.texts();
        formats = context.formats();
        var bar = new ProgressBar();
        bar.setMaxWidth(Double.MAX_VALUE);
        summary.getStyleClass().add("billing-summary");
        summary.getChildren().setAll(Questions.sentence(texts.get("import.undo.working"), "muted"), bar);
        alsoBilled.setText(texts.get("import.undo.anyway"));
        alsoBilled.setId("undo-anyway");
        alsoBilled.setWrapText(true);
        alsoBilled.setVisible(false);
        alsoBilled.setManaged(false);
        confirm = Questions.ask(
                owner,
                texts,
                texts.get("import.undo.title", row.file()),
                texts.get("import.undo.confirm", formats.count(row.accepted())),
                "confirm-undo",
                () -> confirmed(undo),
                summary,
                alsoBilled,
                reasonField());
        reason.textProperty().addListener((_, _, _) -> enable());
        alsoBilled.selectedProperty().addListener((_, _, _) -> enable());
        enable();
        reason.requestFocus();
    }

    static void ask(ScreenContext context, Window owner, ImportUndo undo, ImportBatchRow row) {
        var question = new UndoQuestion(context, owner, undo, row);
        undo.preview(row, question::show, question::show);
    }

    private VBox reasonField() {
        reason.setId("undo-reason");
        reason.setPromptText(texts.get("import.undo.prompt"));
        var label = new Label(texts.get("import.undo.why"));
        label.getStyleClass().add("field-label");
        label.setLabelFor(reason);
        var field = new VBox(label, reason);
        field.getStyleClass().add("field");
        return field;
    }

    private void show(UndoneBatch preview) {
        batch = preview;
        var events = new Label(texts.get("import.undo.events", formats.count(preview.events())));
        events.getStyleClass().add("big-number");
        summary.getChildren()
                .setAll(
                        events,
                        Questions.sentence(
                                preview.events() == 0
                                        ? texts.get("import.undo.nothing")
                                        : texts.get("import.undo.customers", formats.count(preview.customers())),
                                "muted"));
        boolean billed = !preview.invoices().isEmpty();
        if (billed) {
            summary.getChildren()
                    .add(Questions.sentence(
                            texts.get("import.undo.billed", named(preview.invoices())), "warning-text"));
        }
        alsoBilled.setVisible(billed);
        alsoBilled.setManaged(billed);
        confirm.setText(texts.get("import.undo.confirm", formats.count(preview.events())));
        enable();
        var window = summary.getScene() == null ? null : summary.getScene().getWindow();
        if (window != null) {
            window.sizeToScene();
        }
    }

    private void show(Failure failure) {
        var words = FailureText.of(failure, texts);
        summary.getChildren()
                .setAll(
                        Questions.sentence(words.summary(), "danger-text"),
                        Questions.sentence(words.remedy(), "muted"));
    }

    private String named(List<String> invoices) {
        String first = String.join(", ", invoices.subList(0, Math.min(INVOICES_NAMED, invoices.size())));
        int more = invoices.size() - INVOICES_NAMED;
        return more > 0 ? texts.get("import.undo.more", first, formats.count(more)) : first;
    }

    private void enable() {
        UndoneBatch known = batch;
        confirm.setDisable(known == null
                || known.repeated()
                || (!known.invoices().isEmpty() && !alsoBilled.isSelected())
                || reason.getText().isBlank()
                || reason.getText().length() > LONGEST_REASON);
    }

    private void confirmed(ImportUndo undo) {
        UndoneBatch known = batch;
        if (known != null) {
            Why why = Why.of(reason.getText().strip());
            undo.undo(known, alsoBilled.isSelected() ? why.withBilled() : why);
        }
    }
}
