package org.countinghouse.desktop.latefees;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.stage.Window;
import javafx.util.StringConverter;
import org.countinghouse.billing.LateFeeRules;
import org.countinghouse.billing.LateRuleEffects;
import org.countinghouse.billing.late.LateRules;
import org.countinghouse.billing.late.LateTerms;
import org.countinghouse.desktop.common.DateField;
import org.countinghouse.desktop.common.MoneyLook;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.money.Currencies;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Asks what is charged for late payment from a day on: of a seller, or of a customer as an exception. */
final class LateRuleDialog {
    private static final double WIDTH = 600;

    private final ScreenContext context;
    private final Texts texts;
    private final LateFeeModel model;
    private final @Nullable String seller;
    private final @Nullable String customer;
    private final ComboBox<LateRules.Kind> kind = new ComboBox<>();
    private final TextField currency;
    private final DateField from;
    private final TextField grace;
    private final TextField every;
    private final TextField fee;
    private final TextField percent;
    private final TextField rate;
    private final ComboBox<Integer> year = new ComboBox<>();
    private final TextField minimum;
    private final TextField cap;
    private final TextField category;
    private final TextField reason;
    private final Label effect = Questions.sentence("", "muted");
    private final MoneyLook<LateRuleEffects.Effect> look;

    /** @param now what holds; its figures are proposed */
    private LateRuleDialog(
            ScreenContext context,
            Window owner,
            LateFeeModel model,
            String name,
            @Nullable String seller,
            @Nullable String customer,
            String currencyNow,
            @Nullable LateTerms now) {
        this.context = context;
        from = new DateField(context);
        this.texts = context.texts();
        this.model = model;
        this.seller = seller;
        this.customer = customer;
        kind.getItems()
                .setAll(
                        customer == null
                                ? List.of(LateRules.Kind.TERMS, LateRules.Kind.NONE)
                                : List.of(LateRules.Kind.TERMS, LateRules.Kind.NONE, LateRules.Kind.GENERAL));
        kind.setConverter(new StringConverter<>() {
            @Override
            public String toString(LateRules.@Nullable Kind value) {
                return value == null
                        ? ""
                        : texts.get("latefees.kind." + value.name().toLowerCase(Locale.ROOT));
            }

            @Override
            public LateRules.Kind fromString(String text) {
                return LateRules.Kind.TERMS;
            }
        });
        kind.setValue(customer == null ? LateRules.Kind.TERMS : LateRules.Kind.NONE);
        kind.setId("late-kind");
        kind.setMaxWidth(Double.MAX_VALUE);
        currency = text("late-currency", currencyNow);
        from.setId("late-from");
        from.setValue(model.today());
        from.setMaxWidth(Double.MAX_VALUE);
        grace = text("late-grace", now == null ? "0" : Integer.toString(now.graceDays()));
        every = text("late-every", now == null ? "30" : Integer.toString(now.everyDays()));
        fee = text("late-fee", figure(now == null ? null : now.fee()));
        percent = text("late-percent", figure(now == null ? null : now.percent()));
        rate = text("late-rate", figure(now == null ? null : now.rate()));
        year.getItems().setAll(365, 360);
        year.setValue(now == null ? 365 : now.yearDays());
        year.setId("late-year");
        minimum = text("late-minimum", figure(now == null ? null : now.minimum()));
        cap = text("late-cap", now == null || now.cap() == null ? "" : figure(now.cap()));
        cap.setPromptText(texts.get("latefees.cap.none"));
        category = text("late-category", now == null || now.taxCategory() == null ? "" : now.taxCategory());
        category.setPromptText(texts.get("latefees.category.none"));
        reason = text("late-reason", "");
        effect.setId("late-effect");
        look = new MoneyLook<>(context, found -> LateRuleWords.nodes(context, found));
        Button confirm = Questions.ask(
                WIDTH,
                owner,
                texts,
                texts.get(customer == null ? "latefees.rule.title" : "latefees.exception.title", name),
                texts.get("latefees.save"),
                "confirm-late-rule",
                this::save,
                Questions.row(
                        Questions.field(texts.get("latefees.kind"), kind),
                        Questions.field(texts.get("latefees.currency"), currency),
                        Questions.field(texts.get("latefees.from"), from)),
                Questions.row(
                        Questions.field(texts.get("latefees.fee"), fee),
                        Questions.field(texts.get("latefees.percent"), percent),
                        Questions.field(texts.get("latefees.grace"), grace)),
                Questions.row(
                        Questions.field(texts.get("latefees.rate"), rate),
                        Questions.field(texts.get("latefees.year"), year),
                        Questions.field(texts.get("latefees.every"), every)),
                Questions.row(
                        Questions.field(texts.get("latefees.minimum"), minimum),
                        Questions.field(texts.get("latefees.cap"), cap),
                        Questions.field(texts.get("latefees.category"), category)),
                Questions.field(texts.get("latefees.reason"), reason),
                effect,
                look);
        confirm.disableProperty().bind(look.ready().not());
        for (TextField field : figures()) {
            field.textProperty().addListener((_, _, _) -> look());
        }
        currency.textProperty().addListener((_, _, _) -> look());
        reason.textProperty().addListener((_, _, _) -> look());
        from.valueProperty().addListener((_, _, _) -> look());
        kind.valueProperty().addListener((_, _, _) -> look());
        year.valueProperty().addListener((_, _, _) -> look());
        look();
    }

