package org.countinghouse.desktop.customers;

import java.util.ArrayList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.customers.CustomerFacts;
import org.countinghouse.customers.CustomerPayers;
import org.countinghouse.customers.CustomerRow;
import org.countinghouse.desktop.common.CustomerSearch;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.list.SidePane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Who pays for a customer, and for whom it pays. */
final class PayerCard extends VBox {
    private static final double WIDTH = 520;

    private final ScreenContext context;
    private final Texts texts;
    private final CustomersViewModel model;
    private final PayerModel payers;

    PayerCard(ScreenContext context, CustomersViewModel model) {
        this.context = context;
        this.texts = context.texts();
        this.model = model;
        this.payers = model.payers();
        setId("payer-card");
        getStyleClass().add("quota-section");
    }

    void show(CustomerFacts customer, CustomerPayers.Standing standing) {
        var nodes = new ArrayList<Node>();
        CustomerPayers.Party payer = standing.payer();
        if (payer == null) {
            nodes.add(Questions.sentence(texts.get("customers.payer.itself"), "muted"));
        } else {
            nodes.add(Questions.sentence(texts.get("customers.payer.other"), "muted"));
            nodes.add(link(payer));
        }
        if (!standing.paysFor().isEmpty()) {
            nodes.add(Questions.sentence(texts.get("customers.payer.for"), "muted"));
            standing.paysFor().forEach(child -> nodes.add(link(child)));
        }
        if (payer == null) {
            nodes.add(together(customer, standing.together()));
        }
        if (payers.mayChange() && standing.paysFor().isEmpty()) {
            var change = button("payer-change", "customers.payer.change", () -> ask(customer, payer));
            nodes.add(SidePane.buttons(
                    payer == null
                            ? java.util.List.of(change)
                            : java.util.List.of(
                                    change,
                                    button("payer-itself", "customers.payer.back", () -> askBack(customer, payer)))));
        }
        getChildren().setAll(nodes);
    }

    private CheckBox together(CustomerFacts customer, boolean set) {
        var box = new CheckBox(texts.get("customers.together"));
        box.setId("one-invoice");
        box.setSelected(set);
        box.setWrapText(true);
        box.setMinHeight(Region.USE_PREF_SIZE);
        box.setDisable(!payers.mayChange());
        box.setTooltip(new Tooltip(texts.get("customers.together.hint")));
        box.setOnAction(_ -> {
            // It is as it was until the question is answered.
            box.setSelected(set);
            askTogether(customer, !set);
        });
        return box;
    }

    private Hyperlink link(CustomerPayers.Party party) {
        var link = new Hyperlink(party.name());
        link.setId("payer-" + party.externalId());
        link.setOnAction(_ -> model.openCustomer(party.id()));
        return link;
    }

    private Button button(String id, String key, Runnable run) {
        var button = new Button(texts.get(key), new FontIcon(Feather.USERS));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> run.run());
        return button;
    }

    private void askTogether(CustomerFacts customer, boolean together) {
        var look = PayerLook.in(context);
        String key = together ? "customers.together.ask" : "customers.together.ask.off";
        Questions.ask(
                        WIDTH,
                        getScene().getWindow(),
                        texts,
                        texts.get(key, customer.name()),
                        texts.get("customers.together.go"),
                        "confirm-together",
                        () -> payers.together(customer.externalId(), together),
                        Questions.sentence(texts.get("customers.together.hint"), "muted"),
                        look)
                .disableProperty()
                .bind(look.ready().not());
        look.look(payers.gathered(customer.externalId(), together));
    }

    private void ask(CustomerFacts customer, CustomerPayers.@Nullable Party before) {
        var search = new CustomerSearch(context, payers.customers(), "payer");
        var effect = Questions.sentence(texts.get("customers.payer.effect", customer.name()), "muted");
        var look = PayerLook.in(context);
        Button confirm = Questions.ask(
                WIDTH,
                getScene().getWindow(),
                texts,
                texts.get("customers.payer.title", customer.name()),
                texts.get("customers.payer.go"),
                "confirm-payer",
                () -> {
                    CustomerRow chosen = search.chosen().get();
                    if (chosen != null) {
                        payers.set(customer.externalId(), chosen);
                    }
                },
                search,
                effect,
                look);
        confirm.disableProperty().bind(look.ready().not());
        search.chosen().addListener((_, _, chosen) -> {
            if (chosen == null || chosen.externalId().equals(customer.externalId())) {
                look.waitFor("effect.waiting");
            } else {
                look.look(payers.paid(customer.externalId(), id(before), chosen.externalId()));
            }
        });
        search.begin();
    }

    private static @Nullable String id(CustomerPayers.@Nullable Party party) {
        return party == null ? null : party.externalId();
    }

    private void askBack(CustomerFacts customer, CustomerPayers.Party before) {
        var look = PayerLook.in(context);
        Questions.ask(
                        WIDTH,
                        getScene().getWindow(),
                        texts,
                        texts.get("customers.payer.back.title", customer.name()),
                        texts.get("customers.payer.back"),
                        "confirm-payer",
                        () -> payers.set(customer.externalId(), null),
                        Questions.sentence(texts.get("customers.payer.back.text", customer.name()), "muted"),
                        look)
                .disableProperty()
                .bind(look.ready().not());
        look.look(payers.paid(customer.externalId(), before.externalId(), null));
    }
}
