package org.countinghouse.desktop.sellers;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import javafx.stage.Window;
import org.countinghouse.billing.BillingRules;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.money.Currencies;

/** Asks how a seller's invoices come about: by themselves or not, how long after a period, and into which books. */
final class RulesDialog {
    private static final double WIDTH = 460;
    private static final BigDecimal LONGEST_GRACE = BigDecimal.valueOf(BillingRules.LONGEST_GRACE);

    private final ScreenContext context;
    private final SellersModel model;
    private final BillingRules.Rule now;
    private final CheckBox automatic;
    private final TextField grace;
    private final TextField books;
    private final Button confirm;

    private RulesDialog(ScreenContext context, Window owner, SellersModel model, BillingRules.Rule now) {
        this.context = context;
        this.model = model;
        this.now = now;
        Texts texts = context.texts();
        automatic = new CheckBox(texts.get("sellers.rules.automatic"));
        automatic.setId("rules-automatic");
        automatic.setSelected(now.automatic());
        grace = new TextField(Integer.toString(now.graceHours()));
        grace.setId("rules-grace");
        books = new TextField(now.booksCurrency() == null ? "" : now.booksCurrency());
        books.setId("rules-books");
        books.setPromptText(texts.get("sellers.rules.books.own"));
        confirm = Questions.ask(
                WIDTH,
                owner,
                texts,
                texts.get("sellers.rules.title", now.name()),
                texts.get("sellers.go"),
                "confirm-rules",
                this::save,
                automatic,
                Questions.sentence(texts.get("sellers.rules.automatic.text"), "muted"),
                Questions.row(
                        Questions.field(texts.get("sellers.rules.grace"), grace),
                        Questions.field(texts.get("sellers.rules.books"), books)),
                Questions.sentence(texts.get("sellers.rules.text"), "muted"));
        for (TextField field : List.of(grace, books)) {
            field.textProperty().addListener((_, _, _) -> look());
        }
        look();
    }

    static void ask(ScreenContext context, Window owner, SellersModel model, BillingRules.Rule now) {
        new RulesDialog(context, owner, model, now);
    }

    private Optional<Integer> hours() {
        return context.formats()
                .read(grace.getText())
                .filter(hours -> hours.signum() >= 0
                        && hours.compareTo(LONGEST_GRACE) <= 0
                        && hours.stripTrailingZeros().scale() <= 0)
                .map(BigDecimal::intValue);
    }

    private String currency() {
        return books.getText().strip().toUpperCase(Locale.ROOT);
    }

    private void look() {
        boolean known = currency().isEmpty() || Currencies.find(currency()).isPresent();
        confirm.setDisable(!known || hours().isEmpty());
    }

    private void save() {
        model.rule(now.withAutomatic(automatic.isSelected())
                .withGraceHours(hours().orElseThrow())
                .withBooksCurrency(currency().isEmpty() ? null : currency()));
    }
}
