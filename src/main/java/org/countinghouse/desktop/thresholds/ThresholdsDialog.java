package org.countinghouse.desktop.thresholds;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.stage.Window;
import javafx.util.StringConverter;
import org.countinghouse.billing.ThresholdEntry.Kind;
import org.countinghouse.billing.ThresholdWish;
import org.countinghouse.billing.UsageThresholds;
import org.countinghouse.desktop.common.DateField;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.work.Failure;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** Asks for the thresholds of a plan or a subscription from a day on, and shows what they would do now. */
final class ThresholdsDialog {
    private static final double WIDTH = 560;

    private final ScreenContext context;
    private final Texts texts;
    private final ThresholdsModel model;
    private final ThresholdOwner owner;
    private final ThresholdsPreview preview;
    private final ComboBox<Kind> kind = new ComboBox<>();
    private final DateField from;
    private final TextField amounts = new TextField();
    private final TextField every = new TextField();
    private final TextField reason = new TextField();
    private @Nullable Button confirm;

    /** @param now what holds; its amounts are proposed */
    ThresholdsDialog(
            ScreenContext context, ThresholdsModel model, ThresholdOwner owner, @Nullable UsageThresholds now) {
        this.context = context;
        from = new DateField(context);
        this.texts = context.texts();
        this.model = model;
        this.owner = owner;
        preview = new ThresholdsPreview(context, model, owner);
        kind.getItems().setAll(owner.isPlan() ? List.of(Kind.AMOUNTS, Kind.NONE) : List.of(Kind.values()));
        kind.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable Kind value) {
                return value == null ? "" : texts.get(key(value));
            }

            @Override
            public Kind fromString(String text) {
                return Kind.AMOUNTS;
            }
        });
        kind.setId("thresholds-kind");
        kind.setMaxWidth(Double.MAX_VALUE);
        kind.setValue(Kind.AMOUNTS);
        from.setId("thresholds-from");
        from.setMaxWidth(Double.MAX_VALUE);
        from.setValue(owner.today());
        amounts.setId("thresholds-amounts");
        amounts.setPromptText(texts.get("thresholds.amounts.prompt"));
        every.setId("thresholds-every");
        every.setPromptText(texts.get("thresholds.every.prompt"));
        reason.setId("thresholds-reason");
        reason.setPromptText(texts.get("subscriptions.reason.prompt"));
        if (now != null) {
            propose(now);
        }
    }

    private String key(Kind value) {
        String key = "thresholds.kind." + value.name().toLowerCase(Locale.ROOT);
        return owner.isPlan() && value == Kind.AMOUNTS ? key + ".plan" : key;
    }

    private void propose(UsageThresholds now) {
        amounts.setText(String.join(
                "; ", now.amounts().stream().map(context.formats()::number).toList()));
        every.setText(now.every() == null ? "" : context.formats().number(now.every()));
    }

    void ask(Window window) {
        Button button = Questions.ask(
                WIDTH,
                window,
                texts,
                texts.get(owner.isPlan() ? "thresholds.title.plan" : "thresholds.title", owner.name()),
                texts.get("thresholds.save"),
                "confirm-thresholds",
                this::save,
                Questions.row(
                        Questions.field(texts.get("thresholds.kind"), kind),
                        Questions.field(texts.get("thresholds.from"), from)),
                Questions.row(
                        Questions.field(texts.get("thresholds.amounts", owner.currency()), amounts),
                        Questions.field(texts.get("thresholds.every", owner.currency()), every)),
                Questions.field(texts.get("subscriptions.reason"), reason),
                preview);
        confirm = button;
        kind.valueProperty().addListener((_, _, _) -> look());
        from.valueProperty().addListener((_, _, _) -> look());
        amounts.textProperty().addListener((_, _, _) -> look());
        every.textProperty().addListener((_, _, _) -> look());
        look();
        amounts.requestFocus();
    }

    /** Empty when something that is typed is no amount. */
    private Optional<UsageThresholds> thresholds() {
        var typed = new ArrayList<BigDecimal>();
        for (String part : amounts.getText().split(";", -1)) {
            if (!part.isBlank()) {
                Optional<BigDecimal> amount = context.formats().read(part);
                if (amount.isEmpty()) {
                    return Optional.empty();
                }
                typed.add(amount.get());
            }
        }
        Optional<BigDecimal> further = context.formats().read(every.getText());
        return further.isEmpty() && !every.getText().isBlank()
                ? Optional.empty()
                : Optional.of(new UsageThresholds(List.copyOf(typed), further.orElse(null)));
    }

    private void look() {
        Button button = confirm;
        if (button == null) {
            return;
        }
        boolean ruled = kind.getValue() == Kind.AMOUNTS;
        amounts.setDisable(!ruled);
        every.setDisable(!ruled);
        String wrong = wrong(ruled);
        button.setDisable(!wrong.isEmpty());
        if (wrong.isEmpty()) {
            preview.show(wish());
        } else {
            preview.say(wrong);
        }
    }

    private ThresholdWish wish() {
        Kind wanted = kind.getValue();
        return ThresholdWish.of(
                owner.subject(),
                from.getValue(),
                wanted,
                wanted == Kind.AMOUNTS ? thresholds().orElse(null) : null);
    }

    private String wrong(boolean ruled) {
        if (from.getValue() == null) {
            return texts.get("thresholds.wrong.day");
        }
        if (!ruled) {
            return "";
        }
        Optional<UsageThresholds> typed = thresholds();
        if (typed.isEmpty()) {
            return texts.get("thresholds.wrong.figure");
        }
        if (typed.get().amounts().isEmpty() && typed.get().every() == null) {
            return texts.get("thresholds.wrong.nothing");
        }
        try {
            typed.get().check(CurrencyUnit.of(owner.currency()).getDecimalPlaces());
            return "";
        } catch (Failure failure) {
            return texts.get("thresholds.wrong.amounts");
        }
    }

    private void save() {
        model.set(owner, wish(), reason.getText().strip());
    }
}
