package org.countinghouse.desktop.moves;

import java.util.List;
import java.util.Optional;
import javafx.event.ActionEvent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.DialogPane;
import javafx.stage.Window;
import org.countinghouse.billing.MigrationResult;
import org.countinghouse.billing.PlanMigration;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.RunningTask;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.storage.catalog.PlanVersion;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Asks which subscriptions move where, shows what that does to money, moves them, and says what came of it. */
public final class MoveDialog {
    private static final double WIDTH = 780;

    private final ScreenContext context;
    private final Texts texts;
    private final MoveModel model;
    private final Runnable changed;
    private final MoveForm form;
    private final MovePreview preview;
    private final Button confirm;
    private final Button stay;
    private @Nullable Seen seen;
    private @Nullable RunningTask moving;

    /** What was worked out, and of which choices. */
    private record Seen(PlanMigration.Wish wish, MigrationResult result) {}

    private MoveDialog(
            ScreenContext context,
            MoveServices services,
            Window owner,
            String name,
            MoveChoices choices,
            Runnable changed) {
        this.context = context;
        this.texts = context.texts();
        this.model = new MoveModel(services, context);
        this.changed = changed;
        form = new MoveForm(context, choices);
        preview = new MovePreview(context);
        confirm = Questions.ask(
                WIDTH,
                owner,
                texts,
                texts.get("plans.move.title", name),
                texts.get("plans.move.go"),
                "confirm-move",
                () -> {},
                form,
                preview);
        // A table needs more room than the theme gives to questions.
        Questions.widen(confirm, owner, WIDTH);
        stay = stay(confirm);
        stay.setId("move-stay");
    }

    /**
     * Opens it.
     *
     * @param versions of all plans, newest first within each
     * @param plan code of the one whose page it is
     * @param changed reads again what is seen
     */
    public static void ask(
            ScreenContext context,
            MoveServices services,
            Window owner,
            List<PlanVersion> versions,
            String plan,
            String name,
            Runnable changed) {
        var choices = new MoveChoices(context.texts(), context.formats(), versions, plan);
        new MoveDialog(context, services, owner, name, choices, changed).begin();
    }

    static Button stay(Button confirm) {
        var pane = (DialogPane) confirm.getScene().getRoot();
        return pane.getButtonTypes().stream()
                .filter(type -> type.getButtonData() == ButtonBar.ButtonData.CANCEL_CLOSE)
                .map(type -> (Button) pane.lookupButton(type))
                .findFirst()
                .orElseThrow();
    }

    private void begin() {
        confirm.addEventFilter(ActionEvent.ACTION, this::go);
        stay.addEventFilter(ActionEvent.ACTION, this::stop);
        confirm.getScene().getWindow().showingProperty().addListener((_, _, shown) -> {
            if (!shown) {
                model.lookAway();
            }
        });
        form.begin(this::look, this::hold);
    }

    private void look() {
        seen = null;
        hold();
        Optional<PlanMigration.Wish> wish = form.wish("");
        if (wish.isEmpty()) {
            model.lookAway();
            preview.say(texts.get(form.possible() ? "plans.move.choose" : "plans.move.nowhere"));
            return;
        }
        PlanMigration.Wish asked = wish.get();
        preview.working(texts.get("plans.move.looking"), model.look(asked, result -> show(asked, result), this::warn));
    }

    /** What was asked before something else was chosen says nothing any more. */
    private void show(PlanMigration.Wish asked, MigrationResult result) {
        if (moving == null && form.wish("").filter(asked::equals).isPresent()) {
            seen = new Seen(asked, result);
            preview.show(result);
            hold();
        }
    }

    private void warn(Failure problem) {
        var said = FailureText.of(problem, texts);
        preview.warn(said.summary() + " " + said.remedy());
    }

    private void hold() {
        int many = seen == null ? 0 : seen.result().movable().size();
        confirm.setText(
                many == 0
                        ? texts.get("plans.move.go")
                        : texts.get("plans.move.go.count", context.formats().count(many)));
        confirm.setDisable(many == 0 || form.reason().isEmpty());
    }

    /** The window stays, with the progress and then with what came of it. */
    private void go(ActionEvent click) {
        boolean heldBack = click.isConsumed();
        click.consume();
        Seen shown = seen;
        Optional<PlanMigration.Wish> wish = form.wish(form.reason());
        if (heldBack || shown == null || wish.isEmpty() || moving != null) {
            return;
        }
        String target = form.target();
        form.setDisable(true);
        confirm.setDisable(true);
        stay.setText(texts.get("plans.move.stop"));
        RunningTask task = model.move(wish.get(), shown.result(), result -> done(result, target), this::failed);
        moving = task;
        preview.working(texts.get("plans.move.moving"), task);
        stay.requestFocus();
    }

    private void stop(ActionEvent click) {
        if (moving != null) {
            click.consume();
            moving.cancel();
        }
    }

    private void done(MigrationResult result, String target) {
        over();
        preview.showDone(result, target);
        if (result.moved() > 0) {
            context.notices()
                    .success(texts.get("plans.move.done", context.formats().count(result.moved()), target));
        }
    }

    private void failed(Failure problem) {
        over();
        warn(problem);
        context.notices().failure(problem);
    }

    private void over() {
        moving = null;
        seen = null;
        form.setDisable(true);
        confirm.setVisible(false);
        confirm.setManaged(false);
        stay.setText(texts.get("plans.move.close"));
        stay.requestFocus();
        changed.run();
    }
}
