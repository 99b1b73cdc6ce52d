package org.countinghouse.desktop.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.countinghouse.billing.Invoice;
import org.countinghouse.desktop.TestBooks;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.usage.Keys;
import org.countinghouse.desktop.usage.ScreenStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines by hand on the invoices screen, each after a look at what it makes of the money. */
class InvoiceLinesScreenTest {
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
    void aLineShowsItsMoneyBeforeItIsSavedAndIsChangedAndRemoved() throws Exception {
        var before = invoice(berlin);
        show();
        stage.until(() -> can("invoice.line.add"));
        fire("invoice.line.add");
        stage.until(() -> dialog() != null);
        stage.onFx(() -> {
            assertThat(confirm("#confirm-line").isDisabled())
                    .as("nothing typed")
                    .isTrue();
            type("#step-text", "Setup of two regions");
            type("#step-quantity", "2");
            type("#step-price", "150.00");
        });
        stage.until(() -> !confirm("#confirm-line").isDisabled());
        stage.onFx(() -> assertThat(texts())
                .contains(money(before.total()), money(before.net().add(hundreds(3)))));
        stage.picture("line-by-hand", dialogPane().getScene());
        stage.onFx(() -> confirm("#confirm-line").fire());
        stage.until(() -> shownTexts(stage.scene().getRoot()).contains("Setup of two regions"));
        assertThat(invoice(berlin).net()).isEqualByComparingTo(before.net().add(hundreds(3)));
        stage.onFx(() -> lines().getSelectionModel().selectLast());
        stage.until(() -> can("invoice.line.change"));
        stage.onFx(() -> assertThat(shownTexts(stage.scene().getRoot())).contains("By hand · 2", "By hand"));
        stage.picture("invoice-line");

        fire("invoice.line.change");
        stage.until(() -> dialog() != null);
        stage.onFx(() -> {
            assertThat(((TextField) in("#step-price")).getText()).isEqualTo("150");
            type("#step-quantity", "-1000000");
        });
        stage.until(() -> texts().stream().anyMatch(text -> text.startsWith("The invoice would come to")));
        stage.onFx(() -> {
            assertThat(confirm("#confirm-line").isDisabled()).isTrue();
            type("#step-quantity", "1");
        });
        stage.until(() -> !confirm("#confirm-line").isDisabled());
        stage.onFx(() -> confirm("#confirm-line").fire());
        stage.until(() -> invoice(berlin).net().compareTo(before.net().add(new java.math.BigDecimal("150"))) == 0);
        stage.until(() -> shownTexts(stage.scene().getRoot()).contains("By hand · 1") && can("invoice.line.remove"));
        fire("invoice.line.remove");
        stage.until(() -> dialog() != null);
        stage.onFx(() -> confirm("#confirm-line").fire());
        stage.until(() -> invoice(berlin).total().compareTo(before.total()) == 0);
        assertThat(stage.failures).isEmpty();
    }

    @Test
    void aLineIsWrittenWithTheKeyboardAlone() throws Exception {
        var before = invoice(berlin);
        show();
        stage.until(() -> can("invoice.line.add"));
        fire("invoice.line.add");
        stage.until(() -> dialog() != null);
        var keys = new Keys(stage, dialogPane().getScene());
        assertThat(keys.focused().getId()).as("where typing begins").isEqualTo("step-text");
        keys.write("Setup of two regions")
                .tabTo("step-quantity")
                .write("2")
                .tabTo("step-price")
                .write("150.00");
        stage.until(() -> !confirm("#confirm-line").isDisabled());
        keys.press(KeyCode.ENTER);
        stage.until(() -> shownTexts(stage.scene().getRoot()).contains("Setup of two regions"));
        assertThat(invoice(berlin).net()).isEqualByComparingTo(before.net().add(hundreds(3)));
        assertThat(stage.failures).isEmpty();
    }

    @Test
    void whoSawAnOlderDraftIsTold() throws Exception {
        show();
        stage.until(() -> can("invoice.line.add"));
        fire("invoice.line.add");
        stage.until(() -> dialog() != null);
        books.workspace().invoiceLife().describe(berlin, "PO-1", "");
        stage.onFx(() -> {
            type("#step-text", "Setup");
            type("#step-price", "150.00");
        });
        stage.until(() -> !confirm("#confirm-line").isDisabled());
        stage.onFx(() -> confirm("#confirm-line").fire());
        stage.until(
                () -> stage.failures.stream().anyMatch(failure -> failure.code().equals("conflict")));
        assertThat(invoice(berlin).lines()).noneMatch(Invoice.Line::byHand);
    }

    @Test
    void anInvoiceOfLinesAloneIsDrafted() throws Exception {
        show();
        fire("invoice.one-off");
        stage.until(() -> dialog() != null && in("#one-off-customers") != null);
        stage.until(() -> !customers().getItems().isEmpty());
        stage.onFx(() -> {
            type("#step-text", "Workshop");
            type("#step-price", "1000.00");
            assertThat(confirm("#confirm-line").isDisabled())
                    .as("without a customer")
                    .isTrue();
            customers().getSelectionModel().selectFirst();
        });
        stage.until(() -> !confirm("#confirm-line").isDisabled());
        stage.picture("one-off-invoice", dialogPane().getScene());
        stage.onFx(() -> confirm("#confirm-line").fire());
        stage.until(() -> stage.notices.stream().anyMatch(text -> text.startsWith("Draft ")));
        assertThat(stage.failures).isEmpty();
    }

    private ListView<?> lines() {
        return (ListView<?>) stage.scene().lookup("#invoice-lines");
    }

    private static ListView<?> customers() {
        return (ListView<?>) in("#one-off-customers");
    }

    private static java.math.BigDecimal hundreds(int count) {
        return java.math.BigDecimal.valueOf(100L * count);
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
