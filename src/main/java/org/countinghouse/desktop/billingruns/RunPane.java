package org.countinghouse.desktop.billingruns;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.billing.BillingRunList;
import org.countinghouse.billing.BillingRunReport;
import org.countinghouse.billing.BillingRunRow;
import org.countinghouse.billing.PeriodLocks;
import org.countinghouse.billing.SharedMeters;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.StatusPill;
import org.countinghouse.desktop.common.list.SidePane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** One run: how far it got, what failed, how it compares with the period before; below it the closed periods. */
@SuppressWarnings("NullAway.Init") // Set up once by the view before anything is shown.
public final class RunPane extends SidePane {
    private static final int TWICE_SHOWN = 20;

    private ScreenContext context;
    private RunsViewModel model;
    private RunWords words;
    private List<Node> buttons = List.of();

    void show(ScreenContext newContext, RunsViewModel newModel, List<? extends Node> newButtons) {
        context = newContext;
        model = newModel;
        words = new RunWords(context.texts(), context.formats());
        newButtons.forEach(button -> button.getStyleClass().add("small"));
        buttons = List.copyOf(newButtons);
        model.list().detail().addListener((_, _, detail) -> show(detail));
        show(model.list().detail().get());
    }

    private void show(@Nullable RunDetail detail) {
        if (detail == null) {
            return;
        }
        var parts = new ArrayList<Node>();
        BillingRunRow run = detail.run();
        if (run == null) {
            parts.add(Questions.sentence(context.texts().get("runs.nothing"), "muted"));
        } else {
            parts.add(head(run));
            if (!detail.failures().isEmpty()) {
                parts.add(failures(detail.failures()));
            }
            if (!detail.billedTwice().isEmpty()) {
                parts.add(billedTwice(detail.billedTwice()));
            }
            parts.add(variance(detail.variance()));
        }
        if (detail.automatic() != null) {
            parts.add(new AutomaticSection(context, model, detail.automatic()));
        }
        parts.add(locks(detail.locks()));
        showParts(parts);
    }

    private VBox head(BillingRunRow run) {
        var title = Questions.sentence(words.label(run.label()), "quota-customer");
        var pill = new StatusPill(words.status(run));
        pill.setMinWidth(Region.USE_PREF_SIZE);
        var top = new HBox(pill, Questions.sentence(words.scope(run), "muted"));
        top.getStyleClass().add("quota-top");
        var counts = Questions.sentence(
                context.texts()
                        .get(
                                "runs.counts",
                                context.formats().count(run.drafts()),
                                context.formats().count(run.failures())),
                "change-text");
        var bar = new FlowPane();
        bar.getChildren().setAll(buttons);
        bar.getStyleClass().add("quota-buttons");
        var head = new VBox(title, top, counts);
        if (run.state().equals("running") && run.due() > 0) {
            var progress = new ProgressBar((double) run.done() / run.due());
            progress.setMaxWidth(Double.MAX_VALUE);
            head.getChildren().add(progress);
        }
        if (model.mayRun()) {
            head.getChildren().add(bar);
        }
        head.getStyleClass().add("quota-head");
        return head;
    }

    private VBox failures(List<BillingRunReport.Failed> failures) {
        var box = section(context.texts().get("runs.failures.title"));
        box.setId("run-failures");
        for (BillingRunReport.Failed failed : failures) {
            box.getChildren().add(warning(failed.customer() + " #" + failed.subscriptionId(), failed.reason()));
        }
        return box;
    }

    /** Meant or not: who looks at the run decides. */
    private VBox billedTwice(List<SharedMeters.Standing> twice) {
        var box = section(context.texts().get("runs.twice.title"));
        box.setId("run-twice");
        twice.stream()
                .limit(TWICE_SHOWN)
                .forEach(each -> box.getChildren().add(warning(each.customer(), words.sentence(each))));
        if (twice.size() > TWICE_SHOWN) {
            box.getChildren()
                    .add(Questions.sentence(
                            context.texts()
                                    .get("runs.twice.more", context.formats().count(twice.size() - TWICE_SHOWN)),
                            "muted"));
        }
        return box;
    }

