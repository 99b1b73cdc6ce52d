package org.countinghouse.desktop.customers;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.stage.Window;
import org.countinghouse.customers.CustomerAddresses.Address;
import org.countinghouse.customers.CustomerFacts;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.taxes.CountryField;
import org.jspecify.annotations.Nullable;

/** Asks what a customer is called and where it is. */
final class AddressQuestion {
    private static final double WIDTH = 520;

    private final Texts texts;
    private final Formats formats;
    private final AddressModel model;
    private final CustomerFacts customer;
    private final long drafts;
    private final TextField name = new TextField();
    private final TextArea address = new TextArea();
    private final CountryField country;
    private final Label doubt = Questions.sentence("", "muted");

    private AddressQuestion(
            ScreenContext context, AddressModel model, CustomerFacts customer, long drafts, Address typed) {
        this.texts = context.texts();
        this.formats = context.formats();
        this.model = model;
        this.customer = customer;
        this.drafts = drafts;
        name.setId("address-name");
        name.setText(typed.name());
        address.setId("address-lines");
        address.setText(typed.address());
        address.setPrefRowCount(4);
        address.setWrapText(true);
        country = new CountryField(texts, "address-country", Objects.requireNonNullElse(typed.country(), ""));
        doubt.setId("address-doubt");
    }

    /** @param drafts of the customer that are open */
    static void ask(ScreenContext context, Window owner, AddressModel model, CustomerFacts customer, long drafts) {
        new AddressQuestion(context, model, customer, drafts, AddressModel.of(customer)).open(context, owner, null);
    }

    /** @param meanwhile what somebody else wrote while this was asked; null when nobody did */
    private void open(ScreenContext context, Window owner, @Nullable Address meanwhile) {
        var body = new ArrayList<Node>();
        if (meanwhile != null) {
            var other =
                    Questions.sentence(texts.get("customers.address.meanwhile", inWords(meanwhile)), "warning-text");
            other.setId("address-meanwhile");
            body.add(other);
        }
        body.addAll(List.of(
                Questions.field(texts.get("customers.name"), name),
                Questions.field(texts.get("customers.address"), address),
                country,
                doubt,
                Questions.sentence(texts.get("customers.address.text"), "muted")));
        Button confirm = Questions.ask(
                WIDTH,
                owner,
                texts,
                texts.get("customers.address.title", customer.name()),
                texts.get("customers.address.go"),
                "confirm-address",
                () -> model.change(customer, wanted(), now -> again(context, owner, now)),
                body.toArray(Node[]::new));
        for (var text : List.of(
                name.textProperty(), address.textProperty(), country.input().textProperty())) {
            text.addListener((_, _, _) -> look(confirm));
        }
        look(confirm);
        name.requestFocus();
    }

    /** What was typed is not lost; what the other wrote is said. */
    private void again(ScreenContext context, Window owner, CustomerFacts now) {
        new AddressQuestion(context, model, now, drafts, wanted()).open(context, owner, AddressModel.of(now));
    }

    private Address wanted() {
        String code = country.country();
        return new Address(name.getText().strip(), address.getText().strip(), code.isEmpty() ? null : code);
    }

    private void look(Button confirm) {
        Address wanted = wanted();
        Address before = AddressModel.of(customer);
        confirm.setDisable(wanted.name().isEmpty()
                || (wanted.country() != null && !country.known())
                || wanted.equals(new Address(before.name(), before.address().strip(), before.country())));
        boolean moved = !Objects.equals(wanted.country(), customer.country());
        doubt.setText(moved && drafts > 0 ? texts.get("customers.address.drafts", formats.count(drafts)) : "");
        doubt.setVisible(moved && drafts > 0);
        doubt.setManaged(doubt.isVisible());
        Questions.fit(doubt);
    }

    private String inWords(Address other) {
        var words = new ArrayList<String>();
        words.add(other.name());
        other.address()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .forEach(words::add);
        if (other.country() != null) {
            words.add(other.country());
        }
        return String.join(", ", words);
    }
}
