package org.countinghouse.desktop.customers;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import org.countinghouse.billing.RunScope;
import org.countinghouse.billing.ThresholdRules;
import org.countinghouse.billing.UsageThresholds;
import org.countinghouse.billing.currency.ExchangeRates;
import org.countinghouse.customers.CustomerList;
import org.countinghouse.customers.CustomerRow;
import org.countinghouse.desktop.TestBooks;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.usage.ScreenStage;
import org.countinghouse.metering.ImportOptions;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who pays for a customer, on its page, in a window on a real database. */
class PayerScreenTest {
    private TestBooks books;

    @BeforeEach
    void open() throws Exception {
        books = TestBooks.open();
    }

    @AfterEach
    void close() throws Exception {
        books.close();
    }

    @Test
    void anotherCustomerPaysAndTheCustomerItselfAgain() throws Exception {
        try (var stage = page("austin", GroupRole.FINANCE)) {
            stage.until(() -> texts(stage).contains("This customer pays itself."));
            stage.onFx(() -> button(stage.scene(), "#payer-change").fire());
            Scene question = stage.window("#confirm-payer");
            stage.until(() -> !found(question).getItems().isEmpty());
            assertThat(button(question, "#confirm-payer").isDisabled()).isTrue();
            choose(stage, question, "berlin");
            stage.until(() -> words(question, "#money-look").contains("is billed in USD"));
            assertThat(button(question, "#confirm-payer").isDisabled())
                    .as("another currency")
                    .isTrue();
            stage.picture("payer-refused", question);
            choose(stage, question, "boston");
            stage.until(() -> !button(question, "#confirm-payer").isDisabled());
            String shown = words(question, "#money-look");
            stage.picture("payer", question);
            stage.onFx(() -> button(question, "#confirm-payer").fire());
            stage.until(() -> stage.scene().lookup("#payer-boston") != null);
            assertThat(stage.notices).containsExactly("Company of boston pays for austin");
            // Ten months are due, and the one that runs: none of them is austin's any more, all of them boston's.
            var runs = books.workspace().billingRuns();
            var due = runs.run(
                    RunScope.upTo(java.time.Instant.parse("2026-12-01T00:00:00Z"))
                            .withoutGrace()
                            .ofPayer(customer("boston")),
                    true,
                    Progress.NONE);
            assertThat(due.drafted()).isEqualTo(22);
            assertThat(shown)
                    .contains("Company of austin, invoices: 11\u00a0→\u00a00")
                    .contains("Company of boston, invoices: 11\u00a0→\u00a022")
                    .contains(" → " + dollars(due.totals().get("USD")) + " (+");
            stage.onFx(() -> shown(stage).setVvalue(0.8));
            stage.picture("payer-card");

            stage.onFx(() -> button(stage.scene(), "#payer-itself").fire());
            Scene back = stage.window("#confirm-payer");
            stage.until(() -> !button(back, "#confirm-payer").isDisabled());
            assertThat(words(back, "#money-look")).contains("Company of austin, invoices: 0\u00a0→\u00a011");
            stage.onFx(() -> button(back, "#confirm-payer").fire());
            stage.until(() -> texts(stage).contains("This customer pays itself."));
            assertThat(stage.failures).isEmpty();
        }
    }

    private static String dollars(BigDecimal amount) {
        return java.text.NumberFormat.getCurrencyInstance(java.util.Locale.US).format(amount);
    }

    private long customer(String id) {
        return CustomerList.of(books.workspace().database())
                .page(Filter.ALL.withSearch(id), List.of(), null, 0, 1)
                .rows()
                .getFirst()
                .id();
    }

    private static String words(Scene scene, String id) {
        return scene.lookup(id).lookupAll(".label").stream()
                .map(each -> ((Labeled) each).getText())
                .collect(java.util.stream.Collectors.joining("\n"));
    }

