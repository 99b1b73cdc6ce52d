package org.countinghouse.desktop.invoices;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.countinghouse.billing.Invoice;
import org.countinghouse.billing.InvoiceLife;
import org.countinghouse.billing.InvoiceRow;
import org.countinghouse.billing.PaymentPreview;
import org.countinghouse.billing.currency.ExchangeRate;
import org.countinghouse.desktop.common.DateField;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks what was received for an invoice. Where the books are in another currency it shows both rates and the exchange
 * difference before it is booked, and is held back until it has.
 */
final class PaymentQuestion {
    private static final double WIDTH = 560;

    private final ScreenContext context;
    private final Texts texts;
    private final InvoiceRow row;
    private final Invoice invoice;
    private final BigDecimal open;
    private final InvoiceSteps steps;
    private final TextField amount = field("amount");
    private final TextField received = field("received");
    private final TextField reference = field("reference");
    private final DateField day;
    private final Label left = Questions.sentence("", "muted");
    private final VBox effect = new VBox();
    private @Nullable Button confirm;

    PaymentQuestion(
            ScreenContext context, InvoiceRow row, Invoice invoice, InvoiceHistory history, InvoiceSteps steps) {
        this.context = context;
        this.texts = context.texts();
        day = new DateField(context);
        this.row = row;
        this.invoice = invoice;
        this.open = history.payable();
        this.steps = steps;
        amount.setText(context.formats().number(open.stripTrailingZeros()));
        day.setId("step-day");
        day.setValue(steps.today());
        day.setMaxWidth(Double.MAX_VALUE);
        left.setId("step-left");
        effect.setId("step-exchange");
        effect.getStyleClass().add("billing-summary");
    }

    private static TextField field(String id) {
        var field = new TextField();
        field.setId("step-" + id);
        return field;
    }

    void ask(Window owner) {
        confirm = Questions.ask(
                WIDTH,
                owner,
                texts,
                texts.get("invoices.step.pay.title", InvoiceColumns.name(row, texts)),
                texts.get("invoices.step.pay.go"),
                "confirm-step",
                this::pay,
                body());
        amount.textProperty().addListener((_, _, _) -> check());
        received.textProperty().addListener((_, _, _) -> check());
        reference.textProperty().addListener((_, _, _) -> check());
        day.valueProperty().addListener((_, _, _) -> check());
        check();
        amount.requestFocus();
    }

    private Node[] body() {
        var nodes = new ArrayList<Node>();
        String label = invoice.exchange() == null
                ? texts.get("invoices.step.pay.amount")
                : texts.get("invoices.step.pay.settles", invoice.currency());
        nodes.add(Questions.row(
                Questions.field(label, amount), Questions.field(texts.get("invoices.step.pay.day"), day)));
        if (invoice.exchange() != null) {
            String books = invoice.exchange().quote();
            nodes.add(Questions.field(texts.get("invoices.step.pay.received", books), received));
        }
        nodes.add(Questions.field(texts.get("invoices.step.pay.reference"), reference));
        nodes.add(left);
        if (invoice.exchange() != null) {
            nodes.add(effect);
        }
        return nodes.toArray(Node[]::new);
    }

    private Optional<BigDecimal> settled() {
        return context.formats()
                .read(amount.getText())
                .filter(read -> read.signum() > 0
                        && read.compareTo(open) <= 0
                        && fits(read, row.total().getCurrencyUnit()));
    }

    private static boolean fits(BigDecimal read, CurrencyUnit currency) {
        return read.stripTrailingZeros().scale() <= currency.getDecimalPlaces();
    }

    /** Null when nothing, or nothing that fits, was given. */
    private InvoiceLife.@Nullable Received received() {
        if (invoice.exchange() == null || received.getText().isBlank()) {
            return null;
        }
        String books = invoice.exchange().quote();
        return context.formats()
                .read(received.getText())
                .filter(read -> read.signum() > 0 && fits(read, CurrencyUnit.of(books)))
                .map(read -> new InvoiceLife.Received(books, read))
                .orElse(null);
    }

