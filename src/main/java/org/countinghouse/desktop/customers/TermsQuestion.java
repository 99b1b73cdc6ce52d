package org.countinghouse.desktop.customers;

import java.time.LocalDate;
import java.util.Objects;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.stage.Window;
import org.countinghouse.customers.CustomerFacts;
import org.countinghouse.customers.CustomerTerms;
import org.countinghouse.desktop.common.DueExample;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.jspecify.annotations.Nullable;

/** Asks how many days a customer has to pay. */
final class TermsQuestion {
    /** More digits are no number of days. */
    private static final String DAYS = "[0-9]{1,3}";

    private TermsQuestion() {}

    /** @param changed after it is stored */
    static void ask(
            ScreenContext context, Window owner, CustomerTerms terms, CustomerFacts customer, Runnable changed) {
        var texts = context.texts();
        var days = new TextField(customer.ownTermsDays() == null ? "" : customer.ownTermsDays() + "");
        days.setId("terms-days");
        days.setPromptText(texts.get("customers.terms.prompt", customer.sellerTermsDays() + ""));
        var due = Questions.sentence("", "change-text");
        due.setId("terms-due");
        LocalDate today =
                LocalDate.ofInstant(context.clock().instant(), context.formats().zone());
        int now = customer.paymentTermsDays();
        days.textProperty()
                .map(typed -> fits(typed)
                        ? DueExample.of(
                                context,
                                today,
                                now,
                                Objects.requireNonNullElse(days(typed), customer.sellerTermsDays()))
                        : "")
                .subscribe(said -> {
                    due.setText(said);
                    Questions.fit(due);
                });
        Button confirm = Questions.ask(
                owner,
                texts,
                texts.get("customers.terms.title", customer.name()),
                texts.get("customers.terms.go"),
                "confirm-terms",
                () -> context.tasks()
                        .<Boolean>run(
                                texts.get("customers.terms"),
                                _ -> {
                                    terms.set(customer.externalId(), days(days.getText()));
                                    return true;
                                },
                                _ -> {
                                    context.notices().success(texts.get("customers.terms.done", customer.name()));
                                    changed.run();
                                },
                                context.notices()::failure),
                Questions.field(texts.get("customers.terms.field"), days),
                due,
                Questions.sentence(texts.get("customers.terms.text"), "muted"));
        confirm.disableProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> !fits(days.getText()) || Objects.equals(days(days.getText()), customer.ownTermsDays()),
                        days.textProperty()));
        days.requestFocus();
    }

    private static boolean fits(String typed) {
        String text = typed.strip();
        return text.isEmpty() || (text.matches(DAYS) && Integer.parseInt(text) <= CustomerTerms.MOST);
    }

    /** Null: as the seller has it. */
    private static @Nullable Integer days(String typed) {
        return typed.isBlank() ? null : Integer.valueOf(typed.strip());
    }
}
