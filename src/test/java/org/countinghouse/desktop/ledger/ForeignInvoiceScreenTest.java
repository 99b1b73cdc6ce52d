package org.countinghouse.desktop.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javax.imageio.ImageIO;
import org.countinghouse.billing.BillingRules;
import org.countinghouse.billing.Invoice;
import org.countinghouse.billing.InvoiceLife;
import org.countinghouse.billing.currency.ExchangeRates;
import org.countinghouse.billing.ledger.DatevFile;
import org.countinghouse.billing.ledger.LedgerReports;
import org.countinghouse.customers.Customer;
import org.countinghouse.desktop.TestBooks;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.invoices.InvoicesServices;
import org.countinghouse.desktop.invoices.InvoicesView;
import org.countinghouse.desktop.usage.ScreenStage;
import org.countinghouse.documents.PdfPages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An invoice in dollars of a plan in euros, with books in euros: on its page, in the ledger and on paper. */
class ForeignInvoiceScreenTest {
    private TestBooks books;
    private ScreenStage stage;
    private long id;

    @BeforeEach
    void open() throws Exception {
        books = TestBooks.open();
        var workspace = books.workspace();
        workspace
                .customers()
                .save(new Customer("berlin", "Company of berlin", "", "Allee 7", "DE", "", "EUR", "de", "UTC", "main"));
        new BillingRules(workspace.database()).change("main", rule -> rule.withBooksCurrency("EUR"));
        var rates = ExchangeRates.of(workspace.database(), workspace.clock());
        rates.set("EUR", "USD", LocalDate.of(2026, 10, 31), new BigDecimal("1.0832"), "");
        rates.set("EUR", "USD", LocalDate.of(2026, 11, 2), new BigDecimal("1.0917"), "");
        workspace.customerCurrencies().set("berlin", "USD");
        books.bill();
        id = workspace.invoices().draftsOf(TestBooks.OCTOBER).stream()
                .filter(each -> invoice(each).customer().equals("berlin"))
                .findFirst()
                .orElseThrow();
        workspace.finalising().finalise(List.of(id));
    }

    @AfterEach
    void close() throws Exception {
        if (stage != null) {
            stage.close();
        }
        books.close();
    }

    private Invoice invoice(long of) {
        return books.workspace().invoices().find(Long.toString(of));
    }

    private List<String> texts() {
        return stage.scene().getRoot().lookupAll("*").stream()
                .filter(Labeled.class::isInstance)
                .map(node -> ((Labeled) node).getText())
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void itsPageNamesBothCurrenciesAndRates(Language language) throws Exception {
        var view = new AtomicReference<InvoicesView>();
        stage = ScreenStage.open(
                "/fxml/invoices.fxml",
                context -> {
                    view.set(new InvoicesView(context, InvoicesServices.of(books.workspace(), books.connection())));
                    return view.get();
                },
                language,
                ZoneOffset.UTC);
        stage.onFx(() -> {
            view.get().show(Location.of("invoices", "invoice", Long.toString(id)));
            view.get().activate();
        });
        stage.until(() -> texts().contains("Company of berlin"));
        stage.picture("foreign-lines-" + language);
        stage.onFx(() -> tabs().getSelectionModel().select(1));
        boolean german = language == Language.GERMAN;
        stage.until(() -> texts().contains(german ? "1 EUR = 1,0832 USD" : "1 EUR = 1.0832 USD"));
        // The books' rate is the other way round, with as many digits as the eye takes.
        assertThat(texts()).contains(german ? "1 USD = 0,91600256 EUR" : "1 USD = 0.91600256 EUR");
        assertThat(texts()).anyMatch(text -> text.startsWith(german ? "Von Hand, " : "By hand, "));
        stage.picture("foreign-facts-" + language);
        assertThat(stage.failures).isEmpty();
    }

    private TabPane tabs() {
        Node found = stage.scene().lookup(".tab-pane");
        return (TabPane) found;
    }

    @Test
    void onPaperItsRatesReadAsTheRestOfIt() throws Exception {
        byte[] pdf = books.workspace().invoicePdf(id);
        try (var pages = new PdfPages(pdf);
                var document = org.apache.pdfbox.Loader.loadPDF(pdf)) {
            String text = new org.apache.pdfbox.text.PDFTextStripper().getText(document);
            assertThat(text.replaceAll("\\s+", " "))
                    .contains(
                            "Preise in EUR, umgerechnet zu 1 EUR = 1,0832 USD (von uns festgelegt, 31. Oktober 2026)",
                            "von uns festgelegt, 2. November 2026")
                    .doesNotContain("manual", "2026-10-31");
            String directory = System.getenv().getOrDefault("SCREENSHOTS", "");
            if (!directory.isEmpty()) {
                ImageIO.write(pages.image(0, 110), "png", new File(directory, "foreign-paper.png"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void theLedgerKeepsBothCurrenciesApart(Language language) throws Exception {
        var workspace = books.workspace();
        BigDecimal total = invoice(id).due();
        workspace
                .invoiceLife()
                .pay(id, null, null, "bank-1", new InvoiceLife.Received("EUR", new BigDecimal("700.00")));
        var view = new AtomicReference<LedgerView>();
        stage = ScreenStage.open(
                "/fxml/ledger.fxml",
                context -> {
                    view.set(new LedgerView(
                            LedgerScreenTest.now(context),
                            new LedgerServices(
                                    new LedgerReports(workspace.database()),
                                    workspace.recognition(),
                                    new DatevFile(new LedgerReports(workspace.database()), TestBooks.CLOCK),
                                    true,
                                    heard -> workspace.database().listen("invoice", heard))));
                    return view.get();
                },
                language,
                ZoneOffset.UTC);
        stage.until(() -> view.get().model().content().get() instanceof LedgerViewModel.Content.Shown);
        stage.picture("foreign-ledger-" + language);
        assertThat(total).isPositive();
        assertThat(stage.failures).isEmpty();
    }
}