    private void hold(boolean held) {
        if (confirm != null) {
            confirm.setDisable(held);
        }
    }

    private void check() {
        var settles = settled();
        LocalDate on = day.getValue();
        boolean dated = on != null && !on.isAfter(steps.today().plusDays(1)); // somewhere it is tomorrow
        boolean readable = received.getText().isBlank() || received() != null;
        left.setText(settles.map(
                        read -> texts.get("invoices.step.pay.left", money(open.subtract(read), invoice.currency())))
                .orElseGet(() -> texts.get("invoices.step.pay.wrong", money(open, invoice.currency()))));
        boolean complete = dated && readable && !reference.getText().isBlank();
        if (invoice.exchange() == null) {
            hold(settles.isEmpty() || !complete);
            return;
        }
        hold(true);
        if (settles.isEmpty() || !dated || !readable) {
            steps.dropPreview();
            say(texts.get("invoices.step.pay.exchange.missing"), "muted");
            return;
        }
        String key = reference.getText().strip();
        steps.previewPayment(
                row,
                new Payment(settles.get(), on, key.isEmpty() ? null : key, received()),
                preview -> {
                    show(preview);
                    hold(!complete);
                },
                failure -> say(failure.summary() + " " + failure.remedy(), "warning-text"));
    }

    private void say(String text, String style) {
        effect.getChildren().setAll(Questions.sentence(text, style));
        Questions.fit(effect);
    }

    private void show(PaymentPreview preview) {
        PaymentPreview.InBooks books = preview.books();
        if (preview.before() || books == null) {
            say(texts.get("invoices.step.pay.before"), "warning-text");
            return;
        }
        effect.getChildren()
                .setAll(
                        Questions.sentence(
                                rate("issued", books.issued(), books.issued().day()), "muted"),
                        Questions.sentence(ofDay(preview.amount(), books), "muted"),
                        Questions.sentence(difference(books), style(books)));
        Questions.fit(effect);
    }

    private static String style(PaymentPreview.InBooks books) {
        return books.difference().signum() < 0 ? "warning-text" : "change-text";
    }

    private String rate(String which, ExchangeRate rate, LocalDate on) {
        var words = new InvoiceRates(texts, context.formats());
        return texts.get(
                "invoices.step.pay.rate." + which,
                context.formats().date(on),
                words.sentence(rate),
                words.source(rate));
    }

    private String ofDay(BigDecimal settles, PaymentPreview.InBooks books) {
        ExchangeRate rate = books.ofDay();
        return rate == null
                ? texts.get("invoices.step.pay.rate.none", context.formats().date(books.day()))
                : rate("day", rate, books.day()) + " "
                        + texts.get(
                                "invoices.step.pay.rate.worth",
                                money(settles, invoice.currency()),
                                money(rate.of(settles), books.currency()));
    }

    private String difference(PaymentPreview.InBooks books) {
        if (books.received() == null || books.expected() == null) {
            return texts.get("invoices.step.pay.exchange.none", invoice.currency());
        }
        String which = switch (books.difference().signum()) {
            case 1 -> "gain";
            case -1 -> "loss";
            default -> "even";
        };
        return texts.get(
                "invoices.step.pay.exchange." + which,
                money(books.received(), books.currency()),
                money(books.expected(), books.currency()),
                money(books.difference().abs(), books.currency()));
    }

    private String money(BigDecimal value, String currency) {
        return steps.money(value, currency);
    }

    private void pay() {
        settled()
                .ifPresent(read -> steps.pay(
                        row,
                        new Payment(read, day.getValue(), reference.getText().strip(), received())));
    }

    /**
     * What was typed.
     *
     * @param reference null: none yet
     * @param received null: the same amount, in the invoice's currency
     */
    record Payment(
            BigDecimal amount, LocalDate day, @Nullable String reference, InvoiceLife.@Nullable Received received) {}
}
