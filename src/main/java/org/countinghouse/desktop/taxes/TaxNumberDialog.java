package org.countinghouse.desktop.taxes;

import java.util.Objects;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.stage.Window;
import org.countinghouse.billing.TaxEffects;
import org.countinghouse.billing.tax.TaxNumbers;
import org.countinghouse.billing.tax.TaxProfile;
import org.countinghouse.desktop.common.MoneyLook;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.jspecify.annotations.Nullable;

/** Asks where a customer is and what its tax number is, and says whether that is written as it should be. */
final class TaxNumberDialog {
    private final Texts texts;
    private final CountryField country;
    private final TextField number = new TextField();
    private final Label written = Questions.sentence("", "muted");
    private final TaxingModel model;
    private final String customer;
    private final MoneyLook<TaxEffects.Effect> drafts;

    private TaxNumberDialog(
            ScreenContext context, Window owner, TaxingModel model, String customer, String name, TaxProfile profile) {
        texts = context.texts();
        this.model = model;
        this.customer = customer;
        drafts = DraftsLook.in(context);
        country = new CountryField(texts, "tax-number-country", Objects.requireNonNullElse(profile.country(), ""));
        number.setId("tax-number-text");
        number.setText(profile.taxId());
        written.setId("tax-number-written");
        Button confirm = Questions.ask(
                owner,
                texts,
                texts.get("taxes.number.title", name),
                texts.get("taxes.number.go"),
                "confirm-number",
                () -> model.identify(customer, place(), number.getText()),
                Questions.row(country, Questions.field(texts.get("taxes.number"), number)),
                written,
                Questions.sentence(texts.get("taxes.number.text"), "muted"),
                drafts);
        confirm.disableProperty().bind(drafts.ready().not());
        country.input().textProperty().addListener((_, _, _) -> look());
        number.textProperty().addListener((_, _, _) -> look());
        look();
        number.requestFocus();
    }

    static void ask(
            ScreenContext context, Window owner, TaxingModel model, String customer, String name, TaxProfile profile) {
        new TaxNumberDialog(context, owner, model, customer, name, profile);
    }

    private @Nullable String place() {
        return country.country().isEmpty() ? null : country.country();
    }

    private void look() {
        String typed = number.getText().strip();
        boolean place = country.country().isEmpty() || country.known();
        boolean good = TaxNumbers.read(country.country(), typed).isPresent();
        boolean european = TaxNumbers.european(country.country());
        written.getStyleClass().removeAll("muted", "warning-text");
        written.getStyleClass().add(typed.isEmpty() || good || !european ? "muted" : "warning-text");
        written.setText(texts.get(
                typed.isEmpty()
                        ? "taxes.written.none"
                        : good ? "taxes.written.good" : european ? "taxes.written.wrong" : "taxes.written.elsewhere"));
        if (place) {
            drafts.look(model.identified(customer, place(), number.getText()));
        } else {
            drafts.waitFor("effect.waiting");
        }
    }
}
