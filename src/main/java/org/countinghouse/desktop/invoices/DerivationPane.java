package org.countinghouse.desktop.invoices;

import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.StatusPill;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.rating.ExplanationVerifier;
import org.kordamp.ikonli.feather.Feather;

/** How a line came about, one step under the other. */
final class DerivationPane extends VBox {
    /** More steps than anybody reads; each is a few nodes. */
    private static final int MOST_STEPS = 200;

    private final Texts texts;

    DerivationPane(Texts texts) {
        this.texts = texts;
        getStyleClass().add("derivation");
    }

    void show(List<Derivation.Step> steps) {
        getChildren().clear();
        int number = 0;
        for (Derivation.Step step : steps.subList(0, Math.min(steps.size(), MOST_STEPS))) {
            number += step.depth() == 0 ? 1 : 0;
            getChildren().add(step(step, number));
        }
        if (steps.size() > MOST_STEPS) {
            var more = new Label(texts.get("invoices.explanation.more", Integer.toString(steps.size() - MOST_STEPS)));
            more.getStyleClass().add("subtle");
            getChildren().add(more);
        }
    }

    /** Says above the steps that they were worked out again and give the line, or which does not follow. */
    void showCheck(Optional<ExplanationVerifier.Mismatch> mismatch) {
        var pill = new StatusPill(
                mismatch.isEmpty()
                        ? new Status(Tone.SUCCESS, Feather.CHECK_CIRCLE, texts.get("invoices.check.mark"))
                        : new Status(Tone.DANGER, Feather.ALERT_TRIANGLE, texts.get("invoices.check.failed")));
        pill.setId("derivation-check");
        var check = new VBox(pill);
        check.getStyleClass().add("step-body");
        mismatch.ifPresentOrElse(
                found -> check.getChildren().add(words(found)),
                () -> pill.setTooltip(new Tooltip(texts.get("invoices.check.ok"))));
        getChildren().addFirst(check);
    }

    private Label words(ExplanationVerifier.Mismatch found) {
        var words = new Label(texts.get("invoices.check.broken", found.path(), found.expected(), found.found()));
        words.getStyleClass().add("step-text");
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        return words;
    }

    private static Node step(Derivation.Step step, int number) {
        var mark = new StackPane(new Label(step.depth() == 0 ? Integer.toString(number) : ""));
        mark.getStyleClass().add(step.depth() == 0 ? "step-number" : "step-dot");
        var title = new Label(step.title());
        title.getStyleClass().add("derivation-title");
        title.setWrapText(true);
        var body = new VBox(title);
        body.getStyleClass().add("step-body");
        HBox.setHgrow(body, Priority.ALWAYS);
        if (!step.text().isEmpty()) {
            var words = new Label(step.text());
            words.getStyleClass().add("step-text");
            words.setWrapText(true);
            words.setMinHeight(Region.USE_PREF_SIZE);
            body.getChildren().add(words);
        }
        if (!step.calculation().isEmpty() || !step.result().isEmpty()) {
            body.getChildren().add(figures(step));
        }
        var row = new HBox(mark, body);
        row.getStyleClass().add("step");
        row.setPadding(new javafx.geometry.Insets(0, 0, 0, 18.0 * step.depth()));
        return row;
    }

    private static Node figures(Derivation.Step step) {
        var calculation = new Label(step.calculation());
        calculation.getStyleClass().add("step-calculation");
        calculation.setWrapText(true);
        calculation.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(calculation, Priority.ALWAYS);
        calculation.setMaxWidth(Double.MAX_VALUE);
        var result = new Label(step.result());
        result.getStyleClass().add("step-result");
        result.setMinWidth(Region.USE_PREF_SIZE);
        var figures = new HBox(calculation, result);
        figures.getStyleClass().add("step-figures");
        figures.setAlignment(Pos.BASELINE_LEFT);
        return figures;
    }
}