    @Test
    void anotherEmailAddressIsWritten() throws Exception {
        try (var stage = page("austin", GroupRole.FINANCE)) {
            stage.until(() -> stage.scene().lookup("#customer-email") != null);
            stage.onFx(() -> ((Hyperlink) stage.scene().lookup("#customer-email")).fire());
            Scene question = stage.window("#confirm-email");
            var email = (TextField) question.lookup("#email-text");
            assertThat(question.getFocusOwner()).isSameAs(email);
            assertThat(button(question, "#confirm-email").isDisabled()).isTrue();
            stage.onFx(() -> email.setText("two words@example.com"));
            assertThat(button(question, "#confirm-email").isDisabled()).isTrue();
            stage.onFx(() -> email.setText("books@austin.example"));
            stage.picture("customer-email", question);
            stage.onFx(() -> button(question, "#confirm-email").fire());
            stage.until(() -> texts(stage).contains("books@austin.example"));
            assertThat(stage.notices).containsExactly("Documents of Company of austin are sent to the new address");
            assertThat(stage.failures).isEmpty();
        }
    }

    @Test
    void howLongACustomerHasToPayIsChangedAndTakenAway() throws Exception {
        try (var stage = page("austin", GroupRole.FINANCE)) {
            stage.until(() -> texts(stage).contains("14 days, as the billing entity has it"));
            stage.onFx(() -> ((Hyperlink) stage.scene().lookup("#customer-terms")).fire());
            Scene question = stage.window("#confirm-terms");
            var days = (TextField) question.lookup("#terms-days");
            assertThat(days.getPromptText()).isEqualTo("14, as the billing entity has it");
            assertThat(button(question, "#confirm-terms").isDisabled()).isTrue();
            for (String wrong : new String[] {"366", "ten", "-1", "9999999999"}) {
                stage.onFx(() -> days.setText(wrong));
                assertThat(button(question, "#confirm-terms").isDisabled())
                        .as(wrong)
                        .isTrue();
            }
            stage.onFx(() -> days.setText("45"));
            assertThat(((Labeled) question.lookup("#terms-due")).getText())
                    .isEqualTo("An invoice issued today would be due on Jan 24, 2024 instead of Dec 24, 2023.");
            stage.picture("customer-terms", question);
            stage.onFx(() -> button(question, "#confirm-terms").fire());
            stage.until(() -> texts(stage).contains("45 days"));
            assertThat(stage.notices).containsExactly("The payment terms of Company of austin are changed");

            stage.onFx(() -> ((Hyperlink) stage.scene().lookup("#customer-terms")).fire());
            Scene again = stage.window("#confirm-terms");
            stage.onFx(() -> ((TextField) again.lookup("#terms-days")).setText(""));
            stage.onFx(() -> button(again, "#confirm-terms").fire());
            stage.until(() -> texts(stage).contains("14 days, as the billing entity has it"));
            assertThat(stage.failures).isEmpty();
        }
    }

    @Test
    void whoPaysForOthersSaysSoAndAnAnalystOnlyLooks() throws Exception {
        books.workspace().customerPayers().set("austin", "boston");
        try (var stage = page("boston", GroupRole.ANALYST)) {
            stage.until(() -> texts(stage).contains("It pays for the usage of:"));
            assertThat(stage.scene().lookup("#payer-austin")).isNotNull();
            assertThat(stage.scene().lookup("#payer-change")).isNull();
            assertThat(stage.scene().lookup("#customer-email")).isNull();
            assertThat(stage.scene().lookup("#customer-terms")).isNull();
        }
    }

