package org.countinghouse.desktop.currencies;

import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.countinghouse.billing.currency.ExchangeRate;
import org.countinghouse.desktop.common.DateField;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.money.Currencies;
import org.countinghouse.work.Failure;

/** Tells what an amount is worth in another currency on a day, and by which rate. */
final class Converter extends VBox {
    private final ScreenContext context;
    private final CurrenciesModel model;
    private final RateWords words;
    private final TextField amount = new TextField("100");
    private final TextField base = new TextField("EUR");
    private final TextField quote = new TextField("USD");
    private final DateField day;
    private final Label worth = Questions.sentence("", "quota-used");
    private final Label rate = Questions.sentence("", "note-time");
    private boolean typed;
    private boolean suggesting;

    Converter(ScreenContext context, CurrenciesModel model, RateWords words) {
        this.context = context;
        day = new DateField(context);
        this.model = model;
        this.words = words;
        getStyleClass().add("quota-section");
        amount.setId("convert-amount");
        base.setId("convert-base");
        quote.setId("convert-quote");
        day.setId("convert-day");
        worth.setId("convert-worth");
        rate.setId("convert-rate");
        amount.setPrefColumnCount(7);
        base.setPrefColumnCount(3);
        quote.setPrefColumnCount(3);
        day.setPrefWidth(140);
        day.setValue(model.today());
        var fields = new FlowPane(
                Questions.field(context.texts().get("currencies.amount"), amount),
                Questions.field(context.texts().get("currencies.base"), base),
                Questions.field(context.texts().get("currencies.quote"), quote),
                Questions.field(context.texts().get("currencies.day"), day));
        fields.getStyleClass().add("quota-buttons");
        getChildren().addAll(fields, worth, rate);
        amount.textProperty().addListener((_, _, _) -> convert());
        base.textProperty().addListener((_, _, _) -> said());
        quote.textProperty().addListener((_, _, _) -> said());
        day.valueProperty().addListener((_, _, _) -> convert());
        convert();
    }

    /** The pair that is looked at, until a person says another one. */
    void suggest(ExchangeRate looked) {
        if (!typed) {
            suggesting = true;
            base.setText(looked.base());
            quote.setText(looked.quote());
            suggesting = false;
        }
        convert();
    }

    private void said() {
        if (!suggesting) {
            typed = true;
            convert();
        }
    }

    private void convert() {
        var number = context.formats().read(amount.getText());
        String from = base.getText().strip().toUpperCase(Locale.ROOT);
        String to = quote.getText().strip().toUpperCase(Locale.ROOT);
        boolean known = Currencies.find(from).isPresent() && Currencies.find(to).isPresent();
        if (number.isEmpty() || !known || day.getValue() == null) {
            worth.setText("–");
            rate.setText(context.texts().get("currencies.convert.missing"));
            return;
        }
        model.convert(
                from,
                to,
                day.getValue(),
                found -> {
                    worth.setText(words.money(found.of(number.get()), to));
                    rate.setText(context.texts()
                            .get(
                                    "currencies.convert.by",
                                    words.sentence(found),
                                    words.source(found.source()),
                                    context.formats().date(found.day())));
                },
                this::refused);
    }

    private void refused(Failure problem) {
        worth.setText("–");
        rate.setText(problem.summary() + " " + problem.remedy());
    }
}
