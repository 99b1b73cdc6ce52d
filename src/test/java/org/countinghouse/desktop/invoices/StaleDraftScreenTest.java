package org.countinghouse.desktop.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import org.countinghouse.billing.Invoice;
import org.countinghouse.billing.InvoiceList;
import org.countinghouse.billing.OpenInvoices;
import org.countinghouse.desktop.TestBooks;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.usage.ScreenStage;
import org.countinghouse.metering.Why;
import org.countinghouse.storage.list.Filter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A draft whose usage was corrected after it was rated says so in the list and beside it, and what to do. */
class StaleDraftScreenTest {
    private TestBooks books;
    private long berlin;
    private InvoicesView view;

    @BeforeEach
    void open() throws Exception {
        books = TestBooks.open();
        books.bill();
        berlin = books.workspace().invoices().draftsOf(TestBooks.OCTOBER).stream()
                .filter(id -> invoice(id).customer().equals("berlin"))
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void close() throws Exception {
        books.close();
    }

    private Invoice invoice(long id) {
        return books.workspace().invoices().find(Long.toString(id));
    }

    private ScreenStage show(Language language) throws Exception {
        var stage = ScreenStage.open(
                "/fxml/invoices.fxml",
                context -> view = new InvoicesView(context, InvoicesServices.of(books.workspace(), books.connection())),
                language,
                ZoneOffset.UTC);
        stage.onFx(() -> {
            view.show(Location.of("invoices"));
            view.activate();
        });
        stage.until(() -> table(stage).getItems().size() == TestBooks.SUBSCRIPTIONS);
        return stage;
    }

    @Test
    void itIsFoundToldAndRatedAgain() throws Exception {
        books.workspace().usageCorrections().cancel("berlin", "berlin-3", Why.of("sent twice"));
        var before = invoice(berlin).total();
        try (var stage = show(Language.ENGLISH)) {
            stage.until(() -> text(stage.scene().getRoot()).contains("Rate again"));
            stage.onFx(() -> ((ToggleButton) stage.scene().lookup("#choice-STALE")).fire());
            stage.until(() -> table(stage).getItems().size() == 1);
            stage.until(
                    () -> text(stage.scene().lookup("#invoice-warning"))
                            .startsWith(
                                    "Usage was corrected or refunded after these figures were worked out. Rate the draft again"));
            stage.until(() -> stage.scene().lookup("#invoice-again").isVisible());
            stage.picture("invoice-stale");
            stage.onFx(() -> ((Button) stage.scene().lookup("#invoice-again")).fire());
            var question = stage.window("#confirm-refresh");
            stage.picture("invoice-stale-question", question);
            stage.onFx(() -> ((Button) question.lookup("#confirm-refresh")).fire());
            stage.until(() -> table(stage).getItems().isEmpty());
            assertThat(invoice(berlin).total()).isLessThan(before);
            assertThat(stage.failures).isEmpty();
        }
    }

    @Test
    void approvedItGoesBackToDraftFirstAndNoneOfThemBecomesFinalBesideOthers() throws Exception {
        books.workspace().invoiceLife().approve(List.of(berlin), "");
        books.workspace().usageCorrections().cancel("berlin", "berlin-3", Why.of("sent twice"));
        var open = OpenInvoices.matching(new InvoiceList(books.workspace().database()), Filter.ALL, java.util.Set.of());
        assertThat(open.ids()).hasSize(3).doesNotContain(berlin);
        assertThat(open.withProblems()).as("dallas and berlin").isEqualTo(2);
        try (var stage = show(Language.GERMAN)) {
            stage.onFx(() -> ((ToggleButton) stage.scene().lookup("#choice-STALE")).fire());
            stage.until(() -> table(stage).getItems().size() == 1);
            stage.until(() -> text(stage.scene().lookup("#invoice-warning")).contains("zurück zum Entwurf"));
            assertThat(stage.scene().lookup("#invoice-again").isVisible()).isFalse();
            stage.picture("invoice-stale-approved");
            assertThat(stage.failures).isEmpty();
        }
    }

    private static TableView<?> table(ScreenStage stage) {
        return (TableView<?>) stage.scene().lookup(".data-table-view");
    }

    private static String text(Node root) {
        return root == null
                ? ""
                : root.lookupAll("*").stream()
                        .filter(Labeled.class::isInstance)
                        .map(node -> ((Labeled) node).getText())
                        .filter(java.util.Objects::nonNull)
                        .filter(words -> !words.isBlank())
                        .collect(Collectors.joining("\n"));
    }
}
