package org.countinghouse.desktop.wallet;

import java.math.BigDecimal;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What is there now and what would be there then, side by side. */
final class BalancePreview extends HBox {
    private final WalletWords words;
    private final Label before = amount("wallet-before");
    private final Label after = amount("wallet-after");

    /** @param what the amounts are, for example the prepaid balance */
    BalancePreview(WalletWords words, String what) {
        this.words = words;
        getStyleClass().add("balance-preview");
        getChildren()
                .addAll(
                        side(words.text("wallet.before", what), before),
                        new FontIcon(Feather.ARROW_RIGHT),
                        side(words.text("wallet.after"), after));
    }

    private static Label amount(String id) {
        var label = new Label();
        label.setId(id);
        label.getStyleClass().add("balance-amount");
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }

    private static VBox side(String title, Label amount) {
        var label = new Label(title);
        label.getStyleClass().add("field-label");
        label.setLabelFor(amount);
        return new VBox(label, amount);
    }

    void show(BigDecimal now, BigDecimal then, String currency) {
        before.setText(words.money(now, currency));
        after.setText(words.money(then, currency));
    }
}
