package org.countinghouse.desktop.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.stage.Window;
import org.countinghouse.billing.BillingRules;
import org.countinghouse.billing.Invoice;
import org.countinghouse.billing.InvoiceStatus;
import org.countinghouse.billing.LineChange;
import org.countinghouse.billing.ManualEntry;
import org.countinghouse.billing.ManualLines;
import org.countinghouse.billing.currency.ExchangeRates;
import org.countinghouse.desktop.TestBooks;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.usage.ScreenStage;
import org.countinghouse.metering.ImportOptions;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Steps of an invoice's life on the invoices screen, each after a look at what it makes of the money. */
class InvoiceStepsScreenTest {
    private TestBooks books;
    private ScreenStage stage;
    private InvoicesView view;
    private long berlin;

    @BeforeEach
    void open() throws Exception {
        books = TestBooks.open();
        books.bill();
        berlin = books.workspace().invoices().draftsOf(TestBooks.OCTOBER).stream()
                .filter(id -> invoice(id).customer().equals("berlin"))
                .findFirst()
                .orElseThrow();
    }

    private void show() throws Exception {
        stage = ScreenStage.open(
                "/fxml/invoices.fxml",
                context -> view = new InvoicesView(context, InvoicesServices.of(books.workspace(), books.connection())),
                Language.ENGLISH,
                ZoneOffset.UTC);
        stage.onFx(() -> {
            view.show(Location.of("invoices", "invoice", Long.toString(berlin)));
            view.activate();
        });
        stage.until(() -> view.actions().stream()
                .anyMatch(action ->
                        action.id().equals("invoice.pdf") && action.enabled().get()));
        stage.until(() -> shownTexts(stage.scene().getRoot()).contains("Company of berlin"));
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
        books.close();
    }

    @Test
    void aDraftIsHeldAndApproved() throws Exception {
        show();
        fire("invoice.review");
        stage.until(() -> dialog() != null);
        stage.onFx(() -> {
            assertThat(confirm("#confirm-step").isDisabled())
                    .as("without a reason")
                    .isTrue();
            type("#step-reason", "large amount");
            confirm("#confirm-step").fire();
        });
        stage.until(() -> invoice(berlin).status() == InvoiceStatus.IN_REVIEW && can("invoice.approve"));
        fire("invoice.approve");
        stage.until(() -> invoice(berlin).status() == InvoiceStatus.APPROVED);
        assertThat(books.workspace().invoiceLife().steps(berlin))
                .extracting(org.countinghouse.billing.InvoiceLife.Step::reason)
                .contains("large amount");
        assertThat(stage.failures).isEmpty();
    }

    @Test
    void usageThatNobodyPricesIsLetGoWithAReason() throws Exception {
        books.workspace().database().write(connection -> {
            try (var statement = connection.prepareStatement("update invoice set problems = ?::jsonb where id = ?")) {
                statement.setString(
                        1,
                        "[{\"code\":\"usage.outside_period\",\"message\":\"Calls after the end.\",\"events\":\"3\"}]");
                statement.setLong(2, berlin);
                return statement.executeUpdate();
            }
        });
        show();
        stage.until(() -> can("invoice.accept"));
        fire("invoice.accept");
        stage.until(() -> dialog() != null);
        stage.onFx(() -> {
            assertThat(confirm("#confirm-step").isDisabled())
                    .as("without a reason")
                    .isTrue();
            type("#step-reason", "a test after the end");
            confirm("#confirm-step").fire();
        });
        stage.until(() -> invoice(berlin).problems().getFirst().accepted() && !can("invoice.accept"));
        assertThat(books.workspace().invoiceLife().steps(berlin).getLast().reason())
                .isEqualTo("a test after the end");
        assertThat(books.workspace().finalising().finalise(List.of(berlin))).isEqualTo(1);
        assertThat(stage.failures).isEmpty();
    }

