package org.countinghouse.desktop.taxes;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import javafx.scene.control.Button;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.countinghouse.billing.TaxEffects;
import org.countinghouse.billing.tax.TaxProfile;
import org.countinghouse.billing.tax.TaxTreatment;
import org.countinghouse.desktop.common.DateField;
import org.countinghouse.desktop.common.MoneyLook;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.jspecify.annotations.Nullable;

/** Asks how a customer is taxed from now on, and shows what that makes of today's tax. */
final class TreatmentDialog {
    private static final double WIDTH = 600;

    private final Texts texts;
    private final TaxWords words;
    private final TaxingModel model;
    private final TaxProfile profile;
    private final Map<TaxTreatment, RadioButton> choices = new EnumMap<>(TaxTreatment.class);
    private final TextField reason = new TextField();
    private final DateField until;
    private final VBox effect = new VBox();
    private final String customer;
    private final MoneyLook<TaxEffects.Effect> drafts;

    private TreatmentDialog(
            ScreenContext context, Window owner, TaxingModel model, String customer, String name, TaxProfile profile) {
        this.texts = context.texts();
        until = new DateField(context);
        this.words = new TaxWords(texts, context.formats());
        this.model = model;
        this.profile = profile;
        this.customer = customer;
        drafts = DraftsLook.in(context);
        reason.setId("treatment-reason");
        reason.setText(profile.reason());
        until.setId("treatment-until");
        until.setPromptText(texts.get("taxes.treat.for-good"));
        LocalDate ends = profile.endsOn();
        until.setValue(ends == null ? null : ends.minusDays(1));
        effect.getStyleClass().add("billing-summary");
        effect.setId("treatment-effect");
        Button confirm = Questions.ask(
                WIDTH,
                owner,
                texts,
                texts.get("taxes.treat.title", name),
                texts.get("taxes.treat.go"),
                "confirm-treatment",
                this::say,
                radios(),
                Questions.field(texts.get("taxes.treat.reason"), reason),
                Questions.field(texts.get("taxes.treat.until"), until),
                effect,
                drafts);
        confirm.disableProperty().bind(drafts.ready().not());
        reason.textProperty().addListener((_, _, _) -> look());
        until.valueProperty().addListener((_, _, _) -> look());
        look();
    }

    static void ask(
            ScreenContext context, Window owner, TaxingModel model, String customer, String name, TaxProfile profile) {
        new TreatmentDialog(context, owner, model, customer, name, profile);
    }

    private VBox radios() {
        var group = new ToggleGroup();
        var box = new VBox();
        box.getStyleClass().add("quota-section");
        for (TaxTreatment each : TaxTreatment.values()) {
            var radio = new RadioButton(texts.get("taxes.treat." + each.name()));
            radio.setId("treatment-" + each.code());
            radio.setToggleGroup(group);
            radio.setWrapText(true);
            radio.setSelected(each == profile.treatment());
            choices.put(each, radio);
            box.getChildren().add(radio);
        }
        group.selectedToggleProperty().addListener((_, _, _) -> look());
        return box;
    }

    private TaxTreatment chosen() {
        return choices.entrySet().stream()
                .filter(entry -> entry.getValue().isSelected())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(TaxTreatment.AUTOMATIC);
    }

    private void look() {
        TaxTreatment wanted = chosen();
        reason.setDisable(wanted == TaxTreatment.AUTOMATIC || wanted == TaxTreatment.DOMESTIC);
        until.setDisable(wanted == TaxTreatment.AUTOMATIC);
        boolean lacks = wanted == TaxTreatment.EXEMPT && reason.getText().isBlank();
        if (lacks) {
            drafts.waitFor("effect.waiting");
        } else {
            drafts.look(model.treated(customer, wanted, reason(wanted), endsOn(wanted)));
        }
        effect.getChildren()
                .setAll(
                        Questions.sentence(texts.get("taxes.treat.now", words.taxes(profile, model.today())), "muted"),
                        Questions.sentence(
                                texts.get("taxes.treat.then", words.taxes(then(wanted), model.today())), "change-text"),
                        Questions.sentence(
                                texts.get(lacks ? "taxes.treat.reason.missing" : "taxes.treat.drafts"),
                                lacks ? "warning-text" : "note-time"));
        Questions.fit(effect);
    }

    private TaxProfile then(TaxTreatment wanted) {
        var last = endsOn(wanted);
        return new TaxProfile(
                profile.sellerCountry(),
                profile.country(),
                profile.taxId(),
                wanted,
                reason(wanted),
                last,
                profile.refused(),
                profile.rates());
    }

    private String reason(TaxTreatment wanted) {
        return wanted == TaxTreatment.EXEMPT || wanted == TaxTreatment.REVERSE_CHARGE
                ? reason.getText().strip()
                : "";
    }

    private @Nullable LocalDate endsOn(TaxTreatment wanted) {
        LocalDate last = until.getValue();
        return wanted == TaxTreatment.AUTOMATIC || last == null ? null : last.plusDays(1);
    }

    private void say() {
        TaxTreatment wanted = chosen();
        model.treat(customer, wanted, reason(wanted), endsOn(wanted));
    }
}
