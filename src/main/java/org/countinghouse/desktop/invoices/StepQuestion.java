package org.countinghouse.desktop.invoices;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Control;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.countinghouse.billing.InvoiceRow;
import org.countinghouse.billing.ReissueEffect;
import org.countinghouse.desktop.common.MoneyEffect;
import org.countinghouse.desktop.common.MoneyLook;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;

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

    void accept() {
        reason("accept", List.of(), reason -> steps.accept(row, reason));
    }

    void makeVoid() {
        if (row.status().open()) {
            var gone = new MoneyEffect.Line(
                    texts.get("invoices.step.discard.total"),
                    row.total().getAmount(),
                    BigDecimal.ZERO,
                    row.total().getCurrencyUnit().getCode());
            reason(
                    "discard",
                    List.of(new MoneyEffect(context, List.of(gone))),
                    reason -> steps.makeVoid(row, reason, false));
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
            var look = new MoneyLook<ReissueEffect>(
                    context, found -> new VoidEffect(context, found, again.isSelected()).nodes());
            again.selectedProperty().addListener((_, _, now) -> look.look(steps.voidEffect(row, now)));
            reason(
                    "void",
                    List.of(effect, again, look),
                    look.ready(),
                    reason -> steps.makeVoid(row, reason, again.isSelected()));
            look.look(steps.voidEffect(row, false));
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
        reason(step, more, new SimpleBooleanProperty(true), agreed);
    }

    /** @param ready what has to be known before is known */
    private void reason(
            String step, List<? extends Node> more, ReadOnlyBooleanProperty ready, Consumer<String> agreed) {
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
                        () -> !ready.get()
                                || typed.get().isBlank()
                                || typed.get().length() > LONGEST,
                        typed,
                        ready));
        reason.requestFocus();
    }

    void pay() {
        steps.read(row, (invoice, history) -> new PaymentQuestion(context, row, invoice, history, steps).ask(owner));
    }

    static TextField field(String id, StringProperty text) {
        var field = new TextField();
        field.setId("step-" + id);
        field.textProperty().bindBidirectional(text);
        return field;
    }

    static VBox field(Texts texts, String key, Control control) {
        return Questions.field(texts.get(key), control);
    }
}