    @Test
    void aCreditNoteShowsItsMoneyBeforeItIsIssued() throws Exception {
        books.workspace().finalising().finalise(List.of(berlin));
        var total = invoice(berlin).total();
        show();
        stage.until(() -> can("invoice.credit"));
        fire("invoice.credit");
        stage.until(() -> dialog() != null && texts().contains("Not owed any more"));
        stage.onFx(() -> assertThat(confirm("#confirm-credit").getText()).isEqualTo("Credit " + money(total)));
        stage.onFx(() -> ((ToggleButton) in("#credit-AMOUNT")).fire());
        stage.until(() -> texts().contains("Type what is to be credited."));
        stage.onFx(() -> type("#step-amount", "1000000"));
        stage.until(() -> texts().stream().anyMatch(text -> text.contains("was to be credited")));
        stage.onFx(() -> type("#step-amount", "11.90"));
        stage.until(() -> confirm("#confirm-credit").getText().equals("Credit €11.90"));
        stage.onFx(() -> {
            assertThat(texts()).contains("€10.00", "€1.90", "€0.00");
            assertThat(confirm("#confirm-credit").isDisabled())
                    .as("without a reason")
                    .isTrue();
            type("#step-reason", "outage on 5 October");
        });
        stage.picture("credit-note", dialogPane().getScene());
        stage.onFx(() -> confirm("#confirm-credit").fire());
        stage.until(() -> stage.notices.stream().anyMatch(text -> text.contains("CN-2026-000001")));
        assertThat(books.workspace().invoiceLife().open(berlin))
                .isEqualByComparingTo(total.subtract(new java.math.BigDecimal("11.90")));
        assertThat(stage.failures).isEmpty();
    }

    @Test
    void ratingADraftAgainShowsItsTotalsFirst() throws Exception {
        var total = invoice(berlin).total();
        show();
        stage.until(() -> can("invoice.refresh"));
        fire("invoice.refresh");
        stage.until(() -> dialog() != null);
        stage.onFx(() -> {
            assertThat(texts()).contains(money(total) + ", as before");
            cancel();
        });
        stage.until(() -> dialog() == null);
        assertThat(stage.notices).isEmpty();
        fire("invoice.refresh");
        stage.until(() -> dialog() != null);
        stage.onFx(() -> confirm("#confirm-refresh").fire());
        stage.until(() -> !stage.notices.isEmpty());
        assertThat(stage.failures).isEmpty();
    }

    @Test
    void aPaymentIsTakenBackAfterALookAtWhatThatDoes() throws Exception {
        books.workspace().finalising().finalise(List.of(berlin));
        books.workspace().invoiceLife().pay(berlin, null, null, "bank-9");
        var total = invoice(berlin).total();
        show();
        stage.onFx(() -> {
            var tabs = (TabPane) stage.scene().getRoot().lookup(".tab-pane");
            tabs.getSelectionModel().select(2);
        });
        stage.until(() -> stage.scene().getRoot().lookup("#payment-back-1") != null);
        stage.onFx(() -> ((Button) stage.scene().getRoot().lookup("#payment-back-1")).fire());
        stage.until(() -> dialog() != null);
        stage.onFx(() -> {
            assertThat(texts())
                    .contains(
                            money(total) + " are to be paid again, and the invoice goes from “Paid” back to “Final”.");
            assertThat(confirm("#confirm-step").isDisabled())
                    .as("without a reason")
                    .isTrue();
            type("#step-reason", "of another customer");
        });
        stage.picture("payment-back", dialogPane().getScene());
        stage.onFx(() -> confirm("#confirm-step").fire());
        stage.until(() -> invoice(berlin).status() == InvoiceStatus.FINAL && can("invoice.pay"));
        stage.until(() ->
                shownTexts(stage.scene().getRoot()).stream().anyMatch(text -> text.contains("of another customer")));
        assertThat(books.workspace().invoiceLife().open(berlin)).isEqualByComparingTo(total);
        assertThat(stage.failures).isEmpty();
    }

    @Test
    void aPaymentSaysWhatStaysOpenAndAVoidInvoiceWhatFalls() throws Exception {
        books.workspace().finalising().finalise(List.of(berlin));
        show();
        stage.until(() -> can("invoice.void"));
        fire("invoice.void");
        stage.until(() -> dialog() != null);
        stage.onFx(() -> {
            assertThat(texts()).anyMatch(text -> text.contains("are not owed any more; revenue falls by"));
            cancel();
        });
        stage.until(() -> dialog() == null);
        fire("invoice.pay");
        stage.until(() -> dialog() != null && texts().stream().anyMatch(text -> text.startsWith("€0.00 stay open")));
        stage.onFx(() -> {
            type("#step-amount", "0.01");
            type("#step-reference", "bank-7");
            assertThat(texts()).anyMatch(text -> text.contains("stay open after it."));
            confirm("#confirm-step").fire();
        });
        stage.until(() -> !stage.notices.isEmpty());
        assertThat(books.workspace().invoiceLife().open(berlin))
                .isEqualByComparingTo(invoice(berlin).due().subtract(new java.math.BigDecimal("0.01")));
        stage.until(() -> shownTexts(stage.scene().getRoot()).contains("History"));
        assertThat(stage.failures).isEmpty();
    }

