package org.countinghouse.desktop.customers;

import javafx.geometry.VPos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.customers.CustomerFacts;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;

/** Where a customer is reached, and how it is billed; with what of it can be changed. */
final class ContactCard extends VBox {
    private final ScreenContext context;
    private final Texts texts;
    private final Formats formats;
    private final CustomerWords words;
    private final CustomersViewModel model;

    ContactCard(ScreenContext context, CustomerWords words, CustomersViewModel model) {
        this.context = context;
        this.texts = context.texts();
        this.formats = context.formats();
        this.words = words;
        this.model = model;
        getStyleClass().add("card");
    }

    void show(DetailState.Shown shown) {
        var customer = shown.facts();
        var currency = shown.currency();
        var facts = new GridPane();
        facts.getStyleClass().add("facts");
        fact(facts, "customers.name", customer.name());
        fact(facts, "customers.email", customer.email());
        fact(facts, "customers.address", customer.address());
        fact(facts, "customers.country", words.country(customer.country()));
        fact(facts, "customers.language", words.language(customer.language()));
        fact(facts, "customers.terms", terms(customer, currency.paysItself()));
        fact(
                facts,
                "customers.currency.field",
                currency.billing() == null ? texts.get("customers.currency.plans") : currency.billing());
        fact(facts, "customers.since", customer.since() == null ? "–" : formats.date(customer.since()));
        getChildren().setAll(Cards.heading(texts.get("customers.contact"), null), facts);
        boolean closed = customer.status().equals("closed");
        if (model.payers().mayChange()) {
            if (!closed) {
                getChildren().add(address(shown));
            }
            getChildren().add(email(customer));
            if (currency.paysItself()) {
                getChildren().addAll(termsLink(customer), currencyLink(shown));
            }
        }
        if (model.erasing().mayErase() && !closed) {
            getChildren()
                    .add(link(
                            "customer-erase",
                            "customers.erase.link",
                            () -> new EraseQuestion(context, model.erasing().erasure(), model::refresh)
                                    .ask(getScene().getWindow(), customer.externalId())));
        }
    }

    private Hyperlink address(DetailState.Shown shown) {
        long drafts = shown.currency().paysItself()
                ? shown.invoices().stream()
                        .filter(invoice -> invoice.status().open())
                        .count()
                : 0;
        return link(
                "customer-address",
                "customers.address.change",
                () -> AddressQuestion.ask(context, getScene().getWindow(), model.addresses(), shown.facts(), drafts));
    }

    private Hyperlink email(CustomerFacts customer) {
        return link(
                "customer-email",
                "customers.email.change",
                () -> EmailQuestion.ask(context, getScene().getWindow(), model.contacts(), customer, model::refresh));
    }

    private Hyperlink termsLink(CustomerFacts customer) {
        return link(
                "customer-terms",
                "customers.terms.change",
                () -> TermsQuestion.ask(context, getScene().getWindow(), model.terms(), customer, model::refresh));
    }

    private Hyperlink currencyLink(DetailState.Shown shown) {
        return link(
                "customer-currency",
                "customers.currency.change",
                () -> new CurrencyQuestion(context, model.currencies(), shown.facts(), shown.currency(), model::refresh)
                        .ask(getScene().getWindow()));
    }

    private Hyperlink link(String id, String key, Runnable run) {
        return Cards.link(id, texts.get(key), run);
    }

    /** With whose they are, where they are not its own. */
    private String terms(CustomerFacts customer, boolean paysItself) {
        String days = texts.get("customers.terms.days", Integer.toString(customer.paymentTermsDays()));
        if (!paysItself) {
            return texts.get("customers.terms.payer", days);
        }
        return customer.ownTermsDays() == null ? texts.get("customers.terms.seller", days) : days;
    }

    private void fact(GridPane facts, String key, String value) {
        var label = new Label(texts.get(key));
        label.getStyleClass().add("fact-label");
        label.setMinWidth(Region.USE_PREF_SIZE);
        var text = new Label(value.isBlank() ? "–" : value.strip());
        text.getStyleClass().add("fact-value");
        text.setWrapText(true);
        label.setLabelFor(text);
        GridPane.setValignment(label, VPos.TOP);
        facts.addRow(facts.getRowCount(), label, text);
    }
}
