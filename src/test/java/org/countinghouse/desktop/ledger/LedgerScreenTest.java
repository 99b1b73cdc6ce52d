package org.countinghouse.desktop.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import org.countinghouse.billing.ledger.Account;
import org.countinghouse.billing.ledger.DatevFile;
import org.countinghouse.billing.ledger.LedgerReports;
import org.countinghouse.billing.ledger.ReportKind;
import org.countinghouse.billing.ledger.ReportRow;
import org.countinghouse.desktop.TestBooks;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.ReportPeriod;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.usage.ScreenStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger screen in a window on real books. */
class LedgerScreenTest {
    @TempDir
    private Path folder;

    private TestBooks books;
    private ScreenStage stage;
    private LedgerView view;

    @BeforeEach
    void open() throws Exception {
        books = TestBooks.open();
        books.bill();
    }

    private void finalise() {
        var workspace = books.workspace();
        var ids = workspace.invoices().draftsOf(TestBooks.OCTOBER).stream()
                .filter(id ->
                        workspace.invoices().find(Long.toString(id)).problems().isEmpty())
                .toList();
        workspace.finalising().finalise(ids);
    }

    private void show(Language language) throws Exception {
        stage = ScreenStage.open(
                "/fxml/ledger.fxml",
                context -> view = new LedgerView(now(context), services()),
                language,
                ZoneOffset.UTC);
        stage.until(() -> view.model().content().get() instanceof LedgerViewModel.Content.Shown);
    }

    private LedgerServices services() {
        return new LedgerServices(
                new LedgerReports(books.workspace().database()),
                books.workspace().recognition(),
                new DatevFile(new LedgerReports(books.workspace().database()), TestBooks.CLOCK),
                true,
                heard -> books.workspace().database().listen("invoice", heard));
    }

    static ScreenContext now(ScreenContext context) {
        return new ScreenContext(
                context.texts(),
                context.formats(),
                context.tasks(),
                context.navigator(),
                context.notices(),
                context.status(),
                context.preferences(),
                TestBooks.CLOCK);
    }

    @AfterEach
    void close() throws Exception {
        if (stage != null) {
            stage.close();
        }
        books.close();
    }

    @Test
    void theTrialBalanceAddsUpToNothingAndLeadsToTheInvoice() throws Exception {
        finalise();
        show(Language.ENGLISH);
        stage.until(() -> table().getItems().size() == 5);
        assertThat(summary()).contains("5 rows").contains("balances add up to €0.00  +  $0.00");
        stage.picture("ledger");

        // The receivables in euro are two invoices; each entry leads to its own.
        stage.onFx(() -> {
            table().getSelectionModel().select(0);
            button("#ledger-open").fire();
        });
        assertThat(stage.visited).singleElement().satisfies(place -> {
            assertThat(place.screen()).isEqualTo("ledger");
            assertThat(place.arguments()).containsEntry("report", "STATEMENT").containsEntry("account", "receivables");
        });
        stage.onFx(() -> {
            view.show(stage.visited.getFirst());
            view.activate();
        });
        stage.until(() -> shown(ReportKind.STATEMENT) && table().getItems().size() == 4);
        stage.onFx(() -> {
            table().getSelectionModel().select(0);
            button("#ledger-open").fire();
        });
        assertThat(stage.visited.getLast())
                .isEqualTo(Location.of(
                        "invoices",
                        "invoice",
                        Long.toString(table().getItems().getFirst().invoiceId())));
        assertThat(stage.failures).isEmpty();
    }

    @Test
    void eachReportIsAskedForByItsButtonPeriodAccountAndCustomer() throws Exception {
        finalise();
        show(Language.GERMAN);
        press("#report-ageing");
        stage.until(() -> shown(ReportKind.AGEING) && table().getItems().size() == 4);
        press("#report-revenue");
        stage.until(() -> shown(ReportKind.REVENUE));
        assertThat(summary()).contains("Erlöse");
        press("#report-deferred");
        stage.until(() -> shown(ReportKind.DEFERRED) && table().getItems().isEmpty());
        stage.picture("ledger-nothing");
        press("#report-statement");
        stage.onFx(() -> {
            accounts().setValue(Account.TAX);
            ((TextField) stage.scene().lookup("#customer")).setText("berlin");
        });
        stage.until(() -> shown(ReportKind.STATEMENT) && table().getItems().size() == 1);
        stage.onFx(() -> periods().setValue(ReportPeriod.LAST_YEAR));
        stage.until(() -> table().getItems().isEmpty());
        press("#report-journal");
        stage.onFx(() -> {
            periods().setValue(ReportPeriod.EVER);
            accounts().setValue(null);
        });
        stage.until(() -> shown(ReportKind.JOURNAL) && table().getItems().size() == 4);
        assertThat(stage.failures).isEmpty();
    }

    @Test
    void theWholeReportIsSavedAsAFile() throws Exception {
        finalise();
        show(Language.ENGLISH);
        stage.onFx(() -> view.model().report().set(ReportKind.JOURNAL));
        stage.until(() -> shown(ReportKind.JOURNAL));
        Path file = folder.resolve("journal.csv");
        stage.onFx(() -> view.model().save(file));
        stage.until(() -> !stage.notices.isEmpty());
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.getFirst())
                .startsWith("entity,date,transaction,kind,document,number,account,customer,currency,debit,credit,rate");
        assertThat(lines).hasSize(1 + table().getItems().size());
        assertThat(lines.get(1)).contains(",2026-11-02,");
    }

    @Test
    void whatIsPostedElsewhereArrivesByItself() throws Exception {
        show(Language.ENGLISH);
        assertThat(table().getItems()).isEmpty();
        finalise();
        stage.until(() -> table().getItems().size() == 5);
    }

    private boolean shown(ReportKind report) {
        return view.model().content().get() instanceof LedgerViewModel.Content.Shown content
                && content.report() == report;
    }

    private void press(String toggle) throws Exception {
        stage.onFx(() -> ((ToggleButton) stage.scene().lookup(toggle)).fire());
    }

    private Button button(String id) {
        return (Button) stage.scene().lookup(id);
    }

    private String summary() {
        return ((Label) stage.scene().lookup("#summary")).getText();
    }

    @SuppressWarnings("unchecked")
    private ComboBox<Account> accounts() {
        return (ComboBox<Account>) stage.scene().lookup("#account");
    }

    @SuppressWarnings("unchecked")
    private ComboBox<ReportPeriod> periods() {
        return (ComboBox<ReportPeriod>) stage.scene().lookup("#period");
    }

    /** Taken away while there is nothing to show. */
    private TableView<ReportRow> table() {
        return view.table();
    }
}
