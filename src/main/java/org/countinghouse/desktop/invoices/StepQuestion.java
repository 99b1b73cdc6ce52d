package org.countinghouse.desktop.invoices;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.countinghouse.billing.Invoice;
import org.countinghouse.billing.InvoiceLife;
import org.countinghouse.billing.InvoiceRow;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** Asks before an invoice takes a step that needs a reason or an amount; says what comes of it first. */
final class StepQuestion {
    private static final double WIDTH = 520;
    private static final int LONGEST = 1_000;

    private final ScreenContext context;
    private final Texts texts;
    private final Window owner;
    private final InvoiceRow row;
    private final InvoiceSteps steps;

    StepQuestion(ScreenContext context, Window owner, InvoiceRow row, InvoiceSteps steps) {
        this.context = context;
        this.texts = context.texts();
        this.owner = owner;
        this.row = row;
        this.steps = steps;
    }

    void review() {
        reason("review", List.of(), reason -> steps.review(row, reason));
    }

    void reject() {
        reason("reject", List.of(), reason -> steps.reject(row, reason));
    }

    void makeVoid() {
        if (row.status().open()) {
            reason("discard", List.of(), reason -> steps.makeVoid(row, reason, false));
            return;
        }
        steps.read(row, (invoice, history) -> {
            var again = new CheckBox(texts.get("invoices.step.void.again"));
            again.setId("step-again");
            var effect = Questions.sentence(
                    texts.get(
                            "invoices.step.void.effect",
                            steps.money(history.open(), invoice.currency()),
                            steps.money(invoice.net(), invoice.currency()),
                            steps.money(invoice.tax(), invoice.currency())),
                    "warning-text");
            reason("void", List.of(effect, again), reason -> steps.makeVoid(row, reason, again.isSelected()));
        });
    }

    void writeOff() {
        steps.read(row, (invoice, history) -> {
            var effect = Questions.sentence(
                    texts.get("invoices.step.write-off.effect", steps.money(history.open(), invoice.currency())),
                    "warning-text");
            reason("write-off", List.of(effect), reason -> steps.writeOff(row, reason));
        });
    }

    private void reason(String step, List<? extends Node> more, Consumer<String> agreed) {
        StringProperty typed = new SimpleStringProperty("");
        var body = new ArrayList<Node>();
        body.add(Questions.sentence(texts.get("invoices.step." + step + ".text"), "muted"));
        body.addAll(more);
        var reason = field("reason", typed);
        body.add(field(texts, "invoices.step.reason", reason));
        Button confirm = Questions.ask(
                WIDTH,
                owner,
                texts,
                texts.get("invoices.step." + step + ".title", InvoiceColumns.name(row, texts)),
                texts.get("invoices.step." + step + ".go"),
                "confirm-step",
                () -> agreed.accept(typed.get().strip()),
                body.toArray(Node[]::new));
        confirm.disableProperty()
                .bind(javafx.beans.binding.Bindings.createBooleanBinding(
                        () -> typed.get().isBlank() || typed.get().length() > LONGEST, typed));
        reason.requestFocus();
    }

    void pay() {
        steps.read(row, (invoice, history) -> {
            String open = context.formats().number(history.open().stripTrailingZeros());
            StringProperty amount = new SimpleStringProperty(open);
            StringProperty reference = new SimpleStringProperty("");
            StringProperty received = new SimpleStringProperty("");
            var amountField = field("amount", amount);
            var left = Questions.sentence("", "muted");
            left.setId("step-left");
            Button confirm = Questions.ask(
                    WIDTH,
                    owner,
                    texts,
                    texts.get("invoices.step.pay.title", InvoiceColumns.name(row, texts)),
                    texts.get("invoices.step.pay.go"),
                    "confirm-step",
                    () -> context.formats()
                            .read(amount.get())
                            .ifPresent(read ->
                                    steps.pay(row, read, reference.get().strip(), received(invoice, received.get()))),
                    paymentFields(invoice, amountField, received, reference, left));
            Runnable check = () -> {
                var read = context.formats().read(amount.get());
                boolean fits = read.isPresent()
                        && read.get().signum() > 0
                        && read.get().compareTo(history.open()) <= 0
                        && read.get().stripTrailingZeros().scale()
                                <= row.total().getCurrencyUnit().getDecimalPlaces();
                confirm.setDisable(!fits
                        || reference.get().isBlank()
                        || (!received.get().isBlank() && received(invoice, received.get()) == null));
                left.setText(
                        fits
                                ? texts.get(
                                        "invoices.step.pay.left",
                                        steps.money(history.open().subtract(read.orElseThrow()), invoice.currency()))
                                : texts.get(
                                        "invoices.step.pay.wrong", steps.money(history.open(), invoice.currency())));
            };
            amount.addListener((_, _, _) -> check.run());
            reference.addListener((_, _, _) -> check.run());
            received.addListener((_, _, _) -> check.run());
            check.run();
            amountField.requestFocus();
        });
    }

    /** With one for money that came in the currency of the books, where that is another one. */
    private Node[] paymentFields(
            Invoice invoice, TextField amount, StringProperty received, StringProperty reference, Label left) {
        var fields = new ArrayList<Node>();
        fields.add(field(texts, "invoices.step.pay.amount", amount));
        if (invoice.exchange() != null) {
            String books = invoice.exchange().quote();
            fields.add(labelled(texts.get("invoices.step.pay.received", books), field("received", received)));
        }
        fields.add(field(texts, "invoices.step.pay.reference", field("reference", reference)));
        fields.add(left);
        return fields.toArray(Node[]::new);
    }

    /** Null when nothing, or nothing that fits, was given. */
    private InvoiceLife.@Nullable Received received(Invoice invoice, String text) {
        if (invoice.exchange() == null || text.isBlank()) {
            return null;
        }
        String books = invoice.exchange().quote();
        return context.formats()
                .read(text)
                .filter(amount -> amount.signum() > 0
                        && amount.stripTrailingZeros().scale()
                                <= CurrencyUnit.of(books).getDecimalPlaces())
                .map(amount -> new InvoiceLife.Received(books, amount))
                .orElse(null);
    }

    static TextField field(String id, StringProperty text) {
        var field = new TextField();
        field.setId("step-" + id);
        field.textProperty().bindBidirectional(text);
        return field;
    }

    static VBox field(Texts texts, String key, Control control) {
        return labelled(texts.get(key), control);
    }

    private static VBox labelled(String text, Control control) {
        var label = new Label(text);
        label.getStyleClass().add("field-label");
        label.setLabelFor(control);
        control.setAccessibleText(text);
        var field = new VBox(label, control);
        field.getStyleClass().add("field");
        return field;
    }
}
