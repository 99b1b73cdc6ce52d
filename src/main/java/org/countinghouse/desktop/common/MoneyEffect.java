package org.countinghouse.desktop.common;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** What a step makes of money, in a question before it: a line an amount and currency. */
public final class MoneyEffect extends VBox {
    /**
     * A line.
     *
     * @param what the amount is of
     * @param before in major units; null: there is nothing to compare with
     */
    public record Line(String what, @Nullable BigDecimal before, BigDecimal after, String currency) {}

    public MoneyEffect(ScreenContext context, List<Line> lines) {
        setId("money-effect");
        getStyleClass().add("billing-summary");
        for (Line line : lines) {
            Label what = Questions.sentence(line.what(), "effect-what");
            what.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(what, Priority.ALWAYS);
            getChildren().add(new HBox(what, amount(context, line)));
        }
    }

    private static Label amount(ScreenContext context, Line line) {
        String after = money(context, line.after(), line.currency());
        BigDecimal before = line.before();
        String said = before == null
                ? after
                : before.compareTo(line.after()) == 0
                        ? context.texts().get("effect.same", after)
                        : context.texts()
                                .get(
                                        "effect.change",
                                        money(context, before, line.currency()),
                                        after,
                                        signed(context, line.after().subtract(before), line.currency()));
        var label = new Label(said);
        label.getStyleClass().add("fact-money");
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private static String signed(ScreenContext context, BigDecimal amount, String currency) {
        return (amount.signum() > 0 ? "+" : "") + money(context, amount, currency);
    }

    private static String money(ScreenContext context, BigDecimal amount, String currency) {
        CurrencyUnit unit = CurrencyUnit.of(currency);
        return context.formats().money(Money.of(unit, amount, RoundingMode.HALF_UP));
    }
}
