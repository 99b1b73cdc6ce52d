package org.countinghouse.desktop.moves;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.billing.BillingRunReport.Failed;
import org.countinghouse.billing.MigrationResult;
import org.countinghouse.billing.MigrationUndo;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.RunningTask;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.joda.money.BigMoney;
import org.joda.money.CurrencyUnit;

/** What a move would do to money, that it is being made, and what came of it. */
final class MovePreview extends VBox {
    private static final int SHOWN = 6;
    private static final int SHOWN_BESIDE_REFUSED = 4;
    private static final int REFUSED_SHOWN = 2;
    private static final double NAME = 190;
    private static final double PERIOD = 205;
    private static final double AMOUNT = 105;
    private static final double REASON = 500;

    private final Texts texts;
    private final Formats formats;

    private record Row(String customer, String period, String before, String after, String difference) {}

    MovePreview(ScreenContext context) {
        this.texts = context.texts();
        this.formats = context.formats();
        setId("move-preview");
        getStyleClass().add("change-money");
    }

    /** It grows and never shrinks, so that the window does not jump with each choice. */
    private void fill(List<? extends Node> nodes) {
        setMinHeight(Math.max(getMinHeight(), getHeight()));
        getChildren().setAll(nodes);
        Questions.fit(this);
    }

    void say(String text) {
        fill(List.of(Questions.sentence(text, "muted")));
    }

    void warn(String text) {
        fill(List.of(Questions.sentence(text, "warning-text")));
    }

    void working(String text, RunningTask task) {
        var bar = new ProgressBar();
        bar.setId("move-progress");
        bar.setAccessibleText(text);
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.progressProperty().bind(task.fraction());
        fill(List.of(Questions.sentence(text, "muted"), bar));
    }

    void show(MigrationResult result) {
        var nodes = new ArrayList<Node>();
        int movable = result.movable().size();
        boolean nobody =
                movable == 0 && result.failures().isEmpty() && result.waiting().isEmpty();
        nodes.add(Questions.sentence(
                nobody
                        ? texts.get("plans.move.empty")
                        : movable == 0
                                ? texts.get("plans.move.none")
                                : texts.get("plans.move.count", formats.count(movable)),
                nobody ? "muted" : "change-from"));
        if (!result.sums().isEmpty()) {
            nodes.add(sums(result));
        }
        if (movable > 0) {
            nodes.add(effects(result));
            nodes.add(Questions.sentence(texts.get("plans.move.note"), "note-time"));
        }
        nodes.addAll(refused("plans.move.refused", result));
        fill(nodes);
    }

    /** @param to words of the version they moved to */
    void showDone(MigrationResult result, String to) {
        var nodes = new ArrayList<Node>();
        nodes.add(Questions.sentence(texts.get("plans.move.done", formats.count(result.moved()), to), "change-from"));
        if (result.left() > 0) {
            nodes.add(Questions.sentence(texts.get("plans.move.left", formats.count(result.left())), "warning-text"));
        }
        nodes.addAll(refused("plans.move.skipped", result));
        if (result.moved() > 0) {
            nodes.add(Questions.sentence(texts.get("plans.move.undo"), "note-time"));
        }
        fill(nodes);
    }

    private GridPane sums(MigrationResult result) {
        var grid = new GridPane();
        grid.setId("move-sums");
        grid.getStyleClass().add("change-effect");
        result.sums().forEach((currency, sum) -> {
            var label = Questions.sentence(texts.get("plans.move.sum", currency), "fact-label");
            label.setMaxWidth(Double.MAX_VALUE);
            GridPane.setHgrow(label, Priority.ALWAYS);
            grid.addRow(
                    grid.getRowCount(),
                    label,
                    value(money(sum.before(), currency), "quota-amount"),
                    value(money(sum.after(), currency), "quota-amount"),
                    value(difference(sum.difference(), currency), "quota-limit"));
        });
        return grid;
    }

    private static Label value(String amount, String style) {
        var value = new Label(amount);
        value.getStyleClass().add(style);
        value.setMinWidth(Region.USE_PREF_SIZE);
        GridPane.setHalignment(value, HPos.RIGHT);
        return value;
    }

