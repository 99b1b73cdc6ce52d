package org.countinghouse.desktop.billingruns;

import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.countinghouse.billing.BillingPeriod;
import org.countinghouse.billing.BillingRunReport;
import org.countinghouse.billing.RunScope;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.work.Failure;

/** Asks what to bill, works it out without storing anything, and starts the run. */
final class StartRunDialog {
    private static final int FAILURES_SHOWN = 3;
    private static final double WIDTH = 500;

    private final Texts texts;
    private final ScreenContext context;
    private final RunsViewModel model;
    private final RunWords words;
    private final RadioButton ofMonth = new RadioButton();
    private final RadioButton due = new RadioButton();
    private final ComboBox<String> month;
    private final VBox outcome = new VBox();
    private final Button confirm;

    private StartRunDialog(ScreenContext context, Window owner, RunsViewModel model) {
        this.context = context;
        this.texts = context.texts();
        this.model = model;
        this.words = new RunWords(texts, context.formats());
        var group = new ToggleGroup();
        ofMonth.setText(texts.get("runs.start.month"));
        ofMonth.setId("run-of-month");
        ofMonth.setToggleGroup(group);
        ofMonth.setSelected(true);
        due.setText(texts.get("runs.start.due"));
        due.setId("run-due");
        due.setToggleGroup(group);
        month = LockQuestion.months(context);
        var first = new HBox(ofMonth, month);
        first.getStyleClass().add("token-validity");
        outcome.getStyleClass().add("billing-summary");
        outcome.setId("run-outcome");
        outcome.setMinHeight(120);
        confirm = Questions.ask(
                WIDTH,
                owner,
                texts,
                texts.get("runs.start.title"),
                texts.get("runs.start.go"),
                "confirm-run",
                () -> model.start(scope()),
                Questions.sentence(texts.get("runs.start.text"), "muted"),
                first,
                due,
                outcome);
        group.selectedToggleProperty().addListener((_, _, _) -> look());
        month.valueProperty().addListener((_, _, _) -> look());
        look();
    }

    static void ask(ScreenContext context, Window owner, RunsViewModel model) {
        new StartRunDialog(context, owner, model);
    }

    private RunScope scope() {
        return ofMonth.isSelected()
                ? RunScope.of(BillingPeriod.parse(month.getValue()))
                : RunScope.upTo(context.clock().instant());
    }

    private void look() {
        confirm.setDisable(true);
        month.setDisable(!ofMonth.isSelected());
        outcome.getChildren().setAll(Questions.sentence(texts.get("runs.start.working"), "muted"));
        model.look(scope(), this::show, this::show);
    }

    private void show(BillingRunReport report) {
        confirm.setDisable(report.drafted() == 0);
        confirm.setText(texts.get("runs.start.go.count", context.formats().count(report.drafted())));
        outcome.getChildren()
                .setAll(
                        Questions.sentence(report.totals().isEmpty() ? "–" : words.totals(report), "change-text"),
                        Questions.sentence(
                                texts.get(
                                        "runs.start.outcome",
                                        context.formats().count(report.drafted()),
                                        context.formats().count(report.existing())),
                                "muted"));
        report.failures().stream()
                .limit(FAILURES_SHOWN)
                .forEach(failed -> outcome.getChildren()
                        .add(Questions.sentence(failed.customer() + ": " + failed.reason(), "warning-text")));
        int more = report.failures().size() - FAILURES_SHOWN;
        if (more > 0) {
            outcome.getChildren()
                    .add(Questions.sentence(
                            texts.get("runs.start.more", context.formats().count(more)), "muted"));
        }
        confirm.getScene().getWindow().sizeToScene();
    }

    private void show(Failure problem) {
        outcome.getChildren().setAll(Questions.sentence(problem.summary() + " " + problem.remedy(), "warning-text"));
    }
}
