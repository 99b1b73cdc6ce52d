package org.countinghouse.desktop.moves;

import java.util.List;
import java.util.Objects;
import javafx.event.ActionEvent;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.stage.Window;
import org.countinghouse.billing.MadeMigration;
import org.countinghouse.billing.MigrationUndo;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.RunningTask;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** The moves of many that were made from or to a plan; one of them is undone after a look at what that reaches. */
public final class MoveUndoDialog {
    private static final double WIDTH = 780;
    private static final int SHOWN = 4;

    private final ScreenContext context;
    private final Texts texts;
    private final MoveModel model;
    private final Runnable changed;
    private final MoveTable<MadeMigration> table;
    private final MovePreview preview;
    private final TextField reason = new TextField();
    private final Button confirm;
    private final Button stay;
    private MigrationUndo.@Nullable Result seen;
    private @Nullable RunningTask undoing;

    private MoveUndoDialog(
            ScreenContext context,
            MoveModel model,
            Window owner,
            String name,
            List<MadeMigration> made,
            Runnable changed) {
        this.context = context;
        this.texts = context.texts();
        this.model = model;
        this.changed = changed;
        table = table(made);
        preview = new MovePreview(context);
        reason.setId("undo-moves-reason");
        reason.setPromptText(texts.get("plans.move.reason.prompt"));
        confirm = Questions.ask(
                WIDTH,
                owner,
                texts,
                texts.get("plans.undo.title", name),
                texts.get("plans.undo.go"),
                "confirm-undo-moves",
                () -> {},
                table,
                preview,
                Questions.field(texts.get("subscriptions.reason"), reason));
        Questions.widen(confirm, owner, WIDTH);
        stay = MoveDialog.stay(confirm);
        stay.setId("undo-moves-stay");
    }

    /**
     * Opens it.
     *
     * @param plan code of the plan
     * @param changed reads again what is seen
     */
    public static void ask(
            ScreenContext context, MoveServices services, Window owner, String plan, String name, Runnable changed) {
        var model = new MoveModel(services, context);
        model.made(plan, made -> new MoveUndoDialog(context, model, owner, name, made, changed).begin());
    }

    private MoveTable<MadeMigration> table(List<MadeMigration> made) {
        Formats formats = context.formats();
        return new MoveTable<MadeMigration>("undo-migrations", texts.get("plans.undo.made"))
                .text(texts.get("plans.undo.at"), 250, each -> formats.instant(each.at()))
                .text(
                        texts.get("plans.undo.to"),
                        210,
                        each -> texts.get("subscriptions.on", each.toPlanName(), Integer.toString(each.toVersion())))
                .text(texts.get("plans.undo.from"), 105, each -> formats.date(each.first()))
                .amount(texts.get("plans.undo.moved"), 75, each -> formats.count(each.moved()))
                .amount(texts.get("plans.undo.undone"), 90, each -> formats.count(each.undone()))
                .show(made, SHOWN);
    }

    private void begin() {
        confirm.addEventFilter(ActionEvent.ACTION, this::go);
        stay.addEventFilter(ActionEvent.ACTION, this::stop);
        confirm.getScene().getWindow().showingProperty().addListener((_, _, shown) -> {
            if (!shown) {
                model.lookAway();
            }
        });
        reason.textProperty().addListener((_, _, _) -> hold());
        table.getSelectionModel().selectedItemProperty().addListener((_, _, _) -> look());
        table.getSelectionModel().selectFirst();
        table.requestFocus();
        look();
    }

    private void look() {
        seen = null;
        hold();
        MadeMigration chosen = table.getSelectionModel().getSelectedItem();
        if (chosen == null) {
            model.lookAway();
            preview.say(texts.get("plans.undo.nothing"));
            return;
        }
        preview.working(
                texts.get("plans.undo.looking"), model.lookAtUndo(chosen.id(), this::show, problem -> warn(problem)));
    }

    /** What was asked before another one was chosen says nothing any more. */
    private void show(MigrationUndo.Result result) {
        MadeMigration chosen = table.getSelectionModel().getSelectedItem();
        if (undoing == null && chosen != null && Objects.equals(chosen.id(), result.migration())) {
            seen = result;
            preview.show(result, false, made(chosen));
            hold();
        }
    }

    private String made(@Nullable MadeMigration chosen) {
        return chosen == null
                ? ""
                : texts.get("plans.undo.by", chosen.by(), chosen.reason().isEmpty() ? "–" : chosen.reason());
    }

    private void warn(Failure problem) {
        var said = FailureText.of(problem, texts);
        preview.warn(said.summary() + " " + said.remedy());
    }

    private void hold() {
        int many = seen == null ? 0 : seen.undone().size();
        confirm.setText(
                many == 0
                        ? texts.get("plans.undo.go")
                        : texts.get("plans.undo.go.count", context.formats().count(many)));
        confirm.setDisable(many == 0 || reason.getText().isBlank());
    }

    /** The window stays, with the progress and then with what came of it. */
    private void go(ActionEvent click) {
        click.consume();
        MigrationUndo.Result shown = seen;
        if (shown == null || undoing != null) {
            return;
        }
        table.setDisable(true);
        reason.setDisable(true);
        confirm.setDisable(true);
        stay.setText(texts.get("plans.move.stop"));
        RunningTask task = model.undo(shown.migration(), reason.getText().strip(), this::done, this::failed);
        undoing = task;
        preview.working(texts.get("plans.undo.undoing"), task);
        stay.requestFocus();
    }

    private void stop(ActionEvent click) {
        if (undoing != null) {
            click.consume();
            undoing.cancel();
        }
    }

    private void done(MigrationUndo.Result result) {
        over();
        preview.show(result, true, made(table.getSelectionModel().getSelectedItem()));
        if (!result.undone().isEmpty()) {
            context.notices()
                    .success(texts.get(
                            "plans.undo.done",
                            context.formats().count(result.undone().size())));
        }
    }

    private void failed(Failure problem) {
        over();
        warn(problem);
        context.notices().failure(problem);
    }

    private void over() {
        undoing = null;
        seen = null;
        confirm.setVisible(false);
        confirm.setManaged(false);
        stay.setText(texts.get("plans.move.close"));
        stay.requestFocus();
        changed.run();
    }
}
