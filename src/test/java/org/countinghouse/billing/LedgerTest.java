package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.countinghouse.billing.ledger.Posting;
import org.countinghouse.billing.ledger.PostingKind;
import org.countinghouse.billing.ledger.Recognition;
import org.countinghouse.metering.UsageCorrections;
import org.countinghouse.money.Currencies;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.work.Failure;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LedgerTest {
    private BilledWorld world;

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
    }

    @AfterEach
    void close() {
        assertThatBooksBalance(world.database());
        world.close();
    }

    @Test
    void aFinalInvoiceIsOwedEarnedAndTaxed() {
        world.subscribe("acme", "mixed");
        world.use("acme", "1", 250, "2026-10-05T10:00:00Z");
        world.draftOctober();
        assertThat(world.balance("receivables"))
                .as("a draft is not in the books")
                .isZero();

        world.finalising().finalise(world.invoices().draftsOf(BilledWorld.OCTOBER));

        // 100.00 + 2.50 at 19 %, 33.33 at 7 %.
        assertThat(world.balance("receivables")).isEqualByComparingTo("157.64");
        assertThat(world.balance("revenue")).isEqualByComparingTo("-135.83");
        assertThat(world.balance("tax")).isEqualByComparingTo("-21.81");
        assertThat(world.number("select sum(amount) from ledger_entry where tax_code = 'VAT7' and tax_rate = 7"))
                .isEqualByComparingTo("-2.33");
        assertThat(world.number("select sum(amount) from ledger_entry where charge = 'calls' and service = 'calls'"
                        + " and revenue_period = '2026-10-01'"))
                .isEqualByComparingTo("-2.50");
    }

    @Test
    void aWalletHoldsMoneyUntilUsageIsBilledFromIt() {
        world.subscribe("acme", "mixed");
        world.wallets().topUp("acme", new BigDecimal("20.00"), null, "first", "");
        world.charge("acme", "1", 100, "2026-10-05T10:00:00Z", BillingMethod.WALLET);
        assertThat(world.balance("cash")).isEqualByComparingTo("20");
        assertThat(world.balance("prepaid_wallet")).isEqualByComparingTo("-18.81");
        assertThat(world.balance("charged_usage")).isEqualByComparingTo("-1.19");

        world.billOctober();

        assertThat(world.balance("charged_usage")).isZero();
        assertThat(world.balance("receivables"))
                .isEqualByComparingTo(world.invoiceOf("acme").due());
    }

    @Test
    void whatIsGivenBackReturnsToWhereItCameFrom() {
        world.subscribe("acme", "mixed");
        world.wallets().topUp("acme", new BigDecimal("20.00"), null, "first", "");
        world.credits()
                .grant(
                        "acme",
                        new BigDecimal("5.00"),
                        null,
                        world.clock().instant().plus(Duration.ofDays(30)),
                        0,
                        "welcome",
                        "grant");
        var charges = new UsageCharges(world.database(), world.clock());
        var corrections = new UsageCorrections(world.database(), world.clock(), new FinalInvoices());
        for (var method : List.of(BillingMethod.WALLET, BillingMethod.CREDITS)) {
            var charged = world.charge("acme", method.code(), 100, "2026-10-05T10:00:00Z", method);
            assertThat(world.balance("charged_usage")).isEqualByComparingTo("-1.19");
            charges.refund(charged.charge().id(), "not wanted", corrections);
            assertThat(world.balance("charged_usage")).isZero();
        }
        assertThat(world.balance("prepaid_wallet")).isEqualByComparingTo("-20");
        assertThat(world.balance("customer_credit")).isEqualByComparingTo("-5");
        assertThat(world.balance("credits_granted")).isEqualByComparingTo("5");
    }

    @Test
    void aFeeInAdvanceIsRevenueWhenItsMonthsAreOver() {
        world.planInAdvance("quarterly", 3);
        world.subscribe("acme", "quarterly", LocalDate.of(2026, 10, 16));
        world.draftOctober();
        world.finalising().finalise(world.invoices().draftsOf(BilledWorld.OCTOBER));
        assertThat(deferred("2026-10-01")).as("over already").isZero();
        assertThat(world.balance("revenue")).isEqualByComparingTo("-5.39");
        assertThat(deferred("2026-11-01")).isEqualByComparingTo("-10.11");
        assertThat(deferred("2026-12-01")).isEqualByComparingTo("-10.45");
        assertThat(deferred("2027-01-01")).isEqualByComparingTo("-5.05");

        var recognition = new Recognition(world.database(), world.clock());
        assertThat(recognition.recognise()).isZero();
        world.clock().moveTo("2026-12-01");
        assertThat(recognition.recognise()).isEqualTo(1);
        assertThat(recognition.recognise()).as("once").isZero();
        assertThat(world.balance("revenue")).isEqualByComparingTo("-15.50");
        world.clock().moveTo("2027-03-01");
        assertThat(recognition.preview())
                .containsExactly(
                        new Recognition.Month(YearMonth.of(2026, 12), "EUR", new BigDecimal("10.450000000000")),
                        new Recognition.Month(YearMonth.of(2027, 1), "EUR", new BigDecimal("5.050000000000")));
        assertThat(world.balance("revenue")).as("a look").isEqualByComparingTo("-15.50");
        assertThat(recognition.recognise()).isEqualTo(2);
        assertThat(recognition.preview()).isEmpty();
        assertThat(world.balance("deferred_revenue")).isZero();
        assertThat(world.balance("revenue")).isEqualByComparingTo("-31");
    }

    private BigDecimal deferred(String month) {
        return world.number("select coalesce(sum(amount), 0) from ledger_entry where account = 'deferred_revenue'"
                + " and revenue_period = '" + month + "'");
    }

    @Test
    void nothingIsPostedTwice() {
        world.subscribe("acme", "mixed");
        world.billOctober();
        long id = world.invoiceOf("acme").id();
        assertThatThrownBy(() -> world.database()
                        .write(connection -> Posting.post(connection, PostingKind.INVOICE, List.of(id))))
                .isInstanceOf(Failure.class);
    }

    @Test
    void theDatabaseRefusesWhatDoesNotBalanceWhateverTheProgramSays() {
        world.subscribe("acme", "mixed");
        world.billOctober();
        String transaction = "with t as (insert into ledger_transaction (billing_entity_id, kind, source, booked_on,"
                + " entries) select id, 'payment', 77, '2026-11-02', 2 from billing_entity returning id)"
                + " insert into ledger_entry (ledger_transaction_id, position, account, customer_id, currency, amount)"
                + " select t.id, v.position, 'cash', c.id, v.currency, v.amount from t, customer c, (values ";
        for (String wrong : List.of(
                transaction + "(1, 'EUR', 1.00), (2, 'EUR', -1.01)) v (position, currency, amount)",
                transaction + "(1, 'EUR', 1.00), (2, 'USD', -1.00)) v (position, currency, amount)",
                transaction + "(1, 'EUR', 1.00), (3, 'EUR', -1.00)) v (position, currency, amount)",
                transaction + "(1, 'EUR', 1), (2, 'EUR', 1), (3, 'EUR', -2)) v (position, currency, amount)",
                "insert into ledger_entry (ledger_transaction_id, position, account, customer_id, currency, amount)"
                        + " select ledger_transaction_id, position + 10, account, customer_id, currency, amount"
                        + " from ledger_entry",
                "update ledger_entry set account = 'cash'",
                "delete from ledger_entry",
                "truncate ledger_entry",
                "update ledger_transaction set booked_on = '2020-01-01'",
                "insert into ledger_transaction (billing_entity_id, kind, source, booked_on, entries, posted_by)"
                        + " select id, 'payment', 78, '2026-11-02', 2, 'somebody else' from billing_entity")) {
            assertThatThrownBy(() -> world.execute(wrong)).as(wrong).isInstanceOf(Failure.class);
        }
    }

    @Test
    void financeAddsToTheLedgerAndNobodyTakesAway() {
        world.subscribe("acme", "mixed");
        world.billOctober();
        for (GroupRole role : GroupRole.values()) {
            try (var staff = world.test().as(role)) {
                for (String wrong : List.of("update ledger_entry set line = 1", "delete from ledger_transaction")) {
                    assertThatThrownBy(() -> staff.write(connection -> {
                                try (var statement = connection.createStatement()) {
                                    return statement.executeUpdate(wrong);
                                }
                            }))
                            .as(role + ": " + wrong)
                            .isInstanceOf(Failure.class);
                }
            }
        }
        try (var finance = world.test().as(GroupRole.FINANCE)) {
            assertThat(new Wallets(finance, world.clock())
                            .topUp("acme", BigDecimal.TEN, null, null, "")
                            .balance())
                    .isEqualByComparingTo("10");
        }
    }

    @Test
    void theDatabaseKnowsMinorUnitsAsTheProgramDoes() {
        var registered = CurrencyUnit.registeredCurrencies().stream()
                .filter(currency -> Currencies.find(currency.getCode()).isPresent())
                .toList();
        assertThat(registered).hasSizeGreaterThan(150);
        for (CurrencyUnit currency : registered) {
            assertThat(world.number("select minor_units('" + currency.getCode() + "')")
                            .intValueExact())
                    .as(currency.getCode())
                    .isEqualTo(currency.getDecimalPlaces());
        }
    }

    @Test
    @Timeout(300)
    void tenThousandInvoicesAreFinalAndPostedInTwentySeconds() {
        world.subscribeMany("mixed", 10_000);
        world.draftOctober();
        var ids = world.invoices().draftsOf(BilledWorld.OCTOBER);
        long begun = System.nanoTime();
        assertThat(world.finalising().finalise(ids)).isEqualTo(10_000);
        var taken = Duration.ofNanos(System.nanoTime() - begun);
        System.getLogger("ledger").log(System.Logger.Level.INFO, "10,000 invoices final in {0}", taken);
        assertThat(taken).isLessThan(Duration.ofSeconds(20));
        assertThat(world.number("select count(*) from ledger_transaction")).isEqualByComparingTo("10000");
    }
}
