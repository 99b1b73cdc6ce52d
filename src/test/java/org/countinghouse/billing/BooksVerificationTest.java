package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.countinghouse.billing.ledger.Recognition;
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
        world.clock().moveTo("2026-11-03"); // not at the moment the usage comes in, when it might be late
        received("2026-11-02");
        world.billOctober();
        assertThatBooksBalance(world.database());
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** The database says when usage came in; here it is a day of the test. */
    private void received(String day) {
        world.corrupt("update usage_event set received_at = '" + day + "' where received_at > '" + day + "'");
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

    static Stream<Arguments> usageDamages() {
        return Stream.of(
                Arguments.of(
                        "update usage_event set quantity = 299 where event_id = '3'",
                        "invoice R-2026-000002: it bills 300 of meter calls, the events of its period come to 299"
                                + " [invoice.usage]"),
                Arguments.of(
                        "delete from usage_event where event_id = '3'",
                        "invoice R-2026-000002: it bills 300 of meter calls, the events of its period come to 0"
                                + " [invoice.usage]"),
                Arguments.of(
                        "insert into usage_event (customer_id, occurred_at, key, event_id, event, quantity, batch_id,"
                                + " received_at) select customer_id, occurred_at, gen_random_uuid(), '4', event, 7,"
                                + " batch_id, received_at from usage_event where event_id = '3'",
                        "invoice R-2026-000002: it bills 300 of meter calls, the events of its period come to 307"
                                + " [invoice.usage]"));
    }

    @ParameterizedTest
    @MethodSource("usageDamages")
    void whatIsBilledIsTheSumOfItsEvents(String damage, String difference) {
        world.corrupt(damage);
        assertThat(said()).containsExactly(difference);
    }

    /** What came after its period is billed later, and is no breach; nor is usage whose events are gone by retention. */
    @Test
    void lateUsageAndUsageThatIsGoneAreNoBreach() {
        world.use("umbrella", "late", 50, "2026-10-20T10:00:00Z");
        world.corrupt("update usage_event set received_at = '2026-11-10' where event_id = 'late'");
        assertThat(said()).as("nobody has noticed it yet").isEmpty();
        world.clock().moveTo("2026-12-01");
        world.draft(BillingPeriod.parse("2026-11"));
        world.finalising().finalise(world.invoices().draftsOf(BillingPeriod.parse("2026-11")));
        assertThat(said()).as("the next invoice has settled it").isEmpty();
        world.corrupt("update usage_event set quantity = 51 where event_id = 'late'");
        assertThat(said())
                .as("against what was settled")
                .containsExactly("invoice R-2026-000002: it bills 350 of meter calls, the events of its period come to"
                        + " 351 [invoice.usage]");
        world.corrupt("delete from usage_event; insert into usage_expired (event, month, events)"
                + " values ('api_call', '2026-10-01', 4)");
        assertThat(said()).as("their events are gone").isEmpty();
    }

    @Test
    void anEventIsBilledOnce() {
        world.use("umbrella", "november", 10, "2026-11-01T08:00:00Z");
        world.clock().moveTo("2026-12-01");
        world.draft(BillingPeriod.parse("2026-11"));
        world.finalising().finalise(world.invoices().draftsOf(BillingPeriod.parse("2026-11")));
        assertThat(said()).isEmpty();
        world.corrupt("update invoice set ends_at = '2026-11-02T00:00:00Z' where number = 'R-2026-000002'");
        assertThat(said())
                .contains(
                        "event november of umbrella: invoices R-2026-000002 and R-2026-000004 both bill it [usage.once]");
    }

    static Stream<Arguments> scheduleDamages() {
        String december = "e.revenue_period = '2026-12-01' and e.ledger_transaction_id in"
                + " (select id from ledger_transaction where kind = 'recognition')";
        return Stream.of(
                Arguments.of(
                        "update ledger_transaction set month = '2027-06-01' where kind = 'recognition' and month ="
                                + " '2026-12-01'",
                        "line 1, 2026-12: it became revenue in another month"),
                Arguments.of(
                        "update ledger_transaction set booked_on = '2026-12-03' where kind = 'recognition' and month ="
                                + " '2026-12-01'",
                        "line 1, 2026-12: it became revenue on 2026-12-03, before the month was over"),
                Arguments.of("update ledger_entry e set amount = e.amount / 2 where " + december, "line 1, 2026-12: "),
                Arguments.of(
                        "update ledger_entry e set line = 2 where e.account = 'revenue' and " + december,
                        "line 1, 2026-12: "),
                Arguments.of(
                        "delete from ledger_entry e where " + december,
                        "are deferred though a later month became revenue"));
    }

    @ParameterizedTest
    @MethodSource("scheduleDamages")
    void revenueFollowsTheSchedule(String damage, String difference) {
        world.planInAdvance("ahead", 3);
        world.subscribe("ahead", "ahead", LocalDate.of(2026, 10, 16));
        world.billOctober();
        world.clock().moveTo("2027-02-02");
        assertThat(new Recognition(world.database(), world.clock()).recognise()).isPositive();
        assertThat(said()).isEmpty();
        world.corrupt(damage);
        assertThat(said())
                .filteredOn(each -> each.endsWith(" [ledger.schedule]"))
                .isNotEmpty()
                .first()
                .asString()
                .contains(difference);
    }

    static Stream<Arguments> creditDamages() {
        return Stream.of(
                Arguments.of(
                        "update credit_note_tax set rate = 7",
                        "credit note CN-2026-000001: its tax VAT at 7 % is VAT at 19 % on the invoice"),
                Arguments.of(
                        "update credit_note_tax set code = 'GST'",
                        "credit note CN-2026-000001: its tax GST at 19 % is VAT at 19 % on the invoice"),
                Arguments.of(
                        "update credit_note_tax set position = 9",
                        "credit note CN-2026-000001: its tax VAT at 19 % is not on the invoice"),
                Arguments.of(
                        "update credit_note_tax set amount = 100",
                        "invoice R-2026-000002: 100 EUR of tax VAT were credited, 6.46 billed"),
                Arguments.of(
                        "update credit_note_tax set amount = 2; update credit_note set tax = 2, net = total - 2",
                        "invoice R-2026-000002: 2 EUR of tax were credited with 9.9, at 19 %"));
    }

    @ParameterizedTest
    @MethodSource("creditDamages")
    void creditedTaxFollowsTheInvoice(String damage, String difference) {
        new CreditNotes(world.database(), world.clock())
                .issue(
                        world.invoiceOf("umbrella").id(),
                        new CreditRequest.Amount(new BigDecimal("11.90")),
                        "an outage",
                        null);
        assertThat(said()).isEmpty();
        world.corrupt(damage);
        assertThat(said()).contains(difference + " [credit-note.taxes]");
    }

    private List<String> said() {
        return new BooksVerification(world.database())
                .differences().stream()
                        .map(BooksVerification.Difference::toString)
                        .toList();
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
