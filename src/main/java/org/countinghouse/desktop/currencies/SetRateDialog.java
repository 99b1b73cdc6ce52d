package org.countinghouse.desktop.currencies;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.countinghouse.billing.currency.ExchangeRate;
import org.countinghouse.billing.currency.ExchangeRateRow;
import org.countinghouse.desktop.common.DateField;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.money.Currencies;
import org.jspecify.annotations.Nullable;

/** Asks for a rate of a day, and shows how far it is from the one that would be taken without it. */
final class SetRateDialog {
    private static final double WIDTH = 560;
    /** Further away than this it is more likely a slip of the key. */
    private static final BigDecimal SUSPICIOUS = new BigDecimal("0.1");

    private final ScreenContext context;
    private final Texts texts;
    private final CurrenciesModel model;
    private final RateWords words;
    private final TextField base = new TextField();
    private final TextField quote = new TextField();
    private final TextField rate = new TextField();
    private final TextField note = new TextField();
    private final DateField day;
    private final VBox effect = new VBox();
    private final Button confirm;

    private SetRateDialog(ScreenContext context, Window owner, CurrenciesModel model, @Nullable ExchangeRateRow like) {
        this.context = context;
        day = new DateField(context);
        this.texts = context.texts();
        this.model = model;
        this.words = new RateWords(texts, context.formats());
        base.setId("set-base");
        base.setText(like == null ? "EUR" : like.rate().base());
        base.setPrefColumnCount(4);
        quote.setId("set-quote");
        quote.setText(like == null ? "" : like.rate().quote());
        quote.setPrefColumnCount(4);
        rate.setId("set-rate");
        note.setId("set-note");
        note.setPromptText(texts.get("currencies.note.prompt"));
        day.setId("set-day");
        day.setValue(model.today());
        effect.getStyleClass().add("billing-summary");
        effect.setId("set-effect");
        confirm = Questions.ask(
                WIDTH,
                owner,
                texts,
                texts.get("currencies.set.title"),
                texts.get("currencies.set.go"),
                "confirm-rate",
                this::set,
                Questions.row(
                        Questions.field(texts.get("currencies.base"), base),
                        Questions.field(texts.get("currencies.quote"), quote),
                        Questions.field(texts.get("currencies.rate"), rate),
                        Questions.field(texts.get("currencies.day"), day)),
                Questions.field(texts.get("currencies.note"), note),
                effect);
        base.textProperty().addListener((_, _, _) -> look());
        quote.textProperty().addListener((_, _, _) -> look());
        rate.textProperty().addListener((_, _, _) -> look());
        day.valueProperty().addListener((_, _, _) -> look());
        look();
        (like == null ? quote : rate).requestFocus();
    }

    static void ask(ScreenContext context, Window owner, CurrenciesModel model, @Nullable ExchangeRateRow like) {
        new SetRateDialog(context, owner, model, like);
    }

    private static String code(TextField field) {
        return field.getText().strip().toUpperCase(Locale.ROOT);
    }

    private Optional<BigDecimal> wanted() {
        return context.formats().read(rate.getText()).filter(number -> number.signum() > 0);
    }

    private void look() {
        boolean pair = Currencies.find(code(base)).isPresent()
                && Currencies.find(code(quote)).isPresent()
                && !code(base).equals(code(quote));
        LocalDate on = day.getValue();
        confirm.setDisable(!pair || on == null || wanted().isEmpty());
        if (!pair || on == null) {
            say(texts.get("currencies.set.missing"), "muted");
            return;
        }
        model.before(code(base), code(quote), on, this::show, _ -> say(texts.get("currencies.set.first"), "muted"));
    }

    private void say(String text, String style) {
        effect.getChildren().setAll(Questions.sentence(text, style));
    }

    private void show(ExchangeRate before) {
        say(
                texts.get(
                        "currencies.set.before",
                        words.sentence(before),
                        words.source(before.source()),
                        context.formats().date(before.day())),
                "muted");
        wanted().ifPresent(number -> {
            BigDecimal away = number.subtract(before.rate()).divide(before.rate(), MathContext.DECIMAL64);
            boolean far = away.abs().compareTo(SUSPICIOUS) > 0;
            effect.getChildren()
                    .add(Questions.sentence(
                            texts.get(
                                    far ? "currencies.set.far" : "currencies.set.away",
                                    (away.signum() > 0 ? "+" : "")
                                            + context.formats().percent(away)),
                            far ? "warning-text" : "change-text"));
        });
        Questions.fit(effect);
    }

    private void set() {
        LocalDate on = day.getValue();
        if (on != null) {
            wanted().ifPresent(number -> model.set(
                    code(base), code(quote), on, number, note.getText().strip()));
        }
    }
}
