package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.countinghouse.customers.BillingEntity;
import org.countinghouse.customers.Customer;
import org.countinghouse.customers.CustomerPayers;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code group} pays for {@code shop}; {@code other} pays itself. */
class PayersTest {
    private BilledWorld world;
    private CustomerPayers payers;

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
        payers = new CustomerPayers(world.database());
        world.subscribe("group", "mixed");
        world.subscribe("shop", "mixed");
        world.subscribe("other", "basic");
        payers.set("shop", "group");
    }

    @AfterEach
    void close() {
        assertThatBooksBalance(world.database());
        world.close();
    }

    @Test
    void invoicesOfAChildAreAddressedToTheParentAndBookedOnIt() {
        world.use("shop", "1", 1_000, "2026-10-05T10:00:00Z");
        world.billOctober();
        var invoice = ofUsage("shop");
        assertThat(invoice.customer()).isEqualTo("group");
        assertThat(invoice.usedBy().customer()).isEqualTo("shop");
        assertThat(invoice.paidForAnother()).isTrue();
        assertThat(invoice.net()).isEqualByComparingTo("143.33");
        assertThat(new InvoiceParties(world.database()).of(invoice.id()).buyerId())
                .isEqualTo("group");
        assertThat(receivables("group"))
                .as("its own and the child's")
                .isEqualByComparingTo(invoice.total().add(ofUsage("group").total()));
        assertThat(receivables("shop")).isZero();
        var account = new CustomerAccounts(world.database(), world.clock()).of(id("group"), LocalDate.of(2026, 11, 2));
        assertThat(account.balances())
                .singleElement()
                .satisfies(balance -> assertThat(balance.open()).isEqualByComparingTo(receivables("group")));
        assertThat(new InvoiceLife(world.database(), world.clock()).pay(invoice.id(), null, null, "bank-1"))
                .isZero();
    }

    @Test
    void theParentsTaxesAreOnIt() {
        world.customers()
                .save(new Customer("group", "group", "", "", "FR", "FR40303265045", "EUR", "en", "UTC", "main"));
        world.billOctober();
        assertThat(ofUsage("shop").tax()).as("reverse charge").isZero();
        assertThat(ofUsage("other").tax()).isPositive();
    }

    /** A token of the child does not see its payer, and still estimates what its invoice will come to. */
    @Test
    void aChildEstimatesWithTheTaxesOfWhoPays() {
        world.customers()
                .save(new Customer("group", "group", "", "", "FR", "FR40303265045", "EUR", "en", "UTC", "main"));
        world.clock().moveTo("2026-10-20");
        long shop = id("shop");
        var confined = new Estimates(world.database().confined(shop), world.database(), world.clock());
        assertThat(confined.of(shop)).singleElement().satisfies(estimate -> {
            assertThat(estimate.result().tax()).as("reverse charge").isZero();
            assertThat(estimate.result().total())
                    .isEqualByComparingTo(new Estimates(world.database(), world.clock())
                            .of(shop)
                            .getFirst()
                            .result()
                            .total());
        });
        long other = id("other");
        assertThat(new Estimates(world.database().confined(other), world.database(), world.clock())
                        .of(other)
                        .getFirst()
                        .result()
                        .tax())
                .isPositive();
    }

    @Test
    void usageThatTheChildPaidAheadIsSettledOnTheChild() {
        world.wallets().topUp("shop", new BigDecimal("20.00"), null, null, "");
        world.charge("shop", "1", 100, "2026-10-05T10:00:00Z", BillingMethod.WALLET);
        world.billOctober();
        assertThat(ofUsage("shop").prepaid()).isPositive();
        assertThat(world.number("select coalesce(sum(amount), 0) from ledger_entry where account = 'charged_usage'"
                        + " and customer_id = " + id("shop")))
                .isZero();
        assertThat(world.balance("charged_usage")).isZero();
    }

    @Test
    void lateUsageOfTheChildIsBilledToTheParent() {
        world.billOctober();
        world.clock().moveTo("2026-12-02");
        world.use("shop", "late", 500, "2026-10-20T10:00:00Z");
        new BillingRuns(world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock())
                .run(BillingPeriod.parse("2026-11"), false, Progress.NONE);
        assertThat(ofUsage("shop").lines()).anyMatch(line -> line.kind().equals("adjustment"));
        assertThat(ofUsage("shop").customer()).isEqualTo("group");
        assertThat(ofUsage("group").lines()).noneMatch(line -> line.kind().equals("adjustment"));
    }

    @Test
    void aVoidInvoiceIsBilledAgainToWhoPaysThen() {
        world.billOctober();
        var first = ofUsage("shop");
        payers.set("shop", null);
        assertThat(ofUsage("shop").customer()).as("what is billed stays").isEqualTo("group");
        new InvoiceLife(world.database(), world.clock()).makeVoid(first.id(), "wrong payer");
        world.billOctober();
        assertThat(ofUsage("shop").customer()).isEqualTo("shop");
        assertThat(receivables("group")).isEqualByComparingTo(ofUsage("group").total());
    }

    @Test
    void linesByHandForAChildGoToTheParentToo() {
        long id = new OneOffInvoices(world.database(), world.clock())
                .draft(
                        "shop",
                        List.of(new ManualEntry("Sign", BigDecimal.ONE, new BigDecimal("10.00"), "standard", null)));
        var invoice = world.invoices().find(Long.toString(id));
        assertThat(invoice.customer()).isEqualTo("group");
        assertThat(invoice.usedBy().customer()).isEqualTo("shop");
    }

    @Test
    void aChildsTokenSeesItsOwnUsageAndInvoicesAndNoOthersOfTheParent() {
        world.use("shop", "1", 10, "2026-10-05T10:00:00Z");
        world.use("group", "1", 10, "2026-10-05T10:00:00Z");
        world.billOctober();
        var confined = world.database().confined(id("shop"));
        var seen = new ArrayList<Invoice>();
        new Invoices(confined).each(null, true, seen::add);
        assertThat(seen).singleElement().satisfies(invoice -> {
            assertThat(invoice.id()).isEqualTo(ofUsage("shop").id());
            assertThat(invoice.customer()).as("the parent's name is not told").isEqualTo("shop");
            assertThat(invoice.lines()).isNotEmpty();
        });
        assertThat(new InvoiceList(confined).totals(Filter.ALL).rows()).isEqualTo(1);
        List<DueSubscription> rated = confined.read(
                connection -> DueSubscriptions.of(connection, BilledWorld.OCTOBER, id("shop"), new PlanDocuments()));
        assertThat(rated).as("what it used can be worked out").hasSize(1);
        long parents = confined.read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(
                            "select count(*) from usage_event where customer_id <> " + id("shop"))) {
                row.next();
                return row.getLong(1);
            }
        });
        assertThat(parents).isZero();
        var parent = new ArrayList<Invoice>();
        new Invoices(world.database().confined(id("group"))).each(null, false, parent::add);
        assertThat(parent).extracting(Invoice::customer).containsExactly("group", "group");
    }

    @Test
    void whoPaysForOthersPaysItselfInOneCurrencyToOneSeller() {
        assertThatFails(() -> payers.set("shop", "shop"));
        assertThatFails(() -> payers.set("group", "other"));
        assertThatFails(() -> payers.set("other", "shop"));
        world.customers().save(new Customer("dollar", "dollar", "", "", "US", "", "USD", "en", "UTC", "main"));
        assertThatFails(() -> payers.set("dollar", "group"));
        world.customers()
                .save(new BillingEntity("second", "Second", "Street 2", "DE", "DE2", "", "", 14, "S-", List.of()));
        world.customers().save(new Customer("theirs", "theirs", "", "", "DE", "", "EUR", "en", "UTC", "second"));
        assertThatFails(() -> payers.set("theirs", "group"));
        assertThatThrownBy(() -> payers.set("shop", "nobody")).isInstanceOf(Failure.class);
        payers.set("shop", "group");
        assertThat(payers.of(id("shop")).payer())
                .isNotNull()
                .satisfies(payer -> assertThat(payer.externalId()).isEqualTo("group"));
        assertThat(payers.of(id("group")).paysFor())
                .extracting(CustomerPayers.Party::externalId)
                .containsExactly("shop");
        assertThat(world.number("select count(*) from audit_entry where action = 'customer.payer'"))
                .as("the same again is no change")
                .isEqualByComparingTo("1");
        for (String wrong : List.of(
                "update customer set payer_id = id where external_id = 'other'",
                "update customer set currency = 'USD' where external_id = 'group'",
                "update customer set currency = 'USD' where external_id = 'shop'",
                "update customer set payer_id = " + id("other") + " where external_id = 'group'")) {
            assertThatThrownBy(() -> world.execute(wrong)).as(wrong).isInstanceOf(Failure.class);
        }
    }

    @Test
    void twoAtOnceDoNotPayForEachOther() throws Exception {
        for (int turn = 0; turn < 5; turn++) {
            payers.set("shop", null);
            payers.set("other", null);
            payers.set("group", null);
            try (var threads = Executors.newFixedThreadPool(2)) {
                List<Callable<Boolean>> work = List.of(() -> tried("group", "other"), () -> tried("other", "group"));
                int done = 0;
                for (var future : threads.invokeAll(work)) {
                    done += future.get() ? 1 : 0;
                }
                assertThat(done).isEqualTo(1);
            }
        }
    }

    private boolean tried(String customer, String payer) {
        try {
            payers.set(customer, payer);
            return true;
        } catch (Failure refused) {
            return false;
        }
    }

    private Invoice ofUsage(String customer) {
        var found = new ArrayList<Invoice>();
        world.invoices().each(null, true, found::add);
        return found.stream()
                .filter(each -> each.usedBy().customer().equals(customer))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private BigDecimal receivables(String customer) {
        return world.number("select coalesce(sum(amount), 0) from ledger_entry where account = 'receivables'"
                + " and customer_id = " + id(customer));
    }

    private long id(String customer) {
        return world.number("select id from customer where external_id = '" + customer + "'")
                .longValueExact();
    }

    private static void assertThatFails(ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("customer.payer"));
    }
}
