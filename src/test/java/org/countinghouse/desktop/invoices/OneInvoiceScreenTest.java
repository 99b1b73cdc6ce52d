package org.countinghouse.desktop.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.countinghouse.billing.BillingPeriod;
import org.countinghouse.customers.Customer;
import org.countinghouse.customers.Subscription;
import org.countinghouse.desktop.TestBooks;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.usage.ScreenStage;
import org.countinghouse.work.Progress;
import org.countinghouse.workspace.Workspace;
import org.junit.jupiter.api.Test;

/** An invoice for several subscriptions on the screen and on paper: a section for each. */
class OneInvoiceScreenTest {
    @Test
    void eachSubscriptionHasItsSection() throws Exception {
        try (var books = TestBooks.open()) {
            long id = billed(books.workspace());
            InvoicesView[] view = new InvoicesView[1];
            try (var stage = ScreenStage.open(
                    "/fxml/invoices.fxml",
                    context -> view[0] =
                            new InvoicesView(context, InvoicesServices.of(books.workspace(), books.connection())),
                    Language.ENGLISH,
                    ZoneOffset.UTC)) {
                // All were read before, within the same tick of the clock: what is beside the list follows all the
                // same.
                stage.until(() -> texts(stage).contains("Company of berlin"));
                stage.onFx(() -> {
                    view[0].show(Location.of("invoices", "invoice", Long.toString(id)));
                    view[0].activate();
                });
                stage.until(() -> stage.scene().lookup("#invoice-lines") != null
                        && lines(stage).getItems().size() == 4);
                stage.until(() -> texts(stage).contains("Harbour desk"));
                assertThat(texts(stage))
                        .anyMatch(text -> text.contains("Harbour Hamburg · Oct 1, 2026 – Oct 31, 2026"));
                stage.picture("one-invoice");
                stage.onFx(() -> lines(stage).scrollTo(3));
                stage.until(() -> texts(stage).stream()
                        .anyMatch(text -> text.contains("Harbour Kiel · Oct 1, 2026 – Oct 31, 2026")));
                assertThat(stage.failures).isEmpty();
            }
        }
    }

    @Test
    void onPaperTooWithASubtotalEach() throws Exception {
        try (var books = TestBooks.open()) {
            long id = billed(books.workspace());
            byte[] pdf = books.workspace().invoicePdf(id);
            try (var document = Loader.loadPDF(pdf)) {
                assertThat(new PDFTextStripper().getText(document))
                        .contains("Harbour desk", "Subtotal Harbour desk", "usage of Harbour Kiel (harbour-kiel)");
            }
        }
    }

    /** A payer with two subscriptions and a child with one. */
    private static long billed(Workspace workspace) throws Exception {
        for (String plan : List.of("desk", "crane")) {
            workspace
                    .plans()
                    .publish(
                            new ObjectMapper().readTree("""
                    {"code":"%s","name":"Harbour %s","currency":"EUR","interval":{"unit":"month","count":1},
                     "anchor":"calendar","fees":[{"code":"base","name":"Base fee","amount":"49.90","quantity":"1",
                     "timing":"arrears","proration":"day"}],"charges":[%s]}""".formatted(plan, plan, plan.equals("desk") ? "" : """
                    {"code":"calls","name":"Calls","meter":"calls","price":{"model":"per_unit","unit_amount":"0.01"}}""")),
                            LocalDate.of(2026, 1, 1));
        }
        customer(workspace, "harbour-hamburg", "Harbour Hamburg");
        customer(workspace, "harbour-kiel", "Harbour Kiel");
        for (String[] each :
                new String[][] {{"harbour-hamburg", "desk"}, {"harbour-hamburg", "crane"}, {"harbour-kiel", "desk"}}) {
            workspace
                    .customers()
                    .subscribe(new Subscription(each[0], each[1], LocalDate.of(2026, 1, 1), null, "UTC", Map.of()));
        }
        workspace.customerPayers().set("harbour-kiel", "harbour-hamburg");
        workspace.customerPayers().together("harbour-hamburg", true);
        BillingPeriod october = TestBooks.OCTOBER;
        workspace.billingRuns().run(october, false, Progress.NONE);
        return workspace.invoices().draftsOf(october).stream()
                .filter(id -> workspace.invoices().find(Long.toString(id)).consolidated())
                .findFirst()
                .orElseThrow();
    }

    private static void customer(Workspace workspace, String id, String name) {
        workspace.customers().save(new Customer(id, name, "", "", "DE", "", "EUR", "en", "UTC", "main"));
    }

    private static ListView<?> lines(ScreenStage stage) {
        return (ListView<?>) Objects.requireNonNull(stage.scene().lookup("#invoice-lines"));
    }

    private static List<String> texts(ScreenStage stage) {
        return stage.scene().getRoot().lookupAll("*").stream()
                .filter(Labeled.class::isInstance)
                .map(OneInvoiceScreenTest::text)
                .toList();
    }

    private static String text(Node node) {
        return Objects.requireNonNullElse(((Labeled) node).getText(), "");
    }
}
