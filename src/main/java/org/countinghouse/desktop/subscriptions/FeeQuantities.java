package org.countinghouse.desktop.subscriptions;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.countinghouse.catalog.Fee;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;

/** How many of each fee of a plan; what is left empty is as in the plan. */
final class FeeQuantities extends VBox {
    private static final int COLUMNS = 8;
    private static final double GAP = 12;

    private final Formats formats;
    private final Texts texts;
    private final FlowPane fields = new FlowPane(GAP, GAP);
    private final Label problem;
    private final Map<String, TextField> ofFee = new HashMap<>();
    private Runnable changed = () -> {};
    private List<Fee> fees = List.of();

    FeeQuantities(ScreenContext context) {
        formats = context.formats();
        texts = context.texts();
        problem = Questions.sentence(
                texts.get("subscriptions.start.quantity.wrong", formats.number(new BigDecimal("2.5"))), "danger-text");
        problem.setId("start-quantity-problem");
        getStyleClass().add("field");
        getChildren().addAll(fields, problem);
        offer(List.of());
        tell();
    }

    void onChange(Runnable listener) {
        changed = listener;
    }

    /** Asks for these; what was typed for a fee of the same code stays. */
    void offer(List<Fee> wanted) {
        if (wanted.equals(fees) && isManaged()) {
            return;
        }
        fees = List.copyOf(wanted);
        fields.getChildren().clear();
        for (Fee fee : fees) {
            TextField many = ofFee.computeIfAbsent(fee.code(), this::field);
            many.setPromptText(formats.number(fee.quantity().stripTrailingZeros()));
            fields.getChildren().add(Questions.field(texts.get("subscriptions.start.quantity", fee.name()), many));
        }
        setVisible(!fees.isEmpty());
        setManaged(!fees.isEmpty());
        tell();
        Questions.fit(this);
    }

    private TextField field(String code) {
        var many = new TextField();
        many.setId("start-quantity-" + code);
        many.setPrefColumnCount(COLUMNS);
        many.getStyleClass().add("quantity-field");
        many.textProperty().addListener((_, _, _) -> {
            tell();
            changed.run();
        });
        return many;
    }

    private void tell() {
        boolean wrong = read().isEmpty();
        if (problem.isVisible() != wrong) {
            problem.setVisible(wrong);
            problem.setManaged(wrong);
            Questions.fit(this);
        }
    }

    /** By fee code, without those left empty; nothing while one of them is no number. */
    Optional<Map<String, BigDecimal>> read() {
        var many = new HashMap<String, BigDecimal>();
        for (Fee fee : fees) {
            TextField field = ofFee.get(fee.code());
            String typed = field == null ? "" : field.getText();
            if (!typed.isBlank()) {
                Optional<BigDecimal> number = formats.read(typed).filter(each -> each.signum() >= 0);
                if (number.isEmpty()) {
                    return Optional.empty();
                }
                many.put(fee.code(), number.get());
            }
        }
        return Optional.of(many);
    }
}
