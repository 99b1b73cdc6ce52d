package org.countinghouse.desktop.taxes;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.control.Button;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.billing.tax.CustomerTaxes;
import org.countinghouse.billing.tax.TaxProfile;
import org.countinghouse.billing.tax.TaxTreatment;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.StatusPill;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.list.SidePane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** How a customer is taxed: what is charged today and why, its number with what a register says of it, and buttons. */
public final class TaxCard extends VBox {
    private final ScreenContext context;
    private final Texts texts;
    private final TaxWords words;
    private final TaxingModel model;
    private final BooleanProperty checkable = new SimpleBooleanProperty();
    private final List<Button> buttons;
    private String customer = "";
    private String name = "";
    private CustomerTaxes.@Nullable Standing standing;

    public TaxCard(ScreenContext context, TaxingModel model) {
        this.context = context;
        this.texts = context.texts();
        this.model = model;
        this.words = new TaxWords(texts, context.formats());
        setId("tax-card");
        getStyleClass().add("quota-section");
        var check = button("tax-check", "taxes.check", Feather.SEARCH, () -> model.check(customer));
        check.disableProperty().bind(model.acting().or(checkable.not()));
        buttons = List.of(
                check,
                button("tax-number", "taxes.number.change", Feather.EDIT_2, this::askNumber),
                button("tax-treatment", "taxes.treat", Feather.PERCENT, this::askTreatment));
    }

    private Button button(String id, String key, Feather icon, Runnable run) {
        var button = new Button(texts.get(key), new FontIcon(icon));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> run.run());
        return button;
    }

    /** @param externalId the customer's own */
    public void show(String externalId, String customerName, CustomerTaxes.Standing now) {
        customer = externalId;
        name = customerName;
        standing = now;
        checkable.set(now.wellWritten());
        TaxProfile profile = now.profile();
        LocalDate today = model.today();
        var pills = SidePane.line(pill(new StatusPill(words.status(profile.on(today)))));
        if (!profile.taxId().isEmpty()) {
            pills.getChildren().add(pill(new StatusPill(words.status(TaxWords.answer(now)))));
        }
        var nodes = new ArrayList<javafx.scene.Node>(List.of(pills, facts(profile, now, today)));
        if (!now.wellWritten() && !profile.taxId().isEmpty()) {
            nodes.add(Questions.sentence(
                    texts.get("taxes.not-well-written", words.country(profile.country())), "warning-text"));
        }
        nodes.add(
                model.mayTreat()
                        ? SidePane.buttons(buttons)
                        : Questions.sentence(texts.get("taxes.look.treat"), "muted"));
        getChildren().setAll(nodes);
    }

    private static StatusPill pill(StatusPill pill) {
        pill.setMinWidth(Region.USE_PREF_SIZE);
        return pill;
    }

    private GridPane facts(TaxProfile profile, CustomerTaxes.Standing now, LocalDate today) {
        var facts = SidePane.facts();
        SidePane.fact(facts, texts.get("taxes.country"), words.country(profile.country()));
        SidePane.fact(facts, texts.get("taxes.today"), words.taxes(profile, today));
        SidePane.fact(facts, texts.get("taxes.because"), because(profile, today));
        SidePane.fact(facts, texts.get("taxes.number"), profile.taxId());
        CustomerTaxes.Check check = now.check();
        if (check != null) {
            SidePane.fact(facts, texts.get("taxes.register"), said(check));
        }
        return facts;
    }

    /** Why the customer is taxed so today. */
    private String because(TaxProfile profile, LocalDate today) {
        TaxTreatment said = profile.treatment();
        LocalDate end = profile.endsOn();
        boolean holds = said != TaxTreatment.AUTOMATIC && (end == null || today.isBefore(end));
        if (!holds) {
            return texts.get("taxes.because." + profile.on(today).name() + (profile.refused() ? ".refused" : ""));
        }
        String why = profile.reason().isEmpty() ? words.treatment(said) : profile.reason();
        return end == null
                ? why
                : texts.get("taxes.because.until", why, context.formats().date(end.minusDays(1)));
    }

    private String said(CustomerTaxes.Check check) {
        var lines = new ArrayList<String>();
        lines.add(texts.get(
                "taxes.register.at", check.register(), context.formats().instant(check.at())));
        lines.add(check.name());
        if (!check.consultation().isEmpty()) {
            lines.add(texts.get("taxes.register.inquiry", check.consultation()));
        }
        lines.add(check.detail());
        return String.join("\n", lines.stream().filter(line -> !line.isBlank()).toList());
    }

    private void askNumber() {
        if (standing != null) {
            TaxNumberDialog.ask(context, getScene().getWindow(), model, customer, name, standing.profile());
        }
    }

    private void askTreatment() {
        if (standing != null) {
            TreatmentDialog.ask(context, getScene().getWindow(), model, customer, name, standing.profile());
        }
    }
}
