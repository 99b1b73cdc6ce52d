package org.countinghouse.desktop.subscriptions;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Optional;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.billing.ProgressiveState;
import org.countinghouse.billing.SubscriptionRow;
import org.countinghouse.billing.ThresholdEntry;
import org.countinghouse.billing.ThresholdEntry.Kind;
import org.countinghouse.billing.UsageThresholds;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** What thresholds would do now: the usage so far, which of them it has passed, and what an invoice would come to. */
final class ThresholdsPreview extends VBox {
    private final ScreenContext context;
    private final Texts texts;
    private final ThresholdWords words;
    private final SubscriptionRow row;
    private @Nullable ThresholdStanding standing;
    private @Nullable Failure failure;

    ThresholdsPreview(ScreenContext context, ThresholdWords words, SubscriptionRow row) {
        this.context = context;
        this.texts = context.texts();
        this.words = words;
        this.row = row;
        setId("thresholds-preview");
        getStyleClass().add("change-money");
    }

    void seen(ThresholdStanding now) {
        standing = now;
        failure = now.failure();
    }

    void refuse(Failure problem) {
        failure = problem;
        warn(problem);
    }

    private void warn(Failure problem) {
        var said = FailureText.of(problem, texts);
        getChildren().setAll(Questions.sentence(said.summary() + " " + said.remedy(), "warning-text"));
        Questions.fit(this);
    }

    void say(String text) {
        getChildren().setAll(Questions.sentence(text, "warning-text"));
    }

    /** @param typed of {@link Kind#AMOUNTS}, else null */
    void show(Kind kind, @Nullable UsageThresholds typed, LocalDate from) {
        Failure problem = failure;
        ThresholdStanding now = standing;
        if (problem != null) {
            warn(problem);
        } else if (now == null || now.state() == null) {
            getChildren().setAll(Questions.sentence(texts.get("thresholds.preview.waiting"), "muted"));
        } else {
            show(now, now.state(), kind, typed, from);
        }
    }

    private void show(
            ThresholdStanding now, ProgressiveState state, Kind kind, @Nullable UsageThresholds typed, LocalDate from) {
        if (state.period() == null) {
            getChildren().setAll(Questions.sentence(texts.get("thresholds.preview.no-period"), "muted"));
            return;
        }
        LocalDate today = ThresholdStanding.day(state.at(), row);
        boolean holds = now.wouldHold(from, today);
        Optional<UsageThresholds> wanted =
                kind == Kind.GENERAL ? now.general(today).map(ThresholdEntry::thresholds) : Optional.ofNullable(typed);
        Optional<BigDecimal> passed = wanted.filter(_ -> holds)
                .flatMap(each -> each.passed(state.reached(), state.usage()))
                .filter(_ -> state.due().signum() > 0);
        var nodes = new ArrayList<Node>();
        nodes.add(Questions.sentence(sentence(state, wanted, passed, holds, from, today), "change-from"));
        nodes.add(figures(state));
        nodes.add(Questions.sentence(
                texts.get(passed.isPresent() ? "thresholds.preview.soon" : "thresholds.preview.later"), "note-time"));
        getChildren().setAll(nodes);
    }

    private String sentence(
            ProgressiveState state,
            Optional<UsageThresholds> wanted,
            Optional<BigDecimal> passed,
            boolean holds,
            LocalDate from,
            LocalDate today) {
        if (!holds) {
            return from.isAfter(today)
                    ? texts.get("thresholds.preview.from", context.formats().date(from))
                    : texts.get("thresholds.preview.replaced");
        }
        if (wanted.isEmpty()) {
            return texts.get("thresholds.preview.none");
        }
        if (passed.isPresent()) {
            return texts.get("thresholds.preview.passed", words.money(passed.get(), state.currency()));
        }
        return wanted.get()
                .next(state.usage().max(state.reached()))
                .map(next -> texts.get("thresholds.preview.next", words.money(next, state.currency())))
                .orElseGet(() -> texts.get("thresholds.preview.all"));
    }

    private GridPane figures(ProgressiveState state) {
        String billed = state.invoiceCurrency();
        var grid = new GridPane();
        grid.getStyleClass().add("change-effect");
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
