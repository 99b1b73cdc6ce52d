package org.countinghouse.desktop.thresholds;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.billing.BillingRunReport;
import org.countinghouse.billing.ProgressiveReport;
import org.countinghouse.billing.ProgressiveState;
import org.countinghouse.billing.ThresholdEntry;
import org.countinghouse.billing.ThresholdWish;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** What an entry, or taking it back, would do now: to one subscription's period, or to all that have the plan's. */
final class ThresholdsPreview extends VBox {
    private final ScreenContext context;
    private final Texts texts;
    private final ThresholdsModel model;
    private final ThresholdOwner owner;
    private final ThresholdWords words;

    ThresholdsPreview(ScreenContext context, ThresholdsModel model, ThresholdOwner owner) {
        this.context = context;
        this.texts = context.texts();
        this.model = model;
        this.owner = owner;
        this.words = new ThresholdWords(texts, context.formats());
        setId("thresholds-preview");
        getStyleClass().add("change-money");
        fill(List.of(Questions.sentence(texts.get("thresholds.preview.waiting"), "muted")));
    }

    /** Instead of a preview: what is typed is no entry yet. */
    void say(String text) {
        model.lookAway();
        fill(List.of(Questions.sentence(text, "warning-text")));
    }

    void show(ThresholdWish wish) {
        model.look(wish, outlook -> show(wish, outlook), this::warn);
    }

    private void warn(Failure problem) {
        var said = FailureText.of(problem, texts);
        fill(List.of(Questions.sentence(said.summary() + " " + said.remedy(), "warning-text")));
    }

    private void show(ThresholdWish wish, ThresholdOutlook outlook) {
        String notNow = notNow(wish);
        fill(
                switch (outlook) {
                    case ThresholdOutlook.OfSubscription(ProgressiveState state) -> subscription(state, notNow);
                    case ThresholdOutlook.OfPlan(ProgressiveReport report) -> plan(report, notNow);
                });
    }

    private void fill(List<? extends Node> nodes) {
        getChildren().setAll(nodes);
        Questions.fit(this);
    }

    /** Null when what is asked for decides what holds today. */
    private @Nullable String notNow(ThresholdWish wish) {
        if (wish.decides(owner.today(), owner.entries())) {
            return null;
        }
        return wish.from().isAfter(owner.today())
                ? texts.get("thresholds.preview.from", context.formats().date(wish.from()))
                : texts.get("thresholds.preview.replaced");
    }

    private List<Node> subscription(ProgressiveState state, @Nullable String notNow) {
        if (state.period() == null) {
            return List.of(Questions.sentence(texts.get("thresholds.preview.no-period"), "muted"));
        }
        boolean soon = notNow == null && state.passed() != null;
        return List.of(
                Questions.sentence(notNow == null ? sentence(state) : notNow, "change-from"),
                figures(state),
                Questions.sentence(
                        texts.get(soon ? "thresholds.preview.soon" : "thresholds.preview.later"), "note-time"));
    }

    private String sentence(ProgressiveState state) {
        ThresholdEntry entry = state.entry();
        if (entry == null || entry.thresholds() == null) {
            return texts.get("thresholds.preview.none");
        }
        if (state.passed() != null) {
            return texts.get("thresholds.preview.passed", words.money(state.passed(), state.currency()));
        }
        return state.next() == null
                ? texts.get("thresholds.preview.all")
                : texts.get("thresholds.preview.next", words.money(state.next(), state.currency()));
    }

    private GridPane figures(ProgressiveState state) {
        String billed = state.invoiceCurrency();
        var grid = grid();
        row(grid, "thresholds.preview.usage", state.usage(), state.currency(), "fact-label", "quota-amount");
        if (state.before().signum() != 0) {
            row(grid, "thresholds.preview.before", state.before(), billed, "fact-label", "quota-amount");
        }
        grid.add(Questions.sentence(texts.get("thresholds.preview.invoice"), "overline"), 0, grid.getRowCount(), 2, 1);
        row(grid, "invoices.sum.net", state.net(), billed, "fact-label", "quota-amount");
        row(grid, "subscriptions.first.tax", state.tax(), billed, "fact-label", "quota-amount");
        row(grid, "invoices.sum.total", state.total(), billed, "quota-limit-name", "quota-limit");
        if (state.due().compareTo(state.total()) != 0) {
            row(grid, "invoices.sum.due", state.due(), billed, "fact-label", "quota-amount");
        }
        return grid;
    }

    private List<Node> plan(ProgressiveReport report, @Nullable String notNow) {
        if (notNow != null) {
            return List.of(Questions.sentence(notNow, "change-from"));
        }
        var nodes = new ArrayList<Node>();
        nodes.add(Questions.sentence(
                report.looked() == 0
                        ? texts.get("thresholds.preview.plan.none")
                        : texts.get(
                                "thresholds.preview.plan",
                                context.formats().count(report.bills().size()),
                                context.formats().count(report.looked())),
                "change-from"));
        if (!report.bills().isEmpty()) {
            var grid = grid();
            report.nets()
                    .forEach((currency, sum) ->
                            row(grid, "invoices.sum.net", sum, currency, "fact-label", "quota-amount"));
            report.totals()
                    .forEach((currency, sum) -> row(
                            grid, "thresholds.preview.plan.total", sum, currency, "quota-limit-name", "quota-limit"));
            nodes.add(grid);
            nodes.add(Questions.sentence(texts.get("thresholds.preview.plan.soon"), "note-time"));
        }
        if (!report.failures().isEmpty()) {
            BillingRunReport.Failed first = report.failures().getFirst();
            nodes.add(Questions.sentence(
                    texts.get(
                            "thresholds.preview.plan.failed",
                            context.formats().count(report.failures().size()),
                            first.customer(),
                            first.reason()),
                    "warning-text"));
        }
        return nodes;
    }

    private static GridPane grid() {
        var grid = new GridPane();
        grid.getStyleClass().add("change-effect");
        return grid;
    }

    private void row(
            GridPane grid, String key, BigDecimal amount, String currency, String nameStyle, String amountStyle) {
        var label = Questions.sentence(texts.get(key), nameStyle);
        var value = new Label(words.money(amount, currency));
        value.getStyleClass().add(amountStyle);
        value.setMinWidth(Region.USE_PREF_SIZE);
        GridPane.setHgrow(label, Priority.ALWAYS);
        GridPane.setHalignment(value, HPos.RIGHT);
        label.setMaxWidth(Double.MAX_VALUE);
        grid.addRow(grid.getRowCount(), label, value);
    }
}
