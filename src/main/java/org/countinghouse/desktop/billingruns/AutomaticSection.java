package org.countinghouse.desktop.billingruns;

import java.time.Instant;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.work.Failure;
import org.countinghouse.workspace.UpkeepStatus;
import org.jspecify.annotations.Nullable;

/** What is billed by itself: when next, what came of the last time, and the switch. */
final class AutomaticSection extends VBox {
    private final ScreenContext context;
    private final Texts texts;

    AutomaticSection(ScreenContext context, RunsViewModel model, UpkeepStatus status) {
        this.context = context;
        this.texts = context.texts();
        setId("run-automatic");
        getStyleClass().add("quota-section");
        var title = new Label(texts.get("runs.automatic.title"));
        title.getStyleClass().add("overline");
        getChildren().addAll(title, Questions.sentence(next(status), "change-text"));
        UpkeepStatus.Round last = status.last();
        if (last != null) {
            getChildren().add(Questions.sentence(last(last), "muted"));
            last.troubles().forEach(this::trouble);
        }
        getChildren().add(Questions.sentence(texts.get("runs.automatic.text"), "muted"));
        if (model.mayRun()) {
            getChildren().add(buttons(model, status));
        }
    }

    private String next(UpkeepStatus status) {
        if (!status.on()) {
            return texts.get("runs.automatic.off");
        }
        @Nullable Instant at = status.nextAt();
        return status.running() || at == null
                ? texts.get("runs.automatic.running")
                : texts.get("runs.automatic.next", context.formats().instant(at));
    }

    private String last(UpkeepStatus.Round last) {
        String at = context.formats().instant(last.at());
        return last.elsewhere()
                ? texts.get("runs.automatic.elsewhere", at)
                : texts.get(
                        "runs.automatic.last",
                        at,
                        context.formats().count(last.drafts()),
                        context.formats().count(last.aside()));
    }

    private void trouble(Failure failure) {
        var words = FailureText.of(failure, texts);
        getChildren().add(Questions.sentence(words.summary() + " " + words.remedy(), "warning-text"));
    }

    private FlowPane buttons(RunsViewModel model, UpkeepStatus status) {
        var buttons = new FlowPane();
        buttons.getStyleClass().add("quota-buttons");
        if (status.on()) {
            buttons.getChildren().add(button("now", model::automaticNow, status.running()));
        }
        String other = status.on() ? "switch-off" : "switch-on";
        buttons.getChildren().add(button(other, () -> model.automatic(!status.on()), false));
        return buttons;
    }

    private Button button(String what, Runnable run, boolean disabled) {
        var button = new Button(texts.get("runs.automatic." + what));
        button.setId("automatic-" + what);
        button.getStyleClass().add("small");
        button.setDisable(disabled);
        button.setOnAction(_ -> run.run());
        return button;
    }
}