    static void ask(
            ScreenContext context,
            Window owner,
            LateFeeModel model,
            String name,
            @Nullable String seller,
            @Nullable String customer,
            String currency,
            @Nullable LateTerms now) {
        new LateRuleDialog(context, owner, model, name, seller, customer, currency, now);
    }

    private List<TextField> figures() {
        return List.of(grace, every, fee, percent, rate, minimum, cap, category);
    }

    private String figure(@Nullable BigDecimal value) {
        return context.formats().number(value == null ? BigDecimal.ZERO : value);
    }

    private static TextField text(String id, String text) {
        var field = new TextField(text);
        field.setId(id);
        field.setPrefColumnCount(9);
        return field;
    }

    private String code() {
        return currency.getText().strip().toUpperCase(Locale.ROOT);
    }

    private Optional<BigDecimal> number(TextField field) {
        return context.formats().read(field.getText());
    }

    private int days(TextField field) {
        return number(field)
                .filter(days ->
                        days.stripTrailingZeros().scale() <= 0 && days.abs().compareTo(BigDecimal.valueOf(100_000)) < 0)
                .map(BigDecimal::intValue)
                .orElse(-1);
    }

    /** Null: something that is typed is no figure. */
    private @Nullable LateTerms terms() {
        boolean readable = List.of(fee, percent, rate, minimum).stream()
                        .allMatch(field -> number(field).isPresent())
                && (cap.getText().isBlank() || number(cap).isPresent());
        String tax = category.getText().strip();
        return readable
                ? new LateTerms(
                        days(grace),
                        days(every),
                        number(fee).orElseThrow(),
                        number(percent).orElseThrow(),
                        number(rate).orElseThrow(),
                        year.getValue(),
                        number(minimum).orElseThrow(),
                        cap.getText().isBlank() ? null : number(cap).orElseThrow(),
                        tax.isEmpty() ? null : tax)
                : null;
    }

    private void look() {
        boolean charging = kind.getValue() == LateRules.Kind.TERMS;
        figures().forEach(field -> field.setDisable(!charging));
        year.setDisable(!charging);
        String wrong = wrong(charging);
        LocalDate day = from.getValue();
        if (wrong.isEmpty() && day != null) {
            look.look(model.effect(subject(), day, kind.getValue(), charging ? terms() : null, reason.getText()));
        } else {
            look.waitFor("effect.waiting");
        }
        effect.setText(wrong.isEmpty() ? texts.get("latefees.effect") : wrong);
    }

    private String wrong(boolean charging) {
        var known = Currencies.find(code());
        if (known.isEmpty() || from.getValue() == null) {
            return texts.get("latefees.wrong.currency");
        }
        if (customer != null
                && kind.getValue() == LateRules.Kind.NONE
                && reason.getText().isBlank()) {
            return texts.get("latefees.wrong.reason");
        }
        if (!charging) {
            return "";
        }
        LateTerms terms = terms();
        if (terms == null) {
            return texts.get("latefees.wrong.figure");
        }
        try {
            terms.check(known.get().getDecimalPlaces());
            return "";
        } catch (Failure failure) {
            return texts.get("latefees.wrong.terms");
        }
    }

    private LateFeeRules.Subject subject() {
        return new LateFeeRules.Subject(seller, customer, code());
    }

    private void save() {
        LocalDate day = from.getValue();
        boolean charging = kind.getValue() == LateRules.Kind.TERMS;
        model.set(subject(), day, kind.getValue(), charging ? terms() : null, reason.getText());
    }
}
