package org.countinghouse.desktop.customers;

import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.stage.Window;
import org.countinghouse.customers.CustomerContacts;
import org.countinghouse.customers.CustomerFacts;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;

/** Asks where documents of a customer are to be sent. */
final class EmailQuestion {
    private EmailQuestion() {}

    /** @param changed after it is stored */
    static void ask(
            ScreenContext context, Window owner, CustomerContacts contacts, CustomerFacts customer, Runnable changed) {
        var texts = context.texts();
        var email = new TextField(customer.email());
        email.setId("email-text");
        Button confirm = Questions.ask(
                owner,
                texts,
                texts.get("customers.email.title", customer.name()),
                texts.get("customers.email.go"),
                "confirm-email",
                () -> context.tasks()
                        .<Boolean>run(
                                texts.get("customers.email"),
                                _ -> {
                                    contacts.email(customer.externalId(), email.getText());
                                    return true;
                                },
                                _ -> {
                                    context.notices().success(texts.get("customers.email.done", customer.name()));
                                    changed.run();
                                },
                                context.notices()::failure),
                Questions.field(texts.get("customers.email"), email),
                Questions.sentence(texts.get("customers.email.text"), "muted"));
        confirm.disableProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> {
                            String typed = email.getText().strip();
                            return typed.equals(customer.email())
                                    || (!typed.isEmpty() && !CustomerContacts.isEmail(typed));
                        },
                        email.textProperty()));
        email.requestFocus();
    }
}