    private MoveTable<?> effects(MigrationResult result) {
        List<Row> rows = Stream.concat(
                        result.effects().stream().map(this::row),
                        result.unrated().stream()
                                .map(member -> new Row(member.name(), texts.get("plans.move.unrated"), "–", "–", "–")))
                .toList();
        return new MoveTable<Row>("move-effects", texts.get("plans.move.effects"))
                .text(texts.get("subscriptions.customer"), NAME, Row::customer)
                .text(texts.get("plans.move.period"), PERIOD, Row::period)
                .amount(texts.get("plans.move.before"), AMOUNT, Row::before)
                .amount(texts.get("plans.move.after"), AMOUNT, Row::after)
                .amount(texts.get("plans.move.difference"), AMOUNT, Row::difference)
                .show(rows, result.failures().isEmpty() && result.waiting().isEmpty() ? SHOWN : SHOWN_BESIDE_REFUSED);
    }

    private Row row(MigrationResult.Effect effect) {
        return new Row(
                effect.name(),
                formats.date(effect.period().from()) + " – "
                        + formats.date(effect.period().to().minusDays(1)),
                money(effect.before(), effect.currency()),
                money(effect.after(), effect.currency()),
                difference(effect.difference(), effect.currency()));
    }

    /**
     * Which moves can be undone, or were.
     *
     * @param made by whom they were made, and why
     */
    void show(MigrationUndo.Result result, boolean done, String made) {
        var nodes = new ArrayList<Node>();
        int many = result.undone().size();
        nodes.add(Questions.sentence(undone(result, done), "change-from"));
        nodes.add(Questions.sentence(made, "muted"));
        if (result.before() > 0) {
            nodes.add(Questions.sentence(texts.get("plans.undo.before", formats.count(result.before())), "muted"));
        }
        if (result.left() > 0) {
            nodes.add(Questions.sentence(texts.get("plans.undo.left", formats.count(result.left())), "warning-text"));
        }
        if (many > 0 && !done) {
            nodes.add(new MoveTable<MigrationResult.Member>(
                            "undo-moves", texts.get("plans.undo.count", formats.count(many)))
                    .text(texts.get("subscriptions.customer"), NAME, MigrationResult.Member::name)
                    .text(texts.get("plans.undo.number"), REASON, member -> "#" + member.subscriptionId())
                    .show(result.undone(), result.staying().isEmpty() ? SHOWN : SHOWN_BESIDE_REFUSED));
        }
        nodes.addAll(refused("plans.undo.staying", result.staying(), this::stays));
        fill(nodes);
    }

    private String undone(MigrationUndo.Result result, boolean done) {
        int many = result.undone().size();
        if (many == 0) {
            return texts.get(result.staying().isEmpty() ? "plans.undo.none" : "plans.undo.cannot");
        }
        return texts.get(done ? "plans.undo.done" : "plans.undo.count", formats.count(many));
    }

    private List<Node> refused(String key, MigrationResult result) {
        return refused(
                key,
                Stream.concat(result.failures().stream(), result.waiting().stream())
                        .toList(),
                this::reason);
    }

    private List<Node> refused(String key, List<Failed> all, Function<Failed, String> reason) {
        if (all.isEmpty()) {
            return List.of();
        }
        var table = new MoveTable<Failed>("move-refused", texts.get(key, formats.count(all.size())))
                .text(texts.get("subscriptions.customer"), NAME, Failed::customer)
                .sentence(texts.get("plans.move.reason"), REASON, reason)
                .show(all, REFUSED_SHOWN);
        return List.of(Questions.sentence(texts.get(key, formats.count(all.size())), "warning-text"), table);
    }

    private String reason(Failed failed) {
        return texts.find("failure." + failed.code()).orElse(failed.reason());
    }

    /** Why a move cannot be undone. */
    private String stays(Failed failed) {
        return texts.find("plans.undo.stays." + failed.code()).orElseGet(() -> reason(failed));
    }

    private String money(BigDecimal amount, String currency) {
        var unit = CurrencyUnit.of(currency);
        return formats.money(BigMoney.of(unit, amount.setScale(unit.getDecimalPlaces(), RoundingMode.HALF_UP)));
    }

    /** With its sign, also above zero. */
    private String difference(BigDecimal amount, String currency) {
        return (amount.signum() > 0 ? "+" : "") + money(amount, currency);
    }
}
