package org.countinghouse.desktop.creditnotes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.countinghouse.billing.CreditNote;
import org.countinghouse.billing.CreditNoteRow;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.list.ListScreen;
import org.countinghouse.desktop.invoices.CreditNoteActions;
import org.countinghouse.desktop.usage.ScreenStage;
import org.countinghouse.mail.MailState;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.storage.list.Sort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All credit notes in one list, of two sellers and in two currencies, on real books. */
class CreditNotesScreenTest {
    private CreditedBooks credited;

    @BeforeEach
    void open() throws Exception {
        credited = new CreditedBooks();
    }

    @AfterEach
    void close() throws Exception {
        credited.close();
    }

    @Test
    void whatIsIssuedElsewhereArrivesAndSaysWhereTheMoneyWent() throws Exception {
        try (var stage = show(GroupRole.FINANCE)) {
            stage.until(() -> texts(stage.scene()).contains("No credit notes yet"));
            credited.creditBerlin();
            stage.until(() -> rows(stage).size() == 1);
            credited.creditChicago();
            stage.until(() -> rows(stage).size() == 2);
            assertThat(rows(stage))
                    .extracting(CreditNoteRow::customer)
                    .as("the newest first")
                    .containsExactly("chicago", "berlin");
            choose(stage, "TO_WALLET", "chicago");
            choose(stage, "TO_RECEIVABLE", "berlin");

            stage.onFx(() -> table(stage).getSelectionModel().selectFirst());
            stage.until(() -> can(stage, "#credit-note-invoice"));
            assertThat(texts(stage.scene()))
                    .contains("Outage on 5 October", "Base fee", "Calls", "VAT 19 %", "€10.00", "€1.90", "€11.90")
                    .contains("€0.00");
            stage.onFx(() -> ((ToggleButton) stage.scene().lookup("#show-ALL")).fire());
            stage.until(() -> rows(stage).size() == 2);
            stage.picture("credit-notes");

            stage.onFx(() -> button(stage, "#credit-note-invoice").fire());
            stage.onFx(() -> button(stage, "#credit-note-customer").fire());
            assertThat(stage.visited)
                    .containsExactly(
                            Location.of("invoices", "invoice", Long.toString(credited.berlin)),
                            Location.of(
                                    "customers",
                                    "customer",
                                    Long.toString(rows(stage).getLast().customerId())));
            assertThat(stage.failures).isEmpty();
        }
    }

    @Test
    void theListIsSearchedSortedAndAddedUpByCurrency() {
        credited.creditBerlin();
        credited.credit(credited.berlin, "2.38", "Rounding agreed");
        credited.creditChicago();
        var list = CreditNotesServices.of(credited.books.workspace(), credited.books.connection())
                .list();

        assertThat(list.totals(Filter.ALL).rows()).isEqualTo(3);
        assertThat(list.totals(Filter.ALL).sums().get("total EUR")).isEqualByComparingTo("14.28");
        assertThat(list.totals(Filter.ALL).sums().get("total USD")).isEqualByComparingTo("20.00");
        assertThat(list.totals(Filter.ALL).sums().get("to_wallet USD")).isEqualByComparingTo("20.00");
        assertThat(list.totals(Filter.ALL).sums().get("to_wallet EUR")).isZero();
        assertThat(list.totals(Filter.ALL).sums()).as("no sum of ids").doesNotContainKey("id");
        assertThat(list.page(Filter.ALL.withSearch("outage"), List.of(), null, 0, 9)
                        .rows())
                .singleElement()
                .satisfies(row -> assertThat(row.net().plus(row.tax())).isEqualTo(row.total()));
        var byTotal = List.of(new Sort("total", false));
        var first = list.page(Filter.ALL, byTotal, null, 0, 2);
        assertThat(first.rows()).extracting(row -> row.total().toString()).containsExactly("EUR 2.38", "EUR 11.90");
        assertThat(list.page(Filter.ALL, byTotal, first.cursors().getLast(), 0, 2)
                        .rows())
                .extracting(row -> row.total().toString())
                .containsExactly("USD 20.00");
    }

