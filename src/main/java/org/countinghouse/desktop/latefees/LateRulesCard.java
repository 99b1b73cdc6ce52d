package org.countinghouse.desktop.latefees;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.billing.LateFeeRules;
import org.countinghouse.billing.late.LateTerms;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.list.SidePane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The rules for late payment of a seller, or the exceptions of a customer: what holds today and later, and buttons. */
public final class LateRulesCard extends VBox {
    private final ScreenContext context;
    private final Texts texts;
    private final LateFeeModel model;
    private final LateFeeWords words;

    public LateRulesCard(ScreenContext context, LateFeeModel model) {
        this.context = context;
        this.texts = context.texts();
        this.model = model;
        this.words = new LateFeeWords(texts, context.formats());
        setId("late-rules");
        getStyleClass().add("quota-section");
    }

    /**
     * Of a seller.
     *
     * @param rules of all sellers and customers
     */
    public void showSeller(String code, String name, List<LateFeeRules.Stored> rules) {
        var own = rules.stream()
                .filter(each -> each.customer() == null && each.seller().equals(code))
                .toList();
        var nodes = new ArrayList<Node>();
        nodes.add(facts(own, "latefees.none"));
        var buttons = new ArrayList<Button>();
        if (model.mayRule()) {
            buttons.add(button(
                    "late-rule",
                    "latefees.rule.change",
                    Feather.EDIT_2,
                    () -> LateRuleDialog.ask(
                            context,
                            getScene().getWindow(),
                            model,
                            name,
                            code,
                            null,
                            own.isEmpty() ? "EUR" : own.getLast().currency(),
                            terms(own))));
        }
        buttons.add(button(
                "late-preview",
                "latefees.preview",
                Feather.CLOCK,
                () -> LateFeePreview.ask(context, getScene().getWindow(), model)));
        nodes.add(SidePane.buttons(buttons));
        getChildren().setAll(nodes);
    }

    /**
     * Of a customer.
     *
     * @param seller its name
     */
    public void showCustomer(
            String seller, String customer, String name, String currency, List<LateFeeRules.Stored> rules) {
        var own = rules.stream()
                .filter(each -> Objects.equals(each.customer(), customer))
                .toList();
        var general = rules.stream()
                .filter(each -> each.customer() == null && each.sellerName().equals(seller))
                .toList();
        var nodes = new ArrayList<Node>();
        nodes.add(facts(own, general.isEmpty() ? "latefees.none" : "latefees.as-seller"));
        if (own.isEmpty() && !general.isEmpty()) {
            nodes.add(facts(general, "latefees.none"));
        }
        if (model.mayRule()) {
            nodes.add(SidePane.buttons(List.of(button(
                    "late-exception",
                    "latefees.exception",
                    Feather.EDIT_2,
                    () -> LateRuleDialog.ask(
                            context,
                            getScene().getWindow(),
                            model,
                            name,
                            null,
                            customer,
                            currency,
                            terms(own.isEmpty() ? general : own))))));
        }
        getChildren().setAll(nodes);
    }

    private static @Nullable LateTerms terms(List<LateFeeRules.Stored> entries) {
        return entries.isEmpty() ? null : entries.getLast().entry().terms();
    }

    /** What holds now and what will; what is over is left out. */
    private Node facts(List<LateFeeRules.Stored> entries, String none) {
        LocalDate today = model.today();
        var shown = entries.stream()
                .filter(each -> each.until() == null || each.until().isAfter(today))
                .toList();
        if (shown.isEmpty()) {
            return Questions.sentence(texts.get(none), "muted");
        }
        GridPane facts = SidePane.facts();
        for (LateFeeRules.Stored each : shown) {
            SidePane.fact(
                    facts,
                    texts.get(
                            "latefees.since",
                            context.formats().date(each.entry().from()),
                            each.currency()),
                    words.rule(each.entry(), each.currency()) + (each.reason().isEmpty() ? "" : "\n" + each.reason()));
        }
        return facts;
    }

    private Button button(String id, String key, Ikon icon, Runnable run) {
        var button = new Button(texts.get(key), new FontIcon(icon));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> run.run());
        return button;
    }
}
