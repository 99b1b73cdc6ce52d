package org.countinghouse.desktop.moves;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.countinghouse.billing.PlanMigration;
import org.countinghouse.billing.WantedChange.When;
import org.countinghouse.desktop.common.DateField;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.jspecify.annotations.Nullable;

/** Which subscriptions, to which version, from when, and why. */
final class MoveForm extends VBox {
    private final Texts texts;
    private final MoveChoices choices;
    private final ComboBox<MoveChoices.Source> from = new ComboBox<>();
    private final ComboBox<MoveChoices.Target> to = new ComboBox<>();
    private final ComboBox<When> when = new ComboBox<>();
    private final DateField day;
    private final VBox dayField;
    private final TextField reason = new TextField();

    MoveForm(ScreenContext context, MoveChoices choices) {
        this.texts = context.texts();
        this.choices = choices;
        getStyleClass().add("move-form");
        from.setId("move-from");
        from.setMaxWidth(Double.MAX_VALUE);
        to.setId("move-to");
        to.setMaxWidth(Double.MAX_VALUE);
        to.getItems().setAll(choices.targets());
        prepareWhen();
        day = new DateField(context);
        day.setId("move-day");
        day.setMaxWidth(Double.MAX_VALUE);
        day.setValue(
                LocalDate.ofInstant(context.clock().instant(), context.formats().zone())
                        .plusMonths(1)
                        .withDayOfMonth(1));
        reason.setId("move-reason");
        reason.setPromptText(texts.get("plans.move.reason.prompt"));
        dayField = Questions.field(texts.get("plans.move.day"), day);
        getChildren()
                .addAll(
                        Questions.row(
                                Questions.field(texts.get("plans.move.from"), from),
                                Questions.field(texts.get("plans.move.to"), to)),
                        Questions.row(
                                Questions.field(texts.get("subscriptions.when"), when),
                                dayField,
                                Questions.field(texts.get("subscriptions.reason"), reason)));
    }

    private void prepareWhen() {
        when.setId("move-when");
        when.setMaxWidth(Double.MAX_VALUE);
        when.getItems().setAll(When.PERIOD_END, When.NOW, When.ON_DAY);
        when.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable When value) {
                return value == null
                        ? ""
                        : texts.get(
                                value == When.PERIOD_END
                                        ? "plans.move.when.period"
                                        : "subscriptions.when." + value.name());
            }

            @Override
            public When fromString(String text) {
                return When.PERIOD_END;
            }
        });
        when.setValue(When.PERIOD_END);
    }

    /**
     * Begins to be filled.
     *
     * @param chosen something that decides over money was chosen
     * @param said something else was said
     */
    void begin(Runnable chosen, Runnable said) {
        to.valueProperty().addListener((_, _, target) -> offer(target));
        from.valueProperty().addListener((_, _, _) -> chosen.run());
        when.valueProperty().addListener((_, _, _) -> {
            narrow();
            chosen.run();
        });
        day.valueProperty().addListener((_, _, _) -> chosen.run());
        reason.textProperty().addListener((_, _, _) -> said.run());
        to.valueProperty().addListener((_, _, _) -> chosen.run());
        narrow();
        to.getSelectionModel().selectFirst();
        chosen.run();
        from.requestFocus();
    }

    private void narrow() {
        dayField.setVisible(onDay());
        dayField.setManaged(onDay());
    }

    /** What was chosen stays chosen where it still can be. */
    private void offer(MoveChoices.@Nullable Target target) {
        List<MoveChoices.Source> sources = target == null ? List.of() : choices.sources(target);
        MoveChoices.Source before = from.getValue();
        from.getItems().setAll(sources);
        if (before != null && sources.contains(before)) {
            from.setValue(before);
        } else {
            from.getSelectionModel().selectFirst();
        }
    }

    private boolean onDay() {
        return when.getValue() == When.ON_DAY;
    }

    /** Whether there is anything that could move to what is chosen. */
    boolean possible() {
        return !from.getItems().isEmpty();
    }

    String reason() {
        return reason.getText().strip();
    }

    /** Words of the version they get. */
    String target() {
        MoveChoices.Target target = to.getValue();
        return target == null ? "" : target.words();
    }

    /**
     * Empty while something is missing.
     *
     * @param why left empty where only the money counts
     */
    Optional<PlanMigration.Wish> wish(String why) {
        MoveChoices.Source source = from.getValue();
        MoveChoices.Target target = to.getValue();
        if (source == null || target == null || (onDay() && day.getValue() == null)) {
            return Optional.empty();
        }
        return Optional.of(new PlanMigration.Wish(
                source.plan(),
                source.versions(),
                target.plan(),
                target.version(),
                when.getValue(),
                onDay() ? day.getValue() : null,
                why));
    }
}
