package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.countinghouse.billing.InvoiceFilters.Stage;
import org.countinghouse.customers.CustomerPayers;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.work.Failure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Invoices that ask for no payment are paid as they become final. */
class NothingDueTest {
    private BilledWorld world;
    private InvoiceLife life;

    @BeforeEach
    void open() throws IOException {
        world = BilledWorld.fresh();
        life = new InvoiceLife(world.database(), world.clock());
        world.plan("""
                {"code":"usage","name":"Usage only","currency":"EUR","interval":{"unit":"month","count":1},
                 "anchor":"calendar","trial_days":0,"fees":[],
                 "charges":[{"code":"calls","name":"Calls","meter":"calls","tax_category":"standard",
                   "price":{"model":"per_unit","unit_amount":"0.01"}}]}""");
    }

    @AfterEach
    void close() {
        assertThatBooksBalance(world.database());
        world.close();
    }

    /** 10.00 and 1.90 of tax, taken from the wallet as they were used. */
    private Invoice paidAhead(String customer) {
        world.subscribe(customer, "usage");
        payAhead(customer);
        world.billOctober();
        return world.invoiceOf(customer);
    }

    private void payAhead(String customer) {
        world.wallets().topUp(customer, new BigDecimal("20.00"), null, null, "");
        world.charge(customer, customer + "-1", 1_000, "2026-10-05T10:00:00Z", BillingMethod.WALLET);
    }