    @Test
    void aDiscardedDraftShowsWhatIsNotBilled() throws Exception {
        var total = invoice(berlin).total();
        show();
        stage.until(() -> can("invoice.void"));
        fire("invoice.void");
        stage.until(() -> dialog() != null);
        stage.onFx(() -> {
            assertThat(texts()).contains(gone(total));
            type("#step-reason", "a test");
            confirm("#confirm-step").fire();
        });
        stage.until(() -> invoice(berlin).status() == InvoiceStatus.VOID);
        assertThat(stage.failures).isEmpty();
    }

    @Test
    void aVoidShowsWhatIsPostedBackAndWhatTheNewDraftComesTo() throws Exception {
        books.workspace().finalising().finalise(List.of(berlin));
        Invoice old = invoice(berlin);
        Path late = Files.writeString(Files.createTempFile("calls", ".jsonl"), """
                {"id":"late","customer":"berlin","event":"calls","time":"2026-10-20T10:00:00Z","quantity":"1000","properties":{"region":"eu"}}
                """);
        books.workspace().usageImport().run(late, ImportOptions.DEFAULT, Progress.NONE);
        show();
        stage.until(() -> can("invoice.void"));
        fire("invoice.void");
        stage.until(() -> dialog() != null && texts().contains("Posted back"));
        stage.onFx(() -> {
            assertThat(texts())
                    .contains("Receivables", gone(old.total()), "Revenue", gone(old.net()), "Tax", gone(old.tax()));
            assertThat(confirm("#confirm-step").isDisabled())
                    .as("without a reason")
                    .isTrue();
            type("#step-reason", "wrong usage");
            assertThat(confirm("#confirm-step").isDisabled()).isFalse();
            ((CheckBox) in("#step-again")).setSelected(true);
            assertThat(confirm("#confirm-step").isDisabled())
                    .as("before its figures are there")
                    .isTrue();
        });
        stage.until(() -> texts().contains("New draft in place of the invoice"));
        var shown = new ArrayList<String>();
        stage.onFx(() -> shown.addAll(texts()));
        stage.picture("void-again", dialogPane().getScene());
        assertThat(invoice(berlin).status()).as("a look").isEqualTo(InvoiceStatus.FINAL);
        stage.onFx(() -> confirm("#confirm-step").fire());
        stage.until(() -> invoice(berlin).status() == InvoiceStatus.VOID && !stage.notices.isEmpty());
        Invoice anew = books.workspace().invoices().draftsOf(TestBooks.OCTOBER).stream()
                .map(this::invoice)
                .filter(each -> each.customer().equals("berlin"))
                .findFirst()
                .orElseThrow();
        assertThat(anew.net().subtract(old.net())).as("of late calls").isEqualByComparingTo("10.00");
        assertThat(shown)
                .contains(money(old.total()) + " → " + money(anew.total()) + " (+"
                        + money(anew.total().subtract(old.total())) + ")");
        assertThat(stage.failures).isEmpty();
    }

    private static String gone(BigDecimal amount) {
        return money(amount) + " → €0.00 (-" + money(amount) + ")";
    }

    @Test
    void anInvoiceWithNothingToPayIsPaidAndMayBeMadeVoid() throws Exception {
        var database = books.workspace().database();
        var off = new ManualEntry(
                "goodwill", java.math.BigDecimal.ONE, invoice(berlin).net().negate(), "standard", null);
        new ManualLines(database, books.workspace().clock()).change(berlin, null, new LineChange.Add(off));
        books.workspace().finalising().finalise(List.of(berlin));
        assertThat(invoice(berlin).due()).isZero();
        show();
        stage.until(() -> can("invoice.void") && can("invoice.send"));
        assertThat(can("invoice.pay")).isFalse();
        assertThat(can("invoice.write-off")).isFalse();
        stage.onFx(() -> ((TabPane) stage.scene().lookup(".tab-pane"))
                .getSelectionModel()
                .select(2));
        stage.until(() -> shownTexts(stage.scene().getRoot()).contains("Nothing was to be paid"));
        stage.picture("nothing-due");
        fire("invoice.void");
        stage.until(() -> dialog() != null);
        stage.onFx(() -> type("#step-reason", "wrong address"));
        stage.until(() -> !confirm("#confirm-step").isDisabled());
        stage.onFx(() -> confirm("#confirm-step").fire());
        stage.until(() -> invoice(berlin).status() == InvoiceStatus.VOID);
        assertThat(stage.failures).isEmpty();
    }