    @Test
    void lateUsageThatWaitsIsShownWithItsMoney() throws Exception {
        var workspace = books.workspace();
        books.bill();
        workspace
                .finalising()
                .finalise(workspace.invoices().draftsOf(TestBooks.OCTOBER).stream()
                        .filter(id -> workspace
                                .invoices()
                                .find(Long.toString(id))
                                .customer()
                                .equals("austin"))
                        .toList());
        try (var stage = page("austin", GroupRole.ANALYST)) {
            assertThat(stage.scene().lookup("#late-usage").getParent().isVisible())
                    .as("nothing waits")
                    .isFalse();
            Path file = Files.writeString(Files.createTempFile("calls", ".jsonl"), """
                    {"id":"late","customer":"austin","event":"calls","time":"2026-10-20T10:00:00Z","quantity":"1000","properties":{"region":"us"}}
                    """);
            workspace.usageImport().run(file, ImportOptions.DEFAULT, Progress.NONE);
            stage.onFx(() -> stage.screen().refresh());
            stage.until(() -> stage.scene().lookup("#late-usage").getParent().isVisible());
            stage.until(() -> texts(stage).containsAll(List.of("1,000 calls", "$12.00")));
            assertThat(texts(stage))
                    .contains("Late usage that waits for its invoice")
                    .anyMatch(text -> text.startsWith("basic-usd: the next invoice bills $12.00, with tax $"));
            stage.onFx(() -> shown(stage).setVvalue(0.8));
            stage.picture("late-usage");
            assertThat(stage.failures).isEmpty();
        }
    }

    @Test
    void whoPaysMayGetOneInvoiceForAll() throws Exception {
        try (var stage = page("austin", GroupRole.FINANCE)) {
            stage.until(() -> stage.scene().lookup("#one-invoice") != null);
            stage.onFx(() -> ((CheckBox) stage.scene().lookup("#one-invoice")).fire());
            Scene question = stage.window("#confirm-together");
            assertThat(((CheckBox) stage.scene().lookup("#one-invoice")).isSelected())
                    .as("until it is answered")
                    .isFalse();
            stage.until(() -> !button(question, "#confirm-together").isDisabled());
            assertThat(words(question, "#money-look")).contains("Company of austin, invoices: 11");
            stage.picture("one-invoice-question", question);
            stage.onFx(() -> button(question, "#confirm-together").fire());
            stage.until(() -> !stage.notices.isEmpty());
            assertThat(stage.notices)
                    .containsExactly("austin gets one invoice for all subscriptions whose periods end together");
            stage.until(() -> stage.scene().lookup("#one-invoice") instanceof CheckBox box && box.isSelected());
            stage.onFx(() -> shown(stage).setVvalue(0.8));
            stage.picture("one-invoice-setting");
            assertThat(stage.failures).isEmpty();
        }
    }

    @Test
    void theCurrencyOfInvoicesIsChosenAfterASightOfTheMoney() throws Exception {
        var workspace = books.workspace();
        String plan = workspace
                .customerCurrencies()
                .preview("austin", null)
                .getFirst()
                .result()
                .currency()
                .getCode();
        new ExchangeRates(workspace.database(), List.of(), workspace.clock())
                .set(
                        plan,
                        "JPY",
                        LocalDate.ofInstant(workspace.clock().instant(), ZoneOffset.UTC),
                        new BigDecimal("150.5"),
                        "");
        try (var stage = page("austin", GroupRole.FINANCE)) {
            stage.until(() -> stage.scene().lookup("#customer-currency") != null);
            stage.onFx(() -> shown(stage).setVvalue(1));
            stage.picture("customer-currency-card");
            stage.onFx(() -> ((Hyperlink) stage.scene().lookup("#customer-currency")).fire());
            Scene question = stage.window("#confirm-currency");
            var text = (TextField) question.lookup("#currency-text");
            var preview = (Labeled) question.lookup("#currency-preview");
            assertThat(question.getFocusOwner()).isSameAs(text);
            assertThat(button(question, "#confirm-currency").isDisabled()).isTrue();
            stage.onFx(() -> text.setText("JP"));
            assertThat(button(question, "#confirm-currency").isDisabled()).isTrue();
            stage.onFx(() -> text.setText("gbp"));
            stage.until(() -> preview.getText().contains("there is no exchange rate"));
            stage.onFx(() -> text.setText("jpy"));
            stage.until(() -> preview.getText().contains("150.5"));
            assertThat(preview.getText()).contains("so far, with tax; prices of", "manual");
            stage.picture("customer-currency", question);
            stage.onFx(() -> button(question, "#confirm-currency").fire());
            stage.until(() -> texts(stage).contains("JPY"));
            assertThat(stage.notices).containsExactly("Company of austin is billed in JPY");
            assertThat(stage.failures).isEmpty();
        }
    }

