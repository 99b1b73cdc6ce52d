package org.countinghouse.desktop.shell;

import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.RunningTask;
import org.countinghouse.desktop.common.Tasks;
import org.countinghouse.desktop.common.Texts;

/** What takes longer than a second: title, step, how far, Cancel. */
final class TaskArea extends VBox {
    private final Texts texts;
    private final Formats formats;

    TaskArea(Tasks tasks, Texts texts, Formats formats) {
        this.texts = texts;
        this.formats = formats;
        getStyleClass().add("task-area");
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        setAlignment(Pos.BOTTOM_RIGHT);
        setPickOnBounds(false);
        tasks.shown().addListener((ListChangeListener<RunningTask>) _ -> show(tasks));
        show(tasks);
    }

    private void show(Tasks tasks) {
        getChildren().setAll(tasks.shown().stream().map(this::card).toList());
        setVisible(!getChildren().isEmpty());
    }

    private VBox card(RunningTask task) {
        var title = new Label(task.title());
        title.getStyleClass().add("card-title");
        title.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(title, Priority.ALWAYS);
        var cancel = new Button(texts.get("task.cancel"));
        cancel.getStyleClass().addAll("flat", "small");
        cancel.setAccessibleText(texts.get("task.cancel.named", task.title()));
        cancel.setOnAction(_ -> {
            task.cancel();
            cancel.setDisable(true);
            cancel.setText(texts.get("task.cancelling"));
        });
        var bar = new ProgressBar();
        bar.getStyleClass().add("small");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.progressProperty().bind(task.fraction());
        var step = new Label();
        step.getStyleClass().add("muted");
        step.textProperty().bind(task.step());
        HBox.setHgrow(step, Priority.ALWAYS);
        step.setMaxWidth(Double.MAX_VALUE);
        var percent = new Label();
        percent.getStyleClass().add("muted");
        percent.textProperty()
                .bind(task.fraction()
                        .map(fraction ->
                                fraction.doubleValue() < 0 ? "" : formats.wholePercent(fraction.doubleValue())));
        var head = new HBox(title, cancel);
        head.setAlignment(Pos.CENTER_LEFT);
        var card = new VBox(head, bar, new HBox(step, percent));
        card.getStyleClass().add("task-card");
        return card;
    }
}
