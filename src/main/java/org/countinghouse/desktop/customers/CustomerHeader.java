package org.countinghouse.desktop.customers;

import java.time.LocalDate;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.customers.SubscriptionFacts;
import org.countinghouse.desktop.common.StatusPill;
import org.countinghouse.desktop.common.Texts;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Who the customer is; stays while the page scrolls. */
final class CustomerHeader extends VBox {
    private final Texts texts;
    private final CustomerWords words;
    private final Label name = new Label();
    private final Label externalId = new Label();
    private final StatusPill status = new StatusPill();
    private final FlowPane facts = new FlowPane();

    CustomerHeader(Texts texts, CustomerWords words, Runnable toList) {
        this.texts = texts;
        this.words = words;
        getStyleClass().add("page-header");
        var back = new Button(null, new FontIcon(Feather.ARROW_LEFT));
        back.getStyleClass().addAll("button-icon", "flat");
        back.setId("to-list");
        back.setTooltip(new Tooltip(texts.get("customers.to.list")));
        back.setAccessibleText(texts.get("customers.to.list"));
        back.setOnAction(_ -> toList.run());
        back.setMinWidth(Region.USE_PREF_SIZE);
        name.getStyleClass().add("page-title");
        name.setId("customer-name");
        name.setMinWidth(0);
        name.setWrapText(true);
        name.setMinHeight(Region.USE_PREF_SIZE);
        externalId.getStyleClass().addAll("code", "muted");
        externalId.setMinWidth(0);
        status.setMinWidth(Region.USE_PREF_SIZE);
        var title = new HBox(back, name, status, externalId);
        title.setAlignment(Pos.CENTER_LEFT);
        title.getStyleClass().add("page-title-row");
        facts.getStyleClass().add("header-facts");
        getChildren().addAll(title, facts);
    }

    /**
     * Shows who it is.
     *
     * @param balance what the customer owes, in words
     * @param held what it has in its wallet
     */
    void show(DetailState.Shown shown, String balance, String held) {
        var customer = shown.facts();
        name.setText(customer.name());
        externalId.setText(customer.externalId());
        status.show(words.status(customer.status()));
        String plan = shown.subscriptions().stream()
                .filter(one -> one.phase(shown.today()) == SubscriptionFacts.Phase.RUNNING)
                .map(SubscriptionFacts::planName)
                .findFirst()
                .orElse("–");
        facts.getChildren()
                .setAll(
                        fact("customers.balance", balance),
                        fact("customers.held", held),
                        fact("customers.next", next(shown)),
                        fact("customers.plan", plan),
                        fact("customers.currency", customer.currency()),
                        fact("customers.country", words.country(customer.country())),
                        fact("customers.zone", customer.timeZone()),
                        fact("customers.seller", customer.seller()));
    }

    /** When the running period is over, the earliest of all. */
    private String next(DetailState.Shown shown) {
        return words.orDash(shown.account().running().stream()
                .map(estimate -> estimate.period().to())
                .min(LocalDate::compareTo)
                .orElse(null));
    }

    private HBox fact(String key, String value) {
        var label = new Label(texts.get(key));
        label.getStyleClass().add("fact-label");
        var text = new Label(value);
        text.getStyleClass().add("fact-value");
        label.setLabelFor(text);
        var fact = new HBox(label, text);
        fact.getStyleClass().add("header-fact");
        return fact;
    }
}