    private static HBox warning(String whose, String what) {
        var icon = new FontIcon(Feather.ALERT_TRIANGLE);
        icon.getStyleClass().addAll("note-icon", "tone-warning");
        var told = new VBox(Questions.sentence(whose, "change-text"), Questions.sentence(what, "muted"));
        HBox.setHgrow(told, Priority.ALWAYS);
        var line = new HBox(icon, told);
        line.getStyleClass().add("note-line");
        return line;
    }

    private VBox variance(List<BillingRunList.Variance> variances) {
        var box = section(context.texts().get("runs.variance.title"));
        box.setId("run-variance");
        if (variances.isEmpty()) {
            box.getChildren().add(Questions.sentence(context.texts().get("runs.variance.none"), "muted"));
            return box;
        }
        var grid = new GridPane();
        grid.getStyleClass().add("facts");
        grid.addRow(
                0,
                Questions.sentence("", "overline"),
                right(context.texts().get("runs.variance.before"), "overline"),
                right(context.texts().get("runs.variance.now"), "overline"),
                right(context.texts().get("runs.variance.difference"), "overline"));
        for (BillingRunList.Variance each : variances) {
            var name = Questions.sentence(each.name(), "fact-label");
            GridPane.setHgrow(name, Priority.ALWAYS);
            grid.addRow(
                    grid.getRowCount(),
                    name,
                    right(words.money(each.before(), each.currency()), "quota-amount"),
                    right(words.money(each.now(), each.currency()), "quota-amount"),
                    right(words.difference(each.difference(), each.currency()), "quota-limit"));
        }
        box.getChildren().add(grid);
        return box;
    }

    private static Label right(String text, String style) {
        var label = new Label(text);
        label.getStyleClass().add(style);
        label.setMinWidth(Region.USE_PREF_SIZE);
        GridPane.setHalignment(label, HPos.RIGHT);
        return label;
    }

    private VBox locks(List<PeriodLocks.Lock> locks) {
        var box = section(context.texts().get("runs.locks.title"));
        box.setId("run-locks");
        if (locks.isEmpty()) {
            box.getChildren().add(Questions.sentence(context.texts().get("runs.locks.none"), "muted"));
        }
        for (PeriodLocks.Lock lock : locks) {
            box.getChildren().add(lock(lock));
        }
        return box;
    }

    private HBox lock(PeriodLocks.Lock lock) {
        var reopened = lock.reopened();
        var icon = new FontIcon(reopened == null ? Feather.LOCK : Feather.UNLOCK);
        icon.getStyleClass().add("note-icon");
        var told = new VBox(
                Questions.sentence(words.label(lock.period().label()), "change-text"),
                Questions.sentence(
                        context.texts()
                                .get(
                                        "runs.locks.closed",
                                        lock.closedBy(),
                                        context.formats().instant(lock.closedAt()),
                                        dash(lock.reason())),
                        "note-time"));
        HBox.setHgrow(told, Priority.ALWAYS);
        var line = new HBox(icon, told);
        line.getStyleClass().add("note-line");
        if (reopened != null) {
            told.getChildren()
                    .add(Questions.sentence(
                            context.texts()
                                    .get(
                                            "runs.locks.reopened",
                                            reopened.by(),
                                            context.formats().instant(reopened.at()),
                                            reopened.reason()),
                            "note-time"));
        } else if (model.mayReopen()) {
            var reopen = new Button(context.texts().get("runs.reopen"));
            reopen.setId("reopen-" + lock.id());
            reopen.getStyleClass().addAll("flat", "small");
            reopen.setMinWidth(Region.USE_PREF_SIZE);
            reopen.setOnAction(_ -> LockQuestion.reopen(
                    context, getScene().getWindow(), lock.period(), reason -> model.reopen(lock.period(), reason)));
            line.getChildren().add(reopen);
        }
        return line;
    }

    private static String dash(@Nullable String text) {
        return text == null || text.isEmpty() ? "–" : text;
    }
}
