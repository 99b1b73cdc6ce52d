package org.countinghouse.desktop.invoices;

import java.util.List;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.countinghouse.billing.Payments;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;

/** A payment in the history of an invoice; one that stands can be taken back after a look at what that does. */
final class PaymentEntry extends VBox {
    private static final double WIDTH = 520;
    private static final int LONGEST = 1_000;

    private final ScreenContext context;
    private final Texts texts;
    private final InvoiceSteps steps;
    private final Payments.Payment payment;

    PaymentEntry(Payments.Payment payment, ScreenContext context, InvoiceSteps steps, Supplier<Window> window) {
        this.payment = payment;
        this.context = context;
        this.texts = context.texts();
        this.steps = steps;
        getStyleClass().add("history-entry");
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        getChildren().add(new HBox(label(name(), "fact-text"), gap, label(amount(), "fact-money")));
        var received = payment.received();
        if (received != null) {
            getChildren()
                    .add(label(
                            texts.get("invoices.payment.received", steps.money(received.amount(), received.currency())),
                            "fact-text"));
        }
        getChildren().add(label(who(payment.at(), payment.by()), "subtle"));
        var back = payment.takenBack();
        if (back != null) {
            getChildren()
                    .addAll(
                            label(
                                    texts.get(
                                            "invoices.payment.back.entry",
                                            context.formats().date(back.bookedOn()),
                                            back.reason()),
                                    "warning-text"),
                            label(who(back.at(), back.by()), "subtle"));
            return;
        }
        var button = new Button(texts.get("invoices.payment.back"));
        button.setId("payment-back-" + payment.id());
        button.getStyleClass().add("small");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> steps.previewTakeBack(payment, effect -> ask(window.get(), effect)));
        var buttons = new HBox(button);
        buttons.getStyleClass().add("history-buttons");
        getChildren().add(buttons);
    }

    private String name() {
        String reference = payment.reference() == null ? "" : payment.reference();
        return texts.get(
                payment.recovery() ? "invoices.payment.recovery" : "invoices.payment",
                context.formats().date(payment.receivedOn()),
                reference);
    }

    private String amount() {
        return steps.money(payment.amount(), payment.currency());
    }

    private String who(java.time.Instant at, String by) {
        return context.formats().instant(at) + "  \u00b7  " + by;
    }

    private static Label label(String text, String style) {
        return Questions.sentence(text, style);
    }

    private void ask(Window owner, Payments.Effect effect) {
        StringProperty typed = new SimpleStringProperty("");
        var reason = StepQuestion.field("reason", typed);
        var body = new java.util.ArrayList<Node>(List.of(
                Questions.sentence(
                        texts.get(
                                "invoices.payment.back.text", context.formats().date(effect.bookedOn())),
                        "muted"),
                Questions.sentence(state(effect), "warning-text")));
        var received = payment.received();
        if (received != null && effect.difference().signum() != 0) {
            String which = effect.difference().signum() > 0 ? "gain" : "loss";
            body.add(Questions.sentence(
                    texts.get(
                            "invoices.payment.back." + which,
                            steps.money(effect.difference().abs(), received.currency())),
                    "warning-text"));
        }
        body.add(StepQuestion.field(texts, "invoices.step.reason", reason));
        Button confirm = Questions.ask(
                WIDTH,
                owner,
                texts,
                texts.get("invoices.payment.back.title", amount(), effect.invoice()),
                texts.get("invoices.payment.back.go", amount()),
                "confirm-step",
                () -> steps.takeBack(payment, typed.get().strip()),
                body.toArray(Node[]::new));
        confirm.disableProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> typed.get().isBlank() || typed.get().length() > LONGEST, typed));
        reason.requestFocus();
    }

    private String state(Payments.Effect effect) {
        if (payment.recovery()) {
            return texts.get("invoices.payment.back.written-off", amount());
        }
        String open = steps.money(effect.open(), payment.currency());
        return effect.from() == effect.to()
                ? texts.get("invoices.payment.back.open", open)
                : texts.get(
                        "invoices.payment.back.state",
                        open,
                        texts.get("invoices.status." + effect.from().code()),
                        texts.get("invoices.status." + effect.to().code()));
    }
}
