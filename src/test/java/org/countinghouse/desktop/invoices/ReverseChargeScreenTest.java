package org.countinghouse.desktop.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import org.countinghouse.billing.ReverseCharges;
import org.countinghouse.billing.tax.CustomerTaxes;
import org.countinghouse.billing.tax.TaxTreatment;
import org.countinghouse.billing.tax.Vies;
import org.countinghouse.desktop.TestBooks;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.usage.ScreenStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A draft that is reverse charge without the customer's tax number says so before it becomes final. */
class ReverseChargeScreenTest {
    private TestBooks books;
    private long paris;
    private InvoicesView view;

    @BeforeEach
    void open() throws Exception {
        books = TestBooks.open();
        taxes().treat("paris", TaxTreatment.REVERSE_CHARGE, "", null);
        books.bill();
        paris = books.workspace().invoices().draftsOf(TestBooks.OCTOBER).stream()
                .filter(id -> books.workspace()
                        .invoices()
                        .find(Long.toString(id))
                        .customer()
                        .equals("paris"))
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void close() throws Exception {
        books.close();
    }

    private CustomerTaxes taxes() {
        return new CustomerTaxes(
                books.workspace().database(),
                new Vies(Vies.ADDRESS),
                books.workspace().clock());
    }

    @Test
    void theDraftSaysSoUntilTheNumberIsKnownOrItIsFinal() throws Exception {
        try (var stage = show(Language.ENGLISH)) {
            stage.until(() -> text(stage.scene().lookup("#invoice-warning"))
                    .startsWith("Reverse charge without the customer’s tax number."));
            stage.picture("invoice-numberless");
            stage.onFx(() -> FinaliseDialog.ask(stage.context(), stage.scene().getWindow(), told(), () -> {}));
            var question = stage.window("#finalise-numberless");
            assertThat(text(question.lookup("#finalise-numberless").getParent()))
                    .contains("1 of them is reverse charge without the customer’s tax number");
            stage.picture("invoice-numberless-finalise", question);
            assertThat(stage.failures).isEmpty();
        }
        var charges = new ReverseCharges(books.workspace().database());
        List<Long> all = books.workspace().invoices().draftsOf(TestBooks.OCTOBER);
        assertThat(charges.withoutTaxNumber(all)).containsExactly(paris);
        taxes().identify("paris", "FR", "FR40303265045");
        assertThat(charges.withoutTaxNumber(all)).isEmpty();
        taxes().identify("paris", "FR", " ");
        assertThat(charges.withoutTaxNumber(all)).containsExactly(paris);
        books.workspace().finalising().finalise(List.of(paris));
        assertThat(charges.withoutTaxNumber(all)).as("final").isEmpty();
    }

    private org.countinghouse.billing.OpenInvoices told() {
        var services = InvoicesServices.of(books.workspace(), books.connection());
        var open = org.countinghouse.billing.OpenInvoices.matching(
                services.list(), org.countinghouse.storage.list.Filter.ALL, java.util.Set.of());
        return open.told(
                0, services.reverseCharges().withoutTaxNumber(open.ids()).size());
    }

    private ScreenStage show(Language language) throws Exception {
        var stage = ScreenStage.open(
                "/fxml/invoices.fxml",
                context -> view = new InvoicesView(context, InvoicesServices.of(books.workspace(), books.connection())),
                language,
                ZoneOffset.UTC);
        stage.onFx(() -> {
            view.show(InvoiceFilter.location(paris));
            view.activate();
        });
        stage.until(() -> ((TableView<?>) stage.scene().lookup(".data-table-view"))
                        .getItems()
                        .size()
                == 1);
        return stage;
    }

    private static String text(Node root) {
        return root.lookupAll("*").stream()
                .filter(Labeled.class::isInstance)
                .map(node -> ((Labeled) node).getText())
                .filter(words -> words != null && !words.isBlank())
                .collect(Collectors.joining("\n"));
    }
}
