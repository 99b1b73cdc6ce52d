package org.countinghouse.desktop.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import org.countinghouse.billing.RunScope;
import org.countinghouse.billing.SubscriptionChanges;
import org.countinghouse.billing.WantedChange;
import org.countinghouse.customers.Subscription;
import org.countinghouse.desktop.TestBooks;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.usage.ScreenStage;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.Test;

/** An invoice with arrears, the next period's fees and a settled change: each line says which days it pays. */
class FeesInAdvanceScreenTest {
    private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");

    @Test
    void linesSayWhichDaysTheyPay() throws Exception {
        try (var books = TestBooks.open()) {
            long id = billed(books);
            InvoicesView[] view = new InvoicesView[1];
            try (var stage = ScreenStage.open(
                    "/fxml/invoices.fxml",
                    context -> view[0] =
                            new InvoicesView(context, InvoicesServices.of(books.workspace(), books.connection())),
                    Language.ENGLISH,
                    ZoneOffset.UTC)) {
                stage.onFx(() -> {
                    view[0].show(Location.of("invoices", "invoice", Long.toString(id)));
                    view[0].activate();
                });
                stage.until(() -> stage.scene().lookup("#invoice-lines") != null
                        && lines(stage).getItems().size() == 4);
                stage.onFx(() -> lines(stage).getSelectionModel().selectLast());
                stage.until(() -> texts(stage).stream().anyMatch(text -> text.startsWith("Fee billed ahead, settled")));
                assertThat(texts(stage))
                        .anyMatch(text -> text.contains("Base fee: not used, 2026-10-11 to 2026-10-31"))
                        .anyMatch(text -> text.endsWith("Nov 1, 2026 – Nov 30, 2026"));
                stage.picture("invoice-fees-in-advance");
                assertThat(stage.failures).isEmpty();
            }
        }
    }

    private static long billed(TestBooks books) throws Exception {
        var workspace = books.workspace();
        workspace.plans().publish(new ObjectMapper().readTree("""
                {"code":"ahead","name":"Ahead","currency":"EUR","interval":{"unit":"month","count":1},
                 "anchor":"calendar","fees":[{"code":"base","name":"Base fee","amount":"31.00","quantity":"1",
                 "timing":"advance","proration":"day"}],"charges":[{"code":"calls","name":"Calls","meter":"calls",
                 "price":{"model":"per_unit","unit_amount":"0.01"}}]}"""), LocalDate.of(2026, 1, 1));
        long id = workspace
                .customers()
                .subscribe(new Subscription("berlin", "ahead", LocalDate.of(2026, 10, 1), null, "UTC", Map.of()));
        RunScope mine = RunScope.upTo(START).ofSubscription(id);
        assertThat(workspace.billingRuns().run(mine, false, Progress.NONE).drafted())
                .isEqualTo(1);
        new SubscriptionChanges(books.workspace().database(), TestBooks.CLOCK)
                .add(
                        id,
                        WantedChange.quantity("base", new BigDecimal("2"), "a second seat")
                                .on(LocalDate.of(2026, 10, 11)));
        RunScope now = RunScope.upTo(TestBooks.CLOCK.instant()).ofSubscription(id);
        workspace.billingRuns().run(now, false, Progress.NONE);
        return workspace.invoices().draftsOf(TestBooks.OCTOBER).getLast();
    }

    private static ListView<?> lines(ScreenStage stage) {
        return (ListView<?>) Objects.requireNonNull(stage.scene().lookup("#invoice-lines"));
    }

    private static List<String> texts(ScreenStage stage) {
        return stage.scene().getRoot().lookupAll("*").stream()
                .filter(Labeled.class::isInstance)
                .map(FeesInAdvanceScreenTest::text)
                .toList();
    }

    private static String text(Node node) {
        return Objects.requireNonNullElse(((Labeled) node).getText(), "");
    }
}