    @Test
    void whatTheWalletHasPaidAsAWholeIsPaidAndOpenNowhere() {
        Invoice invoice = paidAhead("acme");
        assertThat(invoice.number()).isEqualTo("R-2026-000001");
        assertThat(invoice.prepaid()).isEqualByComparingTo("11.90");
        assertThat(invoice.due()).isZero();
        assertThat(invoice.status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(life.steps(invoice.id()))
                .extracting(InvoiceLife.Step::to)
                .containsExactly(InvoiceStatus.DRAFT, InvoiceStatus.FINAL, InvoiceStatus.PAID);
        assertThat(life.steps(invoice.id()).getLast().reason()).isEqualTo(InvoiceLife.NOTHING_DUE);
        assertThat(life.open(invoice.id())).isZero();
        assertThat(staged(Stage.RECEIVABLE)).isEmpty();
        assertThat(staged(Stage.PAID)).containsExactly(invoice.number());
        assertThat(new BillingRecords(world.database()).find(invoice.id()).status())
                .isEqualTo("completed");

        world.clock().moveTo("2026-12-24");
        assertThat(life.markOverdue()).isZero();
        assertThat(life.sent(List.of(invoice.id()), "by post")).isZero();
        assertThat(world.invoiceOf("acme").status()).isEqualTo(InvoiceStatus.PAID);
        assertThatFails(() -> life.pay(invoice.id(), BigDecimal.ONE, null, null), "invoice.state");
        assertThatFails(() -> life.writeOff(invoice.id(), "insolvent"), "invoice.state");
        new CreditNotes(world.database(), world.clock())
                .issue(invoice.id(), new CreditRequest.Amount(new BigDecimal("5.00")), "outage", null);
        assertThat(world.number("select balance from wallet")).isEqualByComparingTo("13.10");
        assertThatFails(() -> life.makeVoid(invoice.id(), "wrong"), "invoice.settled");
    }

    /** Of one batch, those that ask for a payment stay final. */
    @Test
    void othersOfTheSameBatchStayToBePaid() {
        world.subscribe("acme", "mixed");
        world.subscribeMany("usage", 3);
        world.subscribe("beta", "mixed");
        world.billOctober();
        assertThat(staged(Stage.PAID)).hasSize(3);
        assertThat(world.number("select count(*) from invoice where status = 'final' and due > 0"))
                .isEqualByComparingTo("2");
        assertThat(world.number("select count(*) from invoice_transition where to_status = 'paid'"))
                .isEqualByComparingTo("3");
        assertThat(world.number("select count(*) from audit_entry where action = 'invoice.paid'"))
                .isEqualByComparingTo("3");
    }

    @Test
    void oneThatNobodyHasPaidIsMadeVoidAndDraftedAnew() {
        Invoice first = paidAhead("acme");
        var runs = new BillingRuns(
                world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock());
        var report = new Reissue(world.database(), runs, world.clock()).reissue(first.id(), "wrong address");
        assertThat(report.failures()).isEmpty();
        assertThat(world.invoices().find(Long.toString(first.id())).status()).isEqualTo(InvoiceStatus.VOID);
        assertThat(world.balance("charged_usage")).as("for the new one").isEqualByComparingTo("-11.90");
        assertThatBooksBalance(world.database());

        Invoice again = world.invoiceOf("acme");
        assertThat(again.status()).isEqualTo(InvoiceStatus.DRAFT);
        world.finalising().finalise(List.of(again.id()));
        again = world.invoiceOf("acme");
        assertThat(again.number()).isEqualTo("R-2026-000002");
        assertThat(again.status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(again.prepaid()).isEqualByComparingTo("11.90");
        assertThat(world.balance("charged_usage")).isZero();
    }

    /** Even where somebody removed the payment from under it. */
    @Test
    void whatWasToBePaidAndIsPaidIsNeverMadeVoid() {
        world.subscribe("acme", "mixed");
        world.billOctober();
        long id = world.invoiceOf("acme").id();
        world.corrupt("update invoice set status = 'paid'");
        assertThatThrownBy(() -> world.execute("update invoice set status = 'void'"))
                .isInstanceOf(Failure.class);
        world.corrupt("update invoice set status = 'final'");
        life.pay(id, null, null, "bank-1");
        assertThatFails(() -> life.makeVoid(id, "wrong"), "invoice.settled");
    }

    @Test
    void anInvoiceForSeveralSubscriptionsIsPaidAndMadeVoidAsAWhole() {
        world.subscribe("group", "usage");
        world.subscribe("shop", "usage");
        payAhead("group");
        payAhead("shop");
        var payers = new CustomerPayers(world.database());
        payers.set("shop", "group");
        payers.together("group", true);
        world.billOctober();
        Invoice invoice = world.invoiceOf("group");
        assertThat(invoice.sections()).hasSize(2);
        assertThat(invoice.due()).isZero();
        assertThat(invoice.status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(world.number("select count(*) from invoice where status = 'collected'"))
                .isEqualByComparingTo("2");
        assertThatBooksBalance(world.database());

        life.makeVoid(invoice.id(), "wrong address");
        assertThat(world.number("select count(*) from invoice where status = 'void'"))
                .isEqualByComparingTo("3");
        assertThat(world.balance("charged_usage")).isEqualByComparingTo("-23.80");
        world.billOctober();
        assertThat(world.invoiceOf("group").status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(world.balance("charged_usage")).isZero();
    }

    /** A database from before, in which they stayed final. */
    @Test
    void invoicesOfBeforeAreMovedByTheMigration() throws Exception {
        world.subscribe("acme", "mixed");
        paidAhead("beta");
        paidAhead("gamma");
        world.corrupt("delete from invoice_transition where to_status = 'paid'");
        world.corrupt("update invoice set status = 'final' where number is not null");
        world.corrupt("update invoice set status = 'sent' where number = 'R-2026-000003'");
        try (var migration = getClass().getResourceAsStream("/db/migration/V38__nothing_due.sql");
                var connection = TestDatabase.superuser(world.test().name());
                var statement = connection.createStatement()) {
            String text = new String(migration.readAllBytes(), StandardCharsets.UTF_8);
            statement.execute("set search_path to countinghouse");
            statement.execute(text.substring(text.indexOf("-- Invoices of before")));
        }
        assertThat(world.invoiceOf("acme").status()).isEqualTo(InvoiceStatus.FINAL);
        for (String customer : List.of("beta", "gamma")) {
            Invoice moved = world.invoiceOf(customer);
            assertThat(moved.status()).isEqualTo(InvoiceStatus.PAID);
            var step = life.steps(moved.id()).getLast();
            assertThat(step.from())
                    .isEqualTo("R-2026-000003".equals(moved.number()) ? InvoiceStatus.SENT : InvoiceStatus.FINAL);
            assertThat(step.reason()).isEqualTo(InvoiceLife.NOTHING_DUE);
        }
    }

    private List<String> staged(Stage stage) {
        return new InvoiceList(world.database())
                .page(InvoiceFilters.stage(stage), List.of(), null, 0, 100).rows().stream()
                        .map(InvoiceRow::number)
                        .sorted()
                        .toList();
    }

    private static void assertThatFails(ThrowingCallable step, String code) {
        assertThatThrownBy(step)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
    }
}
