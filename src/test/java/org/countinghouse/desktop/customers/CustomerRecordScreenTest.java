package org.countinghouse.desktop.customers;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import org.countinghouse.billing.CreditRequest;
import org.countinghouse.billing.Wallets;
import org.countinghouse.billing.WantedChange;
import org.countinghouse.catalog.Quota;
import org.countinghouse.customers.CustomerAddresses;
import org.countinghouse.customers.CustomerList;
import org.countinghouse.desktop.TestBooks;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.usage.ScreenStage;
import org.countinghouse.insight.CustomerTimeline;
import org.countinghouse.metering.quota.LimitScope;
import org.countinghouse.metering.quota.QuotaOverride;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happened to a customer and how far it is, on its page; and its name and address. On a real database. */
class CustomerRecordScreenTest {
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
    void whatHappenedIsToldNewestFirstAndLeadsToItsScreens() throws Exception {
        long invoice = live("berlin");
        String number = Objects.requireNonNull(
                books.workspace().invoices().find(Long.toString(invoice)).number());
        try (var stage = page("berlin", Language.ENGLISH)) {
            tab(stage, 2);
            var told = texts((Parent) stage.scene().lookup("#timeline"));
            stage.picture("customer-timeline");
            assertThat(told)
                    .contains(
                            "Invoice " + number + " became final, €739.92",
                            "Payment of €10.00 for invoice " + number + ", received on Nov 2, 2026",
                            "Payment of €10.00 for invoice " + number + " taken back",
                            "Credit note CN-2026-000001, €5.00",
                            "Paused from Nov 2, 2026 on",
                            "Subscription to Basic EUR added, from Jan 1, 2026 on",
                            "€20.00 put into the wallet",
                            "E-mail address changed",
                            "Limit of its own set");
            assertThat(told.getFirst()).as("the newest first").isEqualTo("E-mail address changed");
            press(stage, "Credit note CN-2026-000001, €5.00");
            press(stage, "Paused from Nov 2, 2026 on");
            press(stage, "Invoice " + number + " became final, €739.92");
            assertThat(stage.visited)
                    .containsExactly(
                            Location.of("credit-notes", "number", "CN-2026-000001"),
                            Location.of("subscriptions", "customer", "berlin"),
                            Location.of("invoices", "invoice", Long.toString(invoice)));
            assertThat(stage.failures).isEmpty();
        }
    }

    @Test
    void paymentsCreditNotesAndLimitsStandOnTheirTabs() throws Exception {
        long invoice = live("berlin");
        try (var stage = page("berlin", Language.GERMAN)) {
            stage.picture("customer-overview-german");
            assertThat(texts((Parent) stage.scene().lookup("#customer-limits-card")))
                    .contains("0 von 8.000 calls", "Im Rahmen");
            fire(stage, "#customer-limits");
            tab(stage, 1);
            stage.picture("customer-money-german");
            TableView<?> payments = (TableView<?>) stage.scene().lookup("#payments");
            assertThat(payments.getItems()).hasSize(1);
            assertThat(texts(payments)).contains("Zurückgenommen", "transfer 1");
            TableView<?> notes = (TableView<?>) stage.scene().lookup("#credit-notes");
            assertThat(texts(notes)).contains("Outage on 5 October");
            fire(stage, "#all-credit-notes");
            assertThat(stage.visited)
                    .containsExactly(
                            Location.of("quotas", "customer", "berlin"),
                            Location.of("credit-notes", "customer", "berlin"));
            assertThat(invoice).isPositive();
            assertThat(stage.failures).isEmpty();
        }
    }

    @Test
    void emptyPartsSaySo() throws Exception {
        try (var stage = page("austin", Language.ENGLISH)) {
            assertThat(texts(stage.scene().getRoot()))
                    .contains("No limit is in force.", "Nothing has been billed yet.");
            tab(stage, 1);
            assertThat(texts(stage.scene().getRoot()))
                    .contains("Nothing has been paid yet.", "Nothing has been credited.");
        }
    }