    @Test
    void moneyInTheCurrencyOfTheBooksIsRecordedAsItCame() throws Exception {
        var database = books.workspace().database();
        new BillingRules(database).change("main", rule -> rule.withBooksCurrency("USD"));
        ExchangeRates.of(database, books.workspace().clock())
                .set(
                        "EUR",
                        "USD",
                        LocalDate.ofInstant(books.workspace().clock().instant(), ZoneOffset.UTC),
                        new java.math.BigDecimal("1.0832"),
                        "");
        books.workspace().finalising().finalise(List.of(berlin));
        show();
        stage.until(() -> shownTexts(stage.scene().getRoot()).contains("1 EUR = 1.0832 USD"));
        stage.onFx(() -> ((TabPane) stage.scene().lookup(".tab-pane"))
                .getSelectionModel()
                .select(1));
        stage.picture("books-currency");
        stage.until(() -> can("invoice.pay"));
        fire("invoice.pay");
        stage.until(() -> dialog() != null && texts().contains("Received in USD, when it came in USD"));
        stage.onFx(() -> {
            type("#step-reference", "bank-8");
            type("#step-received", "a lot");
            assertThat(confirm("#confirm-step").isDisabled()).as("no figure").isTrue();
            type("#step-received", "1000.50");
            assertThat(confirm("#confirm-step").isDisabled())
                    .as("before the difference is shown")
                    .isTrue();
        });
        stage.until(() -> !confirm("#confirm-step").isDisabled());
        var preview = books.workspace()
                .invoiceLife()
                .previewPayment(
                        berlin,
                        null,
                        null,
                        "bank-8",
                        new org.countinghouse.billing.InvoiceLife.Received("USD", new java.math.BigDecimal("1000.50")));
        var difference = java.util.Objects.requireNonNull(preview.books()).difference();
        String kind = difference.signum() > 0 ? "a gain of $" : "a loss of $";
        stage.onFx(() -> assertThat(texts())
                .anyMatch(text -> text.contains(kind
                        + java.text.NumberFormat.getNumberInstance(java.util.Locale.US)
                                .format(difference.abs())))
                .anyMatch(text -> text.contains("1 EUR = 1.0832 USD (By hand)")));
        stage.picture("payment-in-books-currency", dialogPane().getScene());
        stage.onFx(() -> confirm("#confirm-step").fire());
        stage.until(() -> invoice(berlin).status() == InvoiceStatus.PAID && !can("invoice.void"));
        try (var statement = books.workspace().database().bulk().createStatement();
                var row = statement.executeQuery(
                        "select -sum(amount) from ledger_entry where account = 'exchange_difference'")) {
            row.next();
            assertThat(row.getBigDecimal(1)).as("as it was shown").isEqualByComparingTo(difference);
        }
        assertThat(stage.failures).isEmpty();
    }

    private Invoice invoice(long id) {
        return books.workspace().invoices().find(Long.toString(id));
    }

    private static String money(java.math.BigDecimal amount) {
        return java.text.NumberFormat.getCurrencyInstance(java.util.Locale.US)
                .format(amount)
                .replace("$", "€");
    }

    private boolean can(String action) {
        return view.actions().stream()
                .anyMatch(each -> each.id().equals(action) && each.enabled().get());
    }

    private void fire(String action) throws Exception {
        stage.onFx(() -> view.actions().stream()
                .filter(each -> each.id().equals(action))
                .forEach(each -> assertThat(each.fire()).isTrue()));
    }

    private static DialogPane dialogPane() {
        return (DialogPane) java.util.Objects.requireNonNull(dialog());
    }

    private static Parent dialog() {
        return Window.getWindows().stream()
                .filter(window -> window.getScene() != null && window.getScene().getRoot() instanceof DialogPane)
                .map(window -> window.getScene().getRoot())
                .findFirst()
                .orElse(null);
    }

    private static Node in(String id) {
        return dialogPane().lookup(id);
    }

    private static void type(String id, String text) {
        ((TextField) in(id)).setText(text);
    }

    private static Button confirm(String id) {
        return (Button) in(id);
    }

    private static void cancel() {
        var pane = dialogPane();
        ((Button) pane.lookupButton(pane.getButtonTypes().getLast())).fire();
    }

    private static List<String> texts() {
        return shownTexts(dialogPane());
    }

    private static List<String> shownTexts(Node root) {
        return root.lookupAll("*").stream()
                .filter(Labeled.class::isInstance)
                .map(node -> ((Labeled) node).getText())
                .filter(java.util.Objects::nonNull)
                .toList();
    }
}
