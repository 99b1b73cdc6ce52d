package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What invoices give back reaches the customer, once and to the cent. */
class GivenBackTest {
    private BilledWorld world;
    private SubscriptionChanges changes;
    private long subscription;

    @BeforeEach
    void open() throws IOException {
        world = BilledWorld.fresh();
        world.clock().moveTo("2026-10-01");
        changes = new SubscriptionChanges(world.database(), world.clock());
        world.plan("""
                {"code":"ahead","name":"Ahead","currency":"EUR","interval":{"unit":"month","count":1},
                 "anchor":"calendar","fees":[{"code":"base","name":"Base fee","amount":"31.00","quantity":"1",
                   "timing":"advance","proration":"day"}],
                 "charges":[{"code":"calls","name":"Calls","meter":"calls",
                   "price":{"model":"per_unit","unit_amount":"0.01"}}]}""");
        world.subscribe("acme", "ahead", LocalDate.of(2026, 10, 1));
        subscription = world.number("select id from subscription").longValueExact();
        bill("2026-10-01");
    }

    @AfterEach
    void close() {
        assertThatBooksBalance(world.database());
        world.close();
    }

    private void bill(String day) {
        world.clock().moveTo(day);
        new BillingRuns(world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock())
                .run(RunScope.upTo(world.clock().instant()), false, Progress.NONE);
        var drafts = world.database().read(connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("select coalesce(array_agg(id order by id), '{}') from invoice"
                            + " where status = 'draft'")) {
                rows.next();
                return List.of((Long[]) rows.getArray(1).getArray());
            }
        });
        world.finalising().finalise(drafts);
    }

    private void cancel(String day) {
        world.clock().moveTo(day);
        changes.add(subscription, WantedChange.cancel(true, "").on(LocalDate.parse(day)));
    }

    /** 50.00 of usage with 9.50 tax is paid from the wallet; 21.00 with 3.99 tax of the fee is given back. */
    @Test
    void chargedUsageIsPaidInFullBesideWhatIsGivenBack() {
        world.clock().moveTo("2026-10-05");
        world.wallets().topUp("acme", new BigDecimal("100"), null, null, "");
        world.charge("acme", "one", 5_000, "2026-10-05T08:00:00Z", BillingMethod.WALLET);
        cancel("2026-10-11");
        bill("2026-10-12");
        Invoice invoice = world.invoiceOf("acme");
        assertThat(invoice.total()).isEqualByComparingTo("34.51");
        assertThat(invoice.prepaid()).isEqualByComparingTo("59.50");
        assertThat(invoice.due()).isEqualByComparingTo("-24.99");
        assertThat(world.balance("charged_usage")).isZero();

        // What it billed can still be credited: nothing of it is open, so it goes to the wallet.
        var before = world.balance("prepaid_wallet");
        int usage = invoice.lines().stream()
                .filter(line -> line.amount().signum() > 0)
                .findFirst()
                .orElseThrow()
                .position();
        new CreditNotes(world.database(), world.clock())
                .issue(
                        invoice.id(),
                        new CreditRequest.Lines(java.util.Map.of(usage, new BigDecimal("10.00"))),
                        "complaint",
                        null);
        assertThat(world.balance("prepaid_wallet").subtract(before)).isEqualByComparingTo("-11.90");
    }

    /** 31.00 billed, 15.00 credited, 10.00 owed: 6.00 are left to be given back. */
    @Test
    void whatACreditNoteGaveBackIsNotGivenBackAgain() {
        credit(new CreditRequest.Lines(java.util.Map.of(1, new BigDecimal("15.00"))));
        cancel("2026-10-11");
        bill("2026-10-12");
        assertThat(world.invoiceOf("acme").net()).isEqualByComparingTo("-6.00");
        assertThat(givenBackInAll()).isEqualByComparingTo("10.00");
        bill("2026-10-13");
        assertThat(givenBackInAll()).isEqualByComparingTo("10.00");
    }

    /** 31.00 with tax, half of it credited: of 21.00 with tax, 5.49 are left to be given back. */
    @Test
    void whatACreditNoteGaveBackCountsWithTheTaxThatPricesContain() throws IOException {
        world.plan("""
                {"code":"gross","name":"Gross","currency":"EUR","interval":{"unit":"month","count":1},
                 "anchor":"calendar","tax_inclusive":true,"fees":[{"code":"base","name":"Base fee","amount":"31.00",
                   "quantity":"1","timing":"advance","proration":"day"}],"charges":[]}""");
        world.subscribe("gross", "gross", LocalDate.of(2026, 10, 1));
        subscription = world.number("select max(id) from subscription").longValueExact();
        bill("2026-10-01");
        Invoice first = world.invoiceOf("gross");
        assertThat(first.total()).isEqualByComparingTo("31.00");
        assertThat(first.net()).isEqualByComparingTo("26.05");
        new CreditNotes(world.database(), world.clock())
                .issue(
                        first.id(),
                        new CreditRequest.Lines(java.util.Map.of(1, new BigDecimal("13.03"))),
                        "goodwill",
                        null);
        cancel("2026-10-11");
        bill("2026-10-12");
        assertThat(world.invoiceOf("gross").total()).isEqualByComparingTo("-5.49");
    }

    /** 31.00 billed, 21.00 given back: 10.00 and its tax are left to be credited. */
    @Test
    void whatWasGivenBackIsNotCreditedAgain() {
        long first = world.invoiceOf("acme").id();
        cancel("2026-10-11");
        bill("2026-10-12");
        var credits = new CreditNotes(world.database(), world.clock());
        assertThatThrownBy(() -> credits.issue(
                        first, new CreditRequest.Lines(java.util.Map.of(1, new BigDecimal("10.01"))), "error", null))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("credit.too-much"));
        credits.issue(first, new CreditRequest.Lines(java.util.Map.of(1, new BigDecimal("4.00"))), "error", null);
        credits.issue(first, new CreditRequest.Full(), "error", null);
        assertThat(givenBackInAll()).isZero();
        assertThat(world.number("select (select sum(total) from invoice) - (select sum(total) from credit_note)"))
                .isZero();
        assertThatThrownBy(() -> credits.issue(first, new CreditRequest.Full(), "error", null))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("credit.nothing"));
    }

    @Test
    void aFeeThatWasCreditedAsAWholeIsNotGivenBackAgain() {
        credit(new CreditRequest.Full());
        cancel("2026-10-01");
        bill("2026-10-02");
        bill("2026-11-02");
        assertThat(givenBackInAll()).isZero();
        assertThat(world.number("select count(*) from invoice")).isEqualByComparingTo("1");
    }

    /** What is given back beyond what is billed goes to the wallet, and comes back when the invoice becomes void. */
    @Test
    void whatIsGivenBackGoesToTheWalletAndIsTakenBackWithTheInvoice() {
        cancel("2026-10-11");
        bill("2026-10-12");
        Invoice invoice = world.invoiceOf("acme");
        assertThat(invoice.due()).isEqualByComparingTo("-24.99");
        assertThat(invoice.status()).as("nobody is to pay it").isEqualTo(InvoiceStatus.PAID);
        assertThat(wallet()).isEqualByComparingTo("24.99");
        assertThat(new InvoiceLife(world.database(), world.clock()).open(invoice.id()))
                .isZero();
        assertThat(world.balance("prepaid_wallet")).isEqualByComparingTo("-24.99");
        assertThat(world.wallets().entries("acme", 9))
                .extracting(Wallets.Entry::kind)
                .containsExactly(Wallets.Kind.INVOICE);
        assertThatBooksBalance(world.database());

        new InvoiceLife(world.database(), world.clock()).makeVoid(invoice.id(), "too early");
        assertThat(wallet()).isZero();
        bill("2026-10-13");
        assertThat(wallet()).isEqualByComparingTo("24.99");
    }

    @Test
    void whatWasUsedOfItKeepsTheInvoice() {
        cancel("2026-10-11");
        bill("2026-10-12");
        world.charge("acme", "one", 100, "2026-10-05T08:00:00Z", BillingMethod.WALLET);
        long id = world.invoiceOf("acme").id();
        assertThatThrownBy(() -> new InvoiceLife(world.database(), world.clock()).makeVoid(id, "too early"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("invoice.credit-used"));
        assertThat(world.invoiceOf("acme").status()).isEqualTo(InvoiceStatus.PAID);
    }

    /** A database from before, in which nobody had moved it. */
    @Test
    void invoicesOfBeforeAreGivenBackByTheMigration() throws Exception {
        cancel("2026-10-11");
        bill("2026-10-12");
        world.corrupt("delete from ledger_entry where ledger_transaction_id in (select id from ledger_transaction where"
                + " kind = 'wallet'); delete from ledger_transaction where kind = 'wallet'; delete from wallet_entry;"
                + " delete from wallet");
        try (var migration = getClass().getResourceAsStream("/db/migration/V28__given_back.sql");
                var connection = TestDatabase.superuser(world.test().name());
                var statement = connection.createStatement()) {
            String text = new String(migration.readAllBytes(), StandardCharsets.UTF_8);
            statement.execute("set search_path to countinghouse");
            statement.execute(text.substring(text.indexOf("-- Invoices of before.")));
        }
        assertThat(wallet()).isEqualByComparingTo("24.99");
        assertThat(world.balance("prepaid_wallet")).isEqualByComparingTo("-24.99");
    }

    private BigDecimal wallet() {
        return world.number("select coalesce(sum(balance), 0) from wallet");
    }

    private void credit(CreditRequest request) {
        new CreditNotes(world.database(), world.clock())
                .issue(world.invoiceOf("acme").id(), request, "goodwill", null);
    }

    /** Net of all invoices and credit notes. */
    private BigDecimal givenBackInAll() {
        return world.number("select (select sum(net) from invoice) - (select sum(net) from credit_note)");
    }

    /** Invoices of before say nothing of what is given back, and still follow from their input. */
    @Test
    void inputsOfBeforeAreRatedAsTheyWere() {
        world.clock().moveTo("2026-10-05");
        world.wallets().topUp("acme", new BigDecimal("100"), null, null, "");
        world.charge("acme", "one", 5_000, "2026-10-05T08:00:00Z", BillingMethod.WALLET);
        cancel("2026-10-11");
        bill("2026-10-12");
        String now = world.database().read(connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(
                            "select whole_input(request) from invoice_input order by invoice_id desc")) {
                rows.next();
                return rows.getString(1);
            }
        });
        var input = InvoiceInput.read(now);
        assertThat(input.rate(true).prepaid()).isEqualByComparingTo("59.50");
        assertThat(InvoiceInput.read(input.toJson())).isEqualTo(input);
        var before = InvoiceInput.read(
                now.replaceAll(",? *\"given_back\": *\"owed\"", "").replace("{,", "{"));
        assertThat(before.rate(true).prepaid()).isEqualByComparingTo("34.51");
        assertThat(before.rate(true).due()).isZero();
        assertThat(before.rate(true).withPrepaid(input.rate(true).prepaid())).isEqualTo(input.rate(true));
    }
}