    @Test
    void whatIsAuditedIsForAdminsAndTheListIsBounded() throws Exception {
        live("berlin");
        long id = id("berlin");
        var all = new CustomerTimeline(books.workspace().database()).of(id, 50);
        assertThat(all.audited()).isTrue();
        assertThat(all.more()).isFalse();
        assertThat(all.entries()).extracting(CustomerTimeline.Entry::at).isSortedAccordingTo((a, b) -> b.compareTo(a));
        var two = new CustomerTimeline(books.workspace().database()).of(id, 2);
        assertThat(two.more()).isTrue();
        assertThat(two.entries()).isEqualTo(all.entries().subList(0, 2));
        try (var finance = books.as(GroupRole.FINANCE)) {
            var seen = new CustomerTimeline(finance).of(id, 50);
            assertThat(seen.audited()).isFalse();
            assertThat(seen.entries())
                    .hasSizeLessThan(all.entries().size())
                    .noneMatch(entry -> entry.kind() == CustomerTimeline.Kind.AUDIT);
        }
    }

    @Test
    void nameAndAddressAreChangedAndDraftsOfAnotherCountryAreInDoubt() throws Exception {
        books.bill();
        try (var stage = page("berlin", Language.ENGLISH)) {
            tab(stage, 3);
            stage.picture("customer-billing");
            Scene question = ask(stage);
            var confirm = (Button) question.lookup("#confirm-address");
            assertThat(confirm.isDisabled()).as("nothing is changed yet").isTrue();
            write(
                    stage,
                    question,
                    "A name that is so long that it does not fit into a line of the page "
                            + "and of any document either",
                    "Rue 1\n75001 Paris",
                    "xx");
            assertThat(confirm.isDisabled()).as("no country").isTrue();
            stage.onFx(() -> ((TextField) question.lookup("#address-country")).setText("fr"));
            assertThat(((Labeled) question.lookup("#address-doubt")).getText())
                    .isEqualTo("Another country may change the tax: 1 open draft is in doubt then, and is rated again"
                            + " before it becomes final.");
            stage.picture("customer-address", question);
            stage.onFx(confirm::fire);
            stage.until(() -> !stage.notices.isEmpty());
            assertThat(stage.notices.getFirst()).endsWith("is changed; 1 open draft is in doubt because of the tax");
            stage.until(() -> texts(stage.scene().getRoot()).contains("Rue 1\n75001 Paris"));
            stage.picture("customer-long-name");
            assertThat(stage.failures).isEmpty();
        }
        assertThat(one("select detail::text from audit_entry where action = 'customer.change'"))
                .isEqualTo("{\"changed\": [\"name\", \"address\", \"country\"], \"country\": \"FR\","
                        + " \"country_before\": \"DE\"}");
    }

    @Test
    void whoChangedItMeanwhileIsNotWrittenOver() throws Exception {
        try (var stage = page("berlin", Language.ENGLISH)) {
            Scene question = ask(stage);
            new CustomerAddresses(books.workspace().database())
                    .change(
                            "berlin",
                            new CustomerAddresses.Address("Company of berlin", "", "DE"),
                            new CustomerAddresses.Address("Other GmbH", "Weg 2", "DE"));
            write(stage, question, "Mine GmbH", "Straße 3", "DE");
            stage.onFx(() -> ((Button) question.lookup("#confirm-address")).fire());
            Scene again = stage.window("#address-meanwhile");
            assertThat(((Labeled) again.lookup("#address-meanwhile")).getText())
                    .isEqualTo(
                            "Somebody else wrote meanwhile: Other GmbH, Weg 2, DE. Save again to write yours instead.");
            assertThat(((TextField) again.lookup("#address-name")).getText()).isEqualTo("Mine GmbH");
            stage.picture("customer-address-meanwhile", again);
            stage.onFx(() -> ((Button) again.lookup("#confirm-address")).fire());
            stage.until(() -> texts(stage.scene().getRoot()).contains("Mine GmbH"));
            assertThat(stage.notices).containsExactly("Name and address of Mine GmbH are changed");
        }
    }

