package org.countinghouse.desktop.wallet;

import java.util.ArrayList;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.countinghouse.billing.BillingMethod;
import org.countinghouse.billing.UsageCharge;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;

/** Asks for the reason before a charge is given back; the event is cancelled with it, which cannot be undone. */
final class RefundQuestion {
    private static final double WIDTH = 520;
    private static final int LONGEST = 1_000;

    private RefundQuestion() {}

    static void ask(ScreenContext context, Window owner, Refund refund, Consumer<String> agreed) {
        var words = new WalletWords(context.texts(), context.formats());
        UsageCharge charge = refund.charge();
        boolean credits = charge.method() == BillingMethod.CREDITS;
        String amount = words.money(charge.amount(), charge.currency());
        var preview = new BalancePreview(words, words.text(credits ? "wallet.grant.what" : "wallet.topup.what"));
        preview.show(refund.before(), refund.after(), charge.currency());
        var reason = new TextField();
        var body = new ArrayList<Node>();
        body.add(Questions.sentence(
                words.text(
                        "wallet.refund.event",
                        charge.event(),
                        charge.eventId(),
                        context.formats().instant(charge.occurredAt())),
                "muted"));
        body.add(Questions.sentence(words.text("wallet.refund.text"), "warning-text"));
        body.add(reasonField(words, reason));
        body.add(preview);
        if (refund.lost().signum() > 0) {
            body.add(Questions.sentence(
                    words.text("wallet.refund.lost", words.money(refund.lost(), charge.currency())), "warning-text"));
        }
        var confirm = Questions.ask(
                WIDTH,
                owner,
                context.texts(),
                words.text(credits ? "wallet.refund.title.credits" : "wallet.refund.title.wallet", amount),
                words.text("wallet.refund.go", amount),
                "confirm-refund",
                () -> agreed.accept(reason.getText().strip()),
                body.toArray(Node[]::new));
        confirm.setDisable(true);
        reason.textProperty()
                .addListener((_, _, typed) -> confirm.setDisable(typed.isBlank() || typed.length() > LONGEST));
        reason.requestFocus();
    }

    private static VBox reasonField(WalletWords words, TextField reason) {
        reason.setId("refund-reason");
        reason.setPromptText(words.text("wallet.refund.reason"));
        reason.setAccessibleText(words.text("wallet.reason"));
        var label = new Label(words.text("wallet.reason"));
        label.getStyleClass().add("field-label");
        label.setLabelFor(reason);
        var field = new VBox(label, reason);
        field.getStyleClass().add("field");
        return field;
    }
}
