package org.countinghouse.desktop.plans;

import java.math.BigDecimal;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.insight.PriceCurve;
import org.jspecify.annotations.Nullable;

/** The curve of a charge with a field that answers what a quantity costs. */
final class CurveView extends VBox {
    private final ChargeViewModel charge;
    private final Amounts amounts;
    private final Texts texts;
    private final Formats formats;
    private final Label about = new Label();
    private final StackPane picture = new StackPane();
    private final Label amount = new Label();
    private final Label detail = new Label();
    private @Nullable CurveChart chart;

    CurveView(ChargeViewModel charge, Texts texts, Formats formats) {
        this.charge = charge;
        this.amounts = charge.card().amounts();
        this.texts = texts;
        this.formats = formats;
        getStyleClass().add("curve");
        about.getStyleClass().add("curve-title");
        about.setWrapText(true);
        picture.setMinHeight(230);
        picture.setPrefHeight(280);
        getChildren().addAll(about, picture, calculator());
        charge.curve().addListener((_, _, state) -> show(state));
        charge.quote().addListener((_, _, quote) -> show(quote));
        show(charge.curve().get());
        show(charge.quote().get());
    }

    private HBox calculator() {
        var field = new TextField();
        field.setId("quantity");
        field.setPrefColumnCount(10);
        field.getStyleClass().add("quantity-field");
        field.setAccessibleText(texts.get("plans.quantity"));
        field.textProperty().bindBidirectional(charge.quantity());
        String unit = charge.card().meterUnit();
        var label = new Label(unit.isEmpty() ? texts.get("plans.quantity") : unit);
        label.setLabelFor(field);
        label.getStyleClass().add("fact-label");
        label.setMinWidth(Region.USE_PREF_SIZE);
        amount.getStyleClass().add("quote-amount");
        amount.setId("quote-amount");
        amount.setMinWidth(Region.USE_PREF_SIZE);
        detail.getStyleClass().add("quote-detail");
        detail.setId("quote-detail");
        detail.setMinWidth(Region.USE_PREF_SIZE);
        var answer = new VBox(amount, detail);
        answer.setAlignment(Pos.CENTER_RIGHT);
        HBox.setHgrow(answer, Priority.ALWAYS);
        var calculator = new HBox(field, label, answer);
        calculator.setAlignment(Pos.CENTER_LEFT);
        calculator.getStyleClass().add("calculator");
        return calculator;
    }

    private void show(CurveState state) {
        chart = null;
        about.setText("");
        switch (state) {
            case CurveState.Loading _ -> picture.getChildren().setAll(spinner());
            case CurveState.None none -> picture.getChildren().setAll(why(none));
            case CurveState.Shown shown -> draw(shown.curve());
        }
        show(charge.quote().get());
    }

    private static ProgressIndicator spinner() {
        var spinner = new ProgressIndicator();
        spinner.setMaxSize(32, 32);
        return spinner;
    }

    private VBox why(CurveState.None none) {
        var words = FailureText.of(none.why(), texts);
        var title = new Label(texts.get("plans.curve.none"));
        title.getStyleClass().add("curve-none-title");
        var text = new Label(words.summary());
        text.setWrapText(true);
        text.getStyleClass().add("curve-none-text");
        var box = new VBox(title, text);
        box.getStyleClass().add("curve-none");
        box.setAlignment(Pos.CENTER);
        return box;
    }

    private void draw(PriceCurve curve) {
        var drawn = new CurveChart(
                curve,
                new CurveChart.Words() {
                    @Override
                    public String quantity(BigDecimal quantity) {
                        return (amounts.number(quantity) + " " + charge.card().meterUnit()).strip();
                    }

                    @Override
                    public String amount(BigDecimal sum) {
                        return amounts.of(sum);
                    }
                },
                formats.locale());
        String unit = charge.card().meterUnit();
        String title = texts.get(
                "plans.curve.title", amounts.currency().getCode(), unit.isEmpty() ? texts.get("plans.quantity") : unit);
        MatrixRows matrix = charge.matrix();
        MatrixRows.Row row = charge.chosenRow().get();
        about.setText(matrix == null || row == null ? title : title + " – " + row.label(matrix.dimensions()));
        drawn.setAccessibleText(title);
        chart = drawn;
        picture.getChildren().setAll(drawn);
    }

    private void show(Quote quote) {
        amount.setText("");
        detail.setText("");
        detail.getStyleClass().remove("quote-problem");
        detail.setWrapText(false);
        detail.setMinWidth(Region.USE_PREF_SIZE);
        if (chart != null) {
            chart.ask(null, null);
        }
        switch (quote) {
            case Quote.Nothing _ -> {}
            case Quote.Unreadable _ -> problem(texts.get("plans.quantity.unreadable", formats.number(EXAMPLE)));
            case Quote.Refused refused ->
                problem(FailureText.of(refused.why(), texts).summary());
            case Quote.Answer answer -> answer(answer);
        }
    }

    private static final BigDecimal EXAMPLE = new BigDecimal("12500.5");

    private void problem(String words) {
        detail.setWrapText(true);
        detail.setMinWidth(0);
        detail.getStyleClass().add("quote-problem");
        detail.setText(words);
    }

    private void answer(Quote.Answer answer) {
        var priced = answer.priced();
        amount.setText(amounts.of(priced.amount()));
        if (answer.unitPrice() != null) {
            detail.setText(texts.get("plans.effective", amounts.of(answer.unitPrice())));
        }
        if (chart != null) {
            chart.ask(priced.quantity(), priced.amount());
        }
    }
}
