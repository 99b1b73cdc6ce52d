package org.countinghouse.desktop.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import org.countinghouse.billing.BillingMethod;
import org.countinghouse.billing.Credits;
import org.countinghouse.billing.UsageBilling;
import org.countinghouse.billing.UsageCharge;
import org.countinghouse.billing.UsageCharges;
import org.countinghouse.billing.Wallets;
import org.countinghouse.customers.CustomerList;
import org.countinghouse.desktop.TestBooks;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.customers.CustomersServices;
import org.countinghouse.desktop.customers.CustomersView;
import org.countinghouse.desktop.customers.CustomersViewModel;
import org.countinghouse.desktop.usage.ScreenStage;
import org.countinghouse.metering.EventProperties;
import org.countinghouse.metering.ReadResult;
import org.countinghouse.metering.UsageEvent;
import org.countinghouse.metering.UsageIntake;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.storage.list.Filter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Wallet and credits on a customer's page, in a window on a real database. */
class WalletScreenTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

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
    void moneyIsToppedUpAfterALookAhead() throws Exception {
        try (var stage = page("boston", GroupRole.FINANCE, Language.ENGLISH)) {
            stage.until(() -> text(stage.scene(), "#wallet-nothing").startsWith("Nothing was paid ahead"));
            assertThat(stage.scene().lookup("#charged-usage").isVisible()).isFalse();
            stage.picture("wallet-none");

            stage.onFx(() -> button(stage.scene(), "#wallet-top-up").fire());
            Scene question = stage.window("#confirm-move");
            assertThat(button(question, "#confirm-move").isDisabled()).isTrue();
            assertThat(text(question, "#wallet-missing")).isEqualTo("Give an amount above zero.");
            type(stage, question, "#wallet-amount", "1,250.50");
            assertThat(text(question, "#wallet-missing")).isEqualTo("Say in a few words why.");
            type(stage, question, "#wallet-reason", "Bank transfer");
            assertThat(text(question, "#wallet-before")).isEqualTo("$0.00");
            assertThat(text(question, "#wallet-after")).isEqualTo("$1,250.50");
            assertThat(text(question, "#confirm-move")).isEqualTo("Top up $1,250.50");
            stage.picture("wallet-top-up", question);
            stage.onFx(() -> button(question, "#confirm-move").fire());

            stage.until(() -> text(stage.scene(), "#wallet-balance-USD").equals("$1,250.50"));
            assertThat(stage.notices).containsExactly("$1,250.50 added, the balance is $1,250.50");
            assertThat(table(stage, "#wallet-entries").getItems()).hasSize(1);
            assertThat(wallets().balances("boston"))
                    .singleElement()
                    .satisfies(balance -> assertThat(balance.amount()).isEqualByComparingTo("1250.50"));
            assertThat(wallets().entries("boston", 1).getFirst().note()).isEqualTo("Bank transfer");
        }
    }

    @Test
    void aPaymentThatWasEnteredBeforeAddsNothing() throws Exception {
        wallets().topUp("boston", new BigDecimal("10"), null, "payment-7", "");
        try (var stage = page("boston", GroupRole.ADMIN, Language.ENGLISH)) {
            stage.until(() -> text(stage.scene(), "#wallet-balance-USD").equals("$10.00"));
            topUp(stage, "12", "payment-7");
            stage.until(() -> !stage.failures.isEmpty());
            assertThat(stage.failures.getFirst().code()).isEqualTo("wallet.reference");
            topUp(stage, "5", "payment-8");
            stage.until(() -> text(stage.scene(), "#wallet-balance-USD").equals("$15.00"));
        }
    }

    private static void topUp(ScreenStage stage, String amount, String reference) throws Exception {
        stage.until(() -> !button(stage.scene(), "#wallet-top-up").isDisabled());
        stage.onFx(() -> button(stage.scene(), "#wallet-top-up").fire());
        Scene question = stage.window("#confirm-move");
        type(stage, question, "#wallet-amount", amount);
        type(stage, question, "#wallet-reason", "Transfer");
        type(stage, question, "#wallet-reference", reference);
        stage.onFx(() -> button(question, "#confirm-move").fire());
        stage.until(() -> !question.getWindow().isShowing());
    }

    @Test
    void creditsAreGrantedInGerman() throws Exception {
        try (var stage = page("berlin", GroupRole.FINANCE, Language.GERMAN)) {
            stage.until(() -> text(stage.scene(), "#wallet-nothing").startsWith("Nichts wurde vorausbezahlt"));
            stage.onFx(() -> button(stage.scene(), "#wallet-grant").fire());
            Scene question = stage.window("#confirm-move");
            type(stage, question, "#wallet-amount", "12,50");
            type(stage, question, "#wallet-reason", "Ausgleich für den Ausfall");
            assertThat(text(question, "#wallet-after")).isEqualTo("12,50 €");
            stage.picture("wallet-grant-de", question);
            stage.onFx(() -> button(question, "#confirm-move").fire());

            stage.until(() -> text(stage.scene(), "#wallet-credits-EUR").equals("12,50 €"));
            assertThat(table(stage, "#credits").getItems()).hasSize(1);
            assertThat(new Credits(books.workspace().database(), TestBooks.CLOCK).of("berlin"))
                    .singleElement()
                    .satisfies(grant -> assertThat(grant.reason()).isEqualTo("Ausgleich für den Ausfall"));
            assertThat(stage.failures).isEmpty();
            stage.picture("wallet-de");
        }
    }

    @Test
    void aChargeIsRefundedToTheWalletAndOneThatFailedIsNot() throws Exception {
        wallets().topUp("boston", new BigDecimal("500"), null, "payment-1", "Transfer");
        charge("boston", "e-1", "2000", BillingMethod.WALLET);
        UsageCharge failed = charge("boston", "e-2", "900000000", BillingMethod.WALLET);
        assertThat(failed.code()).isEqualTo("wallet.insufficient");
        BigDecimal before = wallets().balances("boston").getFirst().amount();
        assertThat(before).isLessThan(new BigDecimal("500"));
        try (var stage = page("boston", GroupRole.FINANCE, Language.ENGLISH)) {
            stage.until(() -> table(stage, "#charges").getItems().size() == 2);
            stage.picture("wallet-charges");
            Button refund = button(stage.scene(), "#wallet-refund");
            assertThat(refund.isDisabled()).isTrue();
            stage.onFx(() -> table(stage, "#charges").getSelectionModel().select(0));
            assertThat(refund.isDisabled()).as("nothing was taken").isTrue();
            stage.onFx(() -> table(stage, "#charges").getSelectionModel().select(1));
            assertThat(refund.isDisabled()).isFalse();

            stage.onFx(refund::fire);
            Scene question = stage.window("#confirm-refund");
            assertThat(button(question, "#confirm-refund").isDisabled()).isTrue();
            assertThat(text(question, "#wallet-after")).isEqualTo("$500.00");
            type(stage, question, "#refund-reason", "Sent twice");
            stage.picture("wallet-refund", question);
            stage.onFx(() -> button(question, "#confirm-refund").fire());

            stage.until(() -> text(stage.scene(), "#wallet-balance-USD").equals("$500.00"));
            UsageCharge back = charges().list("boston", null, 10, 0).getLast();
            assertThat(back.status()).isEqualTo(UsageCharge.Status.REFUNDED);
            assertThat(back.reason()).isEqualTo("Sent twice");
            assertThat(stage.failures).isEmpty();
        }
    }

    @Test
    void creditsThatHaveEndedDoNotComeBack() throws Exception {
        var lastWeek = new Credits(books.workspace().database(), TestBooks.CLOCK);
        lastWeek.grant(
                "boston", new BigDecimal("500"), null, TestBooks.CLOCK.instant().plusSeconds(60), 0, "Gift", null);
        UsageCharge charge = charge("boston", "e-1", "2000", BillingMethod.CREDITS);
        assertThat(charge.status()).isEqualTo(UsageCharge.Status.COMPLETED);
        var later = new WalletServices(
                wallets(),
                new Credits(books.workspace().database(), java.time.Clock.offset(TestBooks.CLOCK, Duration.ofHours(1))),
                charges(),
                books.workspace().usageCorrections(),
                java.time.Clock.offset(TestBooks.CLOCK, Duration.ofHours(1)),
                true);

        var facts = later.read("boston", "USD", ZoneId.of("UTC"));
        Refund refund = Refund.of(facts, charge, later.usableAgain(charge.id()));

        assertThat(facts.creditsLeft("USD")).isEqualByComparingTo("0");
        assertThat(refund.after()).isEqualByComparingTo("0");
        assertThat(refund.lost()).isEqualByComparingTo(charge.amount());
    }

    @Test
    void whoMayOnlyLookHasNoButtons() throws Exception {
        wallets().topUp("boston", new BigDecimal("10"), null, "payment-1", "Transfer");
        try (var stage = page("boston", GroupRole.AUDITOR, Language.ENGLISH)) {
            stage.until(() -> text(stage.scene(), "#wallet-balance-USD").equals("$10.00"));
            for (String id : List.of("#wallet-top-up", "#wallet-grant", "#wallet-refund")) {
                assertThat(stage.scene().lookup(id)).as(id).isNull();
            }
        }
    }

    private ScreenStage page(String customer, GroupRole role, Language language) throws Exception {
        var workspace = books.workspace();
        var connection = new ConnectionInfo(
                ConnectionInfo.Kind.EMBEDDED, "127.0.0.1", 1, "books", "ada", List.of(role.role()), "11", "18");
        var database = workspace.database();
        var stage = ScreenStage.open(
                "/fxml/customers.fxml",
                context -> new CustomersView(
                        new CustomersViewModel(CustomersServices.of(workspace, connection), context), context),
                language,
                ZoneId.of("UTC"));
        long id = CustomerList.of(database)
                .page(Filter.ALL.withSearch(customer), List.of(), null, 0, 1)
                .rows()
                .getFirst()
                .id();
        stage.onFx(() -> {
            stage.screen().show(Location.of("customers", "customer", Long.toString(id)));
            stage.screen().activate();
        });
        stage.until(() -> stage.scene().lookup("#wallet") != null);
        stage.onFx(() -> ((TabPane) stage.scene().lookup("#customer-tabs"))
                .getSelectionModel()
                .select(1));
        return stage;
    }

    private UsageCharge charge(String customer, String id, String calls, BillingMethod method) throws Exception {
        var workspace = books.workspace();
        var billing = new UsageBilling(
                workspace.database(),
                TestBooks.CLOCK,
                new UsageIntake(workspace.database(), TestBooks.CLOCK).jointly(),
                workspace.quotas());
        var event = new UsageEvent(
                customer, id, "calls", NOON, new BigDecimal(calls), EventProperties.of(Map.of("region", "us")));
        billing.take(new ReadResult.Event(1, id, event), null, method);
        return charges().list(customer, null, 1, 0).getFirst();
    }

    private Wallets wallets() {
        return new Wallets(books.workspace().database(), TestBooks.CLOCK);
    }

    private UsageCharges charges() {
        return new UsageCharges(books.workspace().database(), TestBooks.CLOCK);
    }

    private static Button button(Scene scene, String id) {
        return (Button) scene.lookup(id);
    }

    private static TableView<?> table(ScreenStage stage, String id) {
        return (TableView<?>) stage.scene().lookup(id);
    }

    private static String text(Scene scene, String id) {
        Node node = scene.lookup(id);
        return node instanceof Labeled labeled ? labeled.getText().replace('\u00a0', ' ') : "";
    }

    private static void type(ScreenStage stage, Scene scene, String id, String text) throws Exception {
        stage.onFx(() -> ((TextField) scene.lookup(id)).setText(text));
    }
}
