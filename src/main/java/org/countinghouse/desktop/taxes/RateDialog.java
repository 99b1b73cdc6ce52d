package org.countinghouse.desktop.taxes;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.countinghouse.billing.TaxEffects;
import org.countinghouse.billing.tax.TaxRates;
import org.countinghouse.billing.tax.TaxReport;
import org.countinghouse.desktop.common.DateField;
import org.countinghouse.desktop.common.MoneyLook;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.joda.money.BigMoney;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** Asks for a rate and its first day, and shows what it would have made of the year before. */
final class RateDialog {
    private static final double WIDTH = 600;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final ScreenContext context;
    private final Texts texts;
    private final RatesModel model;
    private final CountryField country;
    private final TextField code = new TextField();
    private final TextField category = new TextField();
    private final TextField percent = new TextField();
    private final CheckBox none = new CheckBox();
    private final CheckBox compound = new CheckBox();
    private final DateField from;
    private final ComboBox<String> entity = new ComboBox<>();
    private final TextField note = new TextField();
    private final VBox effect = new VBox();
    private final MoneyLook<TaxEffects.Effect> drafts;
    private final Button confirm;

    private RateDialog(
            ScreenContext context,
            Window owner,
            RatesModel model,
            TaxRates.@Nullable Subject like,
            List<String> entities) {
        this.context = context;
        from = new DateField(context);
        this.texts = context.texts();
        this.model = model;
        country = new CountryField(texts, "rate-country", like == null ? "" : like.country());
        fill(like, entities);
        effect.getStyleClass().add("billing-summary");
        effect.setId("rate-effect");
        drafts = DraftsLook.in(context);
        confirm = Questions.ask(
                WIDTH,
                owner,
                texts,
                texts.get("taxes.set.title"),
                texts.get("taxes.set.go"),
                "confirm-rate",
                this::set,
                Questions.row(
                        country,
                        Questions.field(texts.get("taxes.tax"), code),
                        Questions.field(texts.get("taxes.rate"), percent),
                        Questions.field(texts.get("taxes.from"), from)),
                none,
                compound,
                Questions.row(
                        Questions.field(texts.get("taxes.category.all"), category),
                        Questions.field(texts.get("taxes.entity"), entity)),
                Questions.field(texts.get("taxes.note"), note),
                effect,
                drafts);
        confirm.disableProperty().bind(drafts.ready().not());
        listen();
        look();
        (like == null ? country.input() : percent).requestFocus();
    }

    static void ask(ScreenContext context, Window owner, RatesModel model, TaxRates.@Nullable Subject like) {
        model.entities(entities -> new RateDialog(context, owner, model, like, entities));
    }

    private void fill(TaxRates.@Nullable Subject like, List<String> entities) {
        code.setId("rate-code");
        code.setText(like == null ? "VAT" : like.code());
        code.setPrefColumnCount(6);
        category.setId("rate-category");
        category.setText(like == null ? "" : like.category());
        percent.setId("rate-percent");
        percent.setPrefColumnCount(5);
        none.setId("rate-none");
        none.setText(texts.get("taxes.none.more"));
        compound.setId("rate-compound");
        compound.setText(texts.get("taxes.compound"));
        from.setId("rate-from");
        from.setPrefWidth(140);
        from.setValue(model.today().withDayOfMonth(1).plusMonths(1));
        entity.setId("rate-entity");
        entity.getItems().setAll(entities);
        entity.setValue(like == null ? entities.stream().findFirst().orElse("") : like.billingEntity());
        note.setId("rate-note");
        note.setPromptText(texts.get("taxes.note.prompt"));
    }

    private void listen() {
        for (var text : List.of(country.input(), code, category, percent)) {
            text.textProperty().addListener((_, _, _) -> look());
        }
        none.selectedProperty().addListener((_, _, _) -> look());
        compound.selectedProperty().addListener((_, _, _) -> look());
        from.valueProperty().addListener((_, _, _) -> look());
        entity.valueProperty().addListener((_, _, _) -> look());
    }

    private TaxRates.Subject subject() {
        return new TaxRates.Subject(
                Objects.requireNonNullElse(entity.getValue(), ""),
                country.country(),
                category.getText().strip(),
                code.getText().strip());
    }

    private Optional<BigDecimal> rate() {
        return context.formats()
                .read(percent.getText())
                .filter(rate -> rate.signum() >= 0 && rate.compareTo(HUNDRED) <= 0);
    }

    private void look() {
        percent.setDisable(none.isSelected());
        boolean good = country.known()
                && !code.getText().isBlank()
                && entity.getValue() != null
                && from.getValue() != null
                && (none.isSelected() || rate().isPresent());
        if (!good) {
            drafts.waitFor("effect.waiting");
            effect.getChildren().setAll(Questions.sentence(texts.get("taxes.set.missing"), "muted"));
            return;
        }
        show(List.of());
        LocalDate day = Objects.requireNonNull(from.getValue());
        drafts.look(
                model.rated(subject(), day, none.isSelected() ? null : rate().orElseThrow(), compound.isSelected()));
        if (subject().category().isEmpty()) {
            model.lastYear(subject(), this::show);
        } else {
            model.general(subject(), day, this::showCategory);
        }
    }

    /** @param general what charges without a rate of their own have; null: none */
    private void showCategory(TaxRates.@Nullable Entry general) {
        show(List.of());
        String usual = new TaxWords(texts, context.formats()).percent(general == null ? null : general.rate());
        String said = none.isSelected()
                ? texts.get(
                        "taxes.set.category.none",
                        subject().category(),
                        subject().code(),
                        usual)
                : texts.get(
                        "taxes.set.category",
                        subject().category(),
                        subject().code(),
                        new TaxWords(texts, context.formats()).percent(rate().orElse(BigDecimal.ZERO)),
                        usual);
        effect.getChildren().add(Questions.sentence(said, "change-text"));
        Questions.fit(effect);
    }

    private void show(List<TaxReport.Line> lastYear) {
        LocalDate day = from.getValue();
        if (day == null) {
            return;
        }
        effect.getChildren()
                .setAll(Questions.sentence(
                        texts.get(
                                day.isAfter(model.today()) ? "taxes.set.coming" : "taxes.set.past",
                                context.formats().date(day)),
                        day.isAfter(model.today()) ? "muted" : "warning-text"));
        BigDecimal then = none.isSelected() ? BigDecimal.ZERO : rate().orElse(BigDecimal.ZERO);
        for (TaxReport.Line line : lastYear) {
            effect.getChildren()
                    .add(Questions.sentence(
                            texts.get(
                                    "taxes.set.effect",
                                    money(line.base(), line.currency()),
                                    money(line.tax(), line.currency()),
                                    money(line.base().multiply(then).divide(HUNDRED), line.currency())),
                            "change-text"));
        }
        Questions.fit(effect);
    }

    private String money(BigDecimal amount, String currency) {
        var unit = CurrencyUnit.of(currency);
        return context.formats()
                .money(BigMoney.of(unit, amount.setScale(unit.getDecimalPlaces(), RoundingMode.HALF_UP)));
    }

    private void set() {
        LocalDate day = from.getValue();
        if (day != null) {
            model.set(
                    subject(),
                    day,
                    none.isSelected() ? null : rate().orElse(null),
                    compound.isSelected(),
                    note.getText().strip());
        }
    }
}