    /** Bills October, and lets a few things happen to a customer. Returns its invoice. */
    private long live(String customer) {
        var workspace = books.workspace();
        workspace
                .quotaSettings()
                .override(
                        customer,
                        new QuotaOverride(
                                new LimitScope("calls", null, Quota.Window.MONTH, false),
                                "calls",
                                new BigDecimal("8000"),
                                Quota.Kind.SOFT,
                                Quota.Overage.ALLOWED,
                                List.of(new BigDecimal("80")),
                                "as agreed"));
        workspace.quotaUpkeep().refresh(Progress.NONE);
        books.bill();
        long invoice = workspace.invoices().draftsOf(TestBooks.OCTOBER).stream()
                .filter(id ->
                        workspace.invoices().find(Long.toString(id)).customer().equals(customer))
                .findFirst()
                .orElseThrow();
        workspace.finalising().finalise(List.of(invoice));
        workspace.invoiceLife().pay(invoice, new BigDecimal("10"), LocalDate.of(2026, 11, 2), "transfer 1");
        long payment = workspace.payments().of(invoice).getFirst().id();
        workspace.payments().takeBack(payment, "the bank took it back");
        workspace
                .creditNotes()
                .issue(invoice, new CreditRequest.Amount(new BigDecimal("5.00")), "Outage on 5 October", null);
        new Wallets(workspace.database(), workspace.clock()).topUp(customer, new BigDecimal("20"), null, "first", "");
        workspace.customerContacts().email(customer, "books@" + customer + ".example");
        long subscription =
                Long.parseLong(one("select id::text from subscription where customer_id = " + id(customer)));
        workspace.subscriptionChanges().add(subscription, WantedChange.pause("a break"));
        return invoice;
    }

    private String one(String sql) {
        return books.workspace().database().read(connection -> {
            try (var statement = connection.prepareStatement(sql);
                    var row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        });
    }

    private long id(String customer) {
        return CustomerList.of(books.workspace().database())
                .page(Filter.ALL.withSearch(customer), List.of(), null, 0, 1)
                .rows()
                .getFirst()
                .id();
    }

    private static Scene ask(ScreenStage stage) throws Exception {
        stage.until(() -> stage.scene().lookup("#customer-address") != null);
        fire(stage, "#customer-address");
        return stage.window("#confirm-address");
    }

    private static void write(ScreenStage stage, Scene question, String name, String address, String country)
            throws Exception {
        stage.onFx(() -> {
            ((TextField) question.lookup("#address-name")).setText(name);
            ((TextArea) question.lookup("#address-lines")).setText(address);
            ((TextField) question.lookup("#address-country")).setText(country);
        });
    }

    private static void fire(ScreenStage stage, String id) throws Exception {
        stage.onFx(() -> ((Hyperlink) stage.scene().lookup(id)).fire());
    }

    private static void press(ScreenStage stage, String text) throws Exception {
        stage.onFx(() -> stage.scene().lookup("#timeline").lookupAll(".timeline-link").stream()
                .map(Hyperlink.class::cast)
                .filter(link -> link.getText().equals(text))
                .findFirst()
                .orElseThrow()
                .fire());
    }

    private static void tab(ScreenStage stage, int index) throws Exception {
        stage.onFx(() -> {
            ((TabPane) stage.scene().lookup("#customer-tabs"))
                    .getSelectionModel()
                    .select(index);
            // What it shows is found as soon as it is laid out.
            stage.scene().getRoot().applyCss();
            stage.scene().getRoot().layout();
        });
    }

    private static List<String> texts(Parent root) {
        return root.lookupAll("*").stream()
                .filter(Labeled.class::isInstance)
                .map(node -> ((Labeled) node).getText())
                .filter(Objects::nonNull)
                .toList();
    }

    private ScreenStage page(String customer, Language language) throws Exception {
        var workspace = books.workspace();
        var stage = ScreenStage.open(
                "/fxml/customers.fxml",
                context -> new CustomersView(
                        new CustomersViewModel(CustomersServices.of(workspace, books.connection()), context), context),
                language,
                ZoneId.of("UTC"));
        long id = id(customer);
        stage.onFx(() -> {
            stage.screen().show(Location.of("customers", "customer", Long.toString(id)));
            stage.screen().activate();
        });
        stage.until(() -> stage.scene().lookup("#payer-card") != null);
        return stage;
    }
}