    @Test
    void aPeriodThatIsBilledInsideStaysInItsCurrencyAndTheQuestionSaysSo() throws Exception {
        var workspace = books.workspace();
        Path file = Files.writeString(Files.createTempFile("calls", ".jsonl"), """
                {"id":"november","customer":"austin","event":"calls","time":"2026-11-01T10:00:00Z","quantity":"5000","properties":{"region":"us"}}
                """);
        workspace.usageImport().run(file, ImportOptions.DEFAULT, Progress.NONE);
        workspace
                .thresholdRules()
                .set(
                        ThresholdRules.Subject.plan("basic-usd"),
                        LocalDate.of(2026, 11, 1),
                        new UsageThresholds(List.of(BigDecimal.TEN), null),
                        "");
        var scope = RunScope.upTo(workspace.clock().instant());
        assertThat(workspace
                        .progressiveBilling()
                        .run(scope, false, Progress.NONE)
                        .bills())
                .hasSize(1);
        try (var stage = page("austin", GroupRole.FINANCE)) {
            stage.until(() -> stage.scene().lookup("#customer-currency") != null);
            stage.onFx(() -> ((Hyperlink) stage.scene().lookup("#customer-currency")).fire());
            Scene question = stage.window("#confirm-currency");
            var preview = (Labeled) question.lookup("#currency-preview");
            stage.onFx(() -> ((TextField) question.lookup("#currency-text")).setText("jpy"));
            stage.until(() -> preview.getText().contains("It stays in USD"));
            assertThat(preview.getText()).contains("the other currency holds from Dec 1, 2026 on");
            stage.picture("customer-currency-stays", question);
            assertThat(stage.failures).isEmpty();
        }
    }

    @SuppressWarnings("unchecked")
    private static ListView<CustomerRow> found(Scene question) {
        return (ListView<CustomerRow>) question.lookup("#payer-customers");
    }

    private static void choose(ScreenStage stage, Scene question, String customer) throws Exception {
        stage.onFx(() -> found(question).getItems().stream()
                .filter(row -> row.externalId().equals(customer))
                .findFirst()
                .ifPresent(row -> found(question).getSelectionModel().select(row)));
    }

    private static Button button(Scene scene, String id) {
        return (Button) scene.lookup(id);
    }

    private static List<String> texts(ScreenStage stage) {
        return stage.scene().getRoot().lookupAll("*").stream()
                .filter(Labeled.class::isInstance)
                .map(node -> ((Labeled) node).getText())
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    /** What scrolls on the tab with contact and taxes. */
    private static ScrollPane shown(ScreenStage stage) {
        var tabs = (TabPane) stage.scene().lookup("#customer-tabs");
        return (ScrollPane) tabs.getSelectionModel().getSelectedItem().getContent();
    }

    private ScreenStage page(String customer, GroupRole role) throws Exception {
        var workspace = books.workspace();
        var connection = new ConnectionInfo(
                ConnectionInfo.Kind.EMBEDDED, "127.0.0.1", 1, "books", "ada", List.of(role.role()), "11", "18");
        var stage = ScreenStage.open(
                "/fxml/customers.fxml",
                context -> new CustomersView(
                        new CustomersViewModel(CustomersServices.of(workspace, connection), context), context),
                Language.ENGLISH,
                ZoneId.of("UTC"));
        long id = CustomerList.of(workspace.database())
                .page(Filter.ALL.withSearch(customer), List.of(), null, 0, 1)
                .rows()
                .getFirst()
                .id();
        stage.onFx(() -> {
            stage.screen().show(Location.of("customers", "customer", Long.toString(id)));
            stage.screen().activate();
        });
        stage.until(() -> stage.scene().lookup("#payer-card") != null);
        stage.onFx(() -> ((TabPane) stage.scene().lookup("#customer-tabs"))
                .getSelectionModel()
                .select(3));
        return stage;
    }
}