    @Test
    void eachDocumentIsSavedThoughTwoSellersGaveTheSameNumber(@TempDir Path folder) throws Exception {
        CreditNote berlin = credited.creditBerlin();
        CreditNote chicago = credited.creditChicago();
        assertThat(chicago.number()).isEqualTo(berlin.number());
        try (var stage = show(GroupRole.FINANCE)) {
            var services = CreditNotesServices.of(credited.books.workspace(), credited.books.connection());
            var actions = new CreditNoteActions(
                    stage.context(),
                    services.pdf(),
                    services.mail(),
                    () -> {},
                    () -> stage.scene().getWindow());
            stage.onFx(() -> actions.save(berlin, folder.resolve("berlin.pdf")));
            stage.onFx(() -> actions.save(chicago, folder.resolve("chicago.pdf")));
            stage.until(
                    () -> stage.notices.contains("Saved berlin.pdf") && stage.notices.contains("Saved chicago.pdf"));
            assertThat(stage.failures).isEmpty();
        }
        assertThat(words(folder.resolve("berlin.pdf"))).contains("Seller GmbH", "11.90", "Outage on 5 October");
        assertThat(words(folder.resolve("chicago.pdf"))).contains("Seller Inc.", "20.00", "Charged twice");
    }

    @Test
    void aNoteIsSentAfterALookAtTheMessage() throws Exception {
        CreditNote note = credited.creditBerlin();
        try (var stage = show(GroupRole.FINANCE)) {
            select(stage);
            stage.onFx(() -> button(stage, "#credit-note-send").fire());
            Scene question = stage.window("#confirm-send");
            stage.onFx(() -> {
                ((TextInputControl) question.lookup("#step-to")).setText("billing@berlin.example");
                ((ButtonBase) question.lookup("#confirm-send")).fire();
            });
            stage.until(() -> stage.notices.stream()
                    .anyMatch(text -> text.startsWith(note.number() + " waits to go to billing@berlin.example")));
            assertThat(credited.books.workspace().outbox().of(credited.berlin))
                    .singleElement()
                    .satisfies(message -> assertThat(message.state()).isEqualTo(MailState.QUEUED));
            assertThat(stage.failures).isEmpty();
        }
    }

    @Test
    void whoOnlyLooksSendsNothing() throws Exception {
        credited.creditBerlin();
        try (var stage = show(GroupRole.ANALYST)) {
            select(stage);
            assertThat(can(stage, "#credit-note-pdf")).isTrue();
            assertThat(stage.scene().lookup("#credit-note-send")).isNull();
            assertThat(stage.failures).isEmpty();
        }
    }

    private ScreenStage show(GroupRole role) throws Exception {
        var services = CreditNotesServices.of(credited.books.workspace(), credited.books.connection(role));
        return ScreenStage.open(
                ListScreen.LAYOUT, context -> new CreditNotesView(context, services), Language.ENGLISH, ZoneOffset.UTC);
    }

    private static void select(ScreenStage stage) throws Exception {
        stage.until(() -> rows(stage).size() == 1);
        stage.onFx(() -> table(stage).getSelectionModel().selectFirst());
        stage.until(() -> can(stage, "#credit-note-invoice"));
    }

    private static void choose(ScreenStage stage, String effect, String customer) throws Exception {
        stage.onFx(() -> ((ToggleButton) stage.scene().lookup("#show-" + effect)).fire());
        stage.until(() ->
                rows(stage).size() == 1 && rows(stage).getFirst().customer().equals(customer));
    }

    private static String words(Path pdf) throws Exception {
        try (var document = Loader.loadPDF(Files.readAllBytes(pdf))) {
            return new PDFTextStripper().getText(document);
        }
    }

    @SuppressWarnings("unchecked") // The scene does not say what the table holds.
    private static TableView<CreditNoteRow> table(ScreenStage stage) {
        return (TableView<CreditNoteRow>) stage.scene().lookup(".data-table-view");
    }

    private static List<CreditNoteRow> rows(ScreenStage stage) {
        var table = table(stage);
        return table == null
                ? List.of()
                : table.getItems().stream().filter(Objects::nonNull).toList();
    }

    private static ButtonBase button(ScreenStage stage, String id) {
        return (ButtonBase) stage.scene().lookup(id);
    }

    private static boolean can(ScreenStage stage, String id) {
        return button(stage, id) != null && !button(stage, id).isDisabled();
    }

    private static List<String> texts(Scene scene) {
        return scene.getRoot().lookupAll("*").stream()
                .filter(Labeled.class::isInstance)
                .map(node -> ((Labeled) node).getText())
                .filter(Objects::nonNull)
                .toList();
    }
}
