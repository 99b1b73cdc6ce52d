package org.countinghouse.desktop.subscriptions;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.DatePicker;
import javafx.scene.control.TextField;
import javafx.stage.Window;
import javafx.util.StringConverter;
import org.countinghouse.billing.SubscriptionRow;
import org.countinghouse.billing.ThresholdEntry;
import org.countinghouse.billing.ThresholdEntry.Kind;
import org.countinghouse.billing.UsageThresholds;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.work.Failure;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** Asks for the thresholds of a subscription from a day on, and shows what an invoice of now would come to. */
final class ThresholdsDialog {
    private static final double WIDTH = 560;

    private final ScreenContext context;
    private final Texts texts;
    private final ThresholdsModel model;
    private final SubscriptionRow row;
    private final ThresholdsPreview preview;
    private final ComboBox<Kind> kind = new ComboBox<>();
    private final DatePicker from = new DatePicker();
    private final TextField amounts = new TextField();
    private final TextField every = new TextField();
    private final TextField reason = new TextField();
    private String currency;
    private @Nullable Button confirm;

    /** @param standing what was seen of it; it is read again for the preview */
    ThresholdsDialog(
            ScreenContext context,
            ThresholdsModel model,
            ThresholdWords words,
            SubscriptionRow row,
            ThresholdStanding standing,
            LocalDate today) {
        this.context = context;
        this.texts = context.texts();
        this.model = model;
        this.row = row;
        this.currency =
                standing.state() == null ? row.currency() : standing.state().currency();
        preview = new ThresholdsPreview(context, words, row);
        kind.getItems().setAll(Kind.values());
        kind.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable Kind value) {
                return value == null
                        ? ""
                        : texts.get("thresholds.kind." + value.name().toLowerCase(Locale.ROOT));
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
        from.setValue(today);
        amounts.setId("thresholds-amounts");
        amounts.setPromptText(texts.get("thresholds.amounts.prompt"));
        every.setId("thresholds-every");
        every.setPromptText(texts.get("thresholds.every.prompt"));
        reason.setId("thresholds-reason");
        reason.setPromptText(texts.get("subscriptions.reason.prompt"));
        ThresholdEntry entry =
                standing.state() == null ? null : standing.state().entry();
        if (entry != null && entry.thresholds() != null) {
            propose(entry.thresholds());
        }
    }

    private void propose(UsageThresholds now) {
        amounts.setText(String.join(
                "; ", now.amounts().stream().map(context.formats()::number).toList()));
        every.setText(now.every() == null ? "" : context.formats().number(now.every()));
    }

    void ask(Window owner) {
        Button button = Questions.ask(
                WIDTH,
                owner,
                texts,
                texts.get("thresholds.title", row.customerName()),
                texts.get("thresholds.save"),
                "confirm-thresholds",
                this::save,
                Questions.row(
                        Questions.field(texts.get("thresholds.kind"), kind),
                        Questions.field(texts.get("thresholds.from"), from)),
                Questions.row(
                        Questions.field(texts.get("thresholds.amounts", currency), amounts),
                        Questions.field(texts.get("thresholds.every", currency), every)),
                Questions.field(texts.get("subscriptions.reason"), reason),
                preview);
        confirm = button;
        kind.valueProperty().addListener((_, _, _) -> look());
        from.valueProperty().addListener((_, _, _) -> look());
        amounts.textProperty().addListener((_, _, _) -> look());
        every.textProperty().addListener((_, _, _) -> look());
        look();
        model.look(
                row,
                seen -> {
                    preview.seen(seen);
                    look();
                },
                preview::refuse);
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
            preview.show(kind.getValue(), ruled ? thresholds().orElse(null) : null, from.getValue());
        } else {
            preview.say(wrong);
        }
        Questions.fit(preview);
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
            typed.get().check(CurrencyUnit.of(currency).getDecimalPlaces());
            return "";
        } catch (Failure failure) {
            return texts.get("thresholds.wrong.amounts");
        }
    }

    private void save() {
        boolean ruled = kind.getValue() == Kind.AMOUNTS;
        model.set(
                row,
                from.getValue(),
                kind.getValue(),
                ruled ? thresholds().orElse(null) : null,
                reason.getText().strip());
    }
}
