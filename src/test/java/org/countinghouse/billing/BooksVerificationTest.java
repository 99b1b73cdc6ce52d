package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of damage that no trigger stopped is found, by its rule and at its place. */
class BooksVerificationTest {
    private BilledWorld world;

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
        world.subscribe("acme", "mixed");
        world.subscribe("umbrella", "basic");
        world.wallets().topUp("acme", new BigDecimal("20.00"), null, "first", "");
        world.credits().grant("acme", new BigDecimal("5.00"), null, null, 0, "welcome", "grant");
        world.charge("acme", "1", 100, "2026-10-05T10:00:00Z", BillingMethod.WALLET);
        world.charge("acme", "2", 100, "2026-10-05T10:00:00Z", BillingMethod.CREDITS);
        world.use("umbrella", "3", 300, "2026-10-05T10:00:00Z");
        world.billOctober();
        assertThatBooksBalance(world.database());
    }

    @AfterEach
    void close() {
        world.close();
    }

    static Stream<Arguments> damages() {
        String first = " where id = (select min(id) from invoice)";
        String entry =
                " where ledger_transaction_id = (select id from ledger_transaction where kind = 'invoice' limit 1)";
        return Stream.of(
                Arguments.of(
                        "update invoice_line set amount = amount + 1, net = net + 1 where position = 1",
                        "invoice.sums"),
                Arguments.of("update invoice_tax set amount = amount + 1", "invoice.sums"),
                Arguments.of(
                        "update invoice set subtotal = subtotal + 1, discounts = discounts + 1" + first,
                        "invoice.sums"),
                Arguments.of("update invoice set finalised_at = null" + first, "invoice.totals"),
                Arguments.of("update invoice_line set explanation = '[]' where position = 1", "invoice.derived"),
                Arguments.of("update invoice_line set quantity = quantity + 1 where position = 1", "invoice.derived"),
                Arguments.of(
                        "update invoice_input set request = jsonb_set(whole_input(request), '{plan,fees,0,amount}', '\"1.00\"')",
                        "invoice.derived"),
                Arguments.of("update invoice_input set request = '{}'", "invoice.derived"),
                Arguments.of("delete from rating_terms", "invoice.derived"),
                Arguments.of("delete from invoice_input", "invoice.input"),
                Arguments.of(
                        "drop index invoice_once; update invoice set subscription_id = (select min(id) from subscription)",
                        "invoice.once"),
                Arguments.of("update invoice set number = 'R-2026-000009'" + first, "numbers.gapless"),
                Arguments.of("update invoice set number = 'without'" + first, "numbers.gapless"),
                Arguments.of("update number_series set next_number = next_number + 1", "numbers.gapless"),
                Arguments.of("update ledger_entry set amount = amount + 1 where account = 'cash'", "ledger.balanced"),
                Arguments.of("delete from ledger_entry where account = 'tax'", "ledger.balanced"),
                Arguments.of("update ledger_entry set currency = 'USD' where account = 'cash'", "ledger.balanced"),
                Arguments.of("delete from ledger_entry" + entry, "ledger.balanced"),
                Arguments.of(
                        "delete from ledger_entry" + entry + "; delete from ledger_transaction t where not exists"
                                + " (select from ledger_entry e where e.ledger_transaction_id = t.id)",
                        "ledger.posted"),
                Arguments.of("update ledger_entry set amount = amount * 2" + entry, "ledger.posted"),
                Arguments.of("update ledger_entry set account = 'rounding' where account = 'revenue'", "ledger.posted"),
                Arguments.of("update ledger_transaction set booked_on = '2020-01-01'", "ledger.posted"),
                Arguments.of(
                        "with t as (insert into ledger_transaction (billing_entity_id, kind, source, month, booked_on,"
                                + " entries) select billing_entity_id, kind, source, '2026-10-01', booked_on, entries"
                                + " from ledger_transaction where kind = 'wallet' limit 1 returning id)"
                                + " insert into ledger_entry (ledger_transaction_id, position, account, customer_id,"
                                + " currency, amount) select t.id, e.position, e.account, e.customer_id, e.currency,"
                                + " e.amount from t, ledger_entry e where e.ledger_transaction_id ="
                                + " (select min(id) from ledger_transaction where kind = 'wallet')",
                        "ledger.posted"),
                Arguments.of("update invoice set status = 'void'", "ledger.void"),
                Arguments.of("update invoice set status = 'paid'", "ledger.settled"),
                Arguments.of(
                        "insert into invoice_payment (invoice_id, amount, received_on, at)"
                                + " select max(id), 1, '2026-11-02', now() from invoice",
                        "ledger.settled"),
                Arguments.of("update wallet set balance = balance + 1", "wallet.balance"),
                Arguments.of("update wallet_entry set balance = balance + 1 where kind = 'usage'", "wallet.balance"),
                Arguments.of("delete from wallet_entry where kind = 'usage'", "wallet.balance"),
                Arguments.of("update usage_charge set amount = amount + 1 where event_id = '1'", "charged-usage.open"),
                Arguments.of("update usage_charge set status = 'refunded'", "charged-usage.open"),
                Arguments.of("update credit_grant set remaining = remaining - 1", "credits.remaining"),
                Arguments.of("delete from credit_use", "credits.remaining"),
                Arguments.of(
                        "update ledger_entry set amount = amount + 1 where account = 'cash'", "ledger.trial-balance"));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void isFound(String damage, String rule) {
        world.corrupt(damage);
        assertThat(new BooksVerification(world.database()).differences())
                .extracting(BooksVerification.Difference::rule)
                .contains(rule);
    }

    @Test
    void theFirstDifferenceEndsTheCheckWhenThatIsEnough() {
        world.corrupt("update invoice_line set amount = amount + 1, net = net + 1 where position = 1");
        var heard = new AtomicInteger();
        var report = new BooksVerification(world.database())
                .verify(
                        difference -> {
                            assertThat(difference.toString())
                                    .startsWith("invoice R-2026-000001: ")
                                    .endsWith(" [invoice.sums]");
                            heard.incrementAndGet();
                            return false;
                        },
                        Progress.NONE);
        assertThat(heard).hasValue(1);
        assertThat(report.differences()).isEqualTo(1);
    }
}
