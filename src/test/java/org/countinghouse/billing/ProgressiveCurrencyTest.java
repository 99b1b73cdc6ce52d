package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;
import static org.countinghouse.billing.ProgressiveWorld.every;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.countinghouse.billing.currency.ExchangeRates;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A period with an invoice inside it is settled in that one's currency, whatever its customer is billed in by then. */
class ProgressiveCurrencyTest {
    private ProgressiveWorld all;
    private CustomerCurrencies currencies;
    private long acme;

    @BeforeEach
    void open() throws IOException {
        all = new ProgressiveWorld();
        acme = all.subscribe("acme", "metered");
        all.subscribe("plain", "metered");
        all.thresholds(acme, every("50"));
        currencies = new CustomerCurrencies(all.world.database(), all.world.clock());
        all.use("acme", 6_000, "2026-10-03");
        all.use("plain", 6_000, "2026-10-03");
    }

    @AfterEach
    void close() {
        assertThatBooksBalance(all.world.database());
        all.close();
    }

    private void rate(String day, String rate) {
        new ExchangeRates(all.world.database(), List.of(), all.world.clock())
                .set("EUR", "USD", LocalDate.parse(day), new BigDecimal(rate), "");
    }

    private Estimate estimate() {
        long customer = all.world
                .number("select id from customer where external_id = 'acme'")
                .longValueExact();
        return new Estimates(all.world.database(), all.world.clock())
                .of(customer)
                .getFirst();
    }

    @Test
    void thePeriodStaysInTheCurrencyOfTheInvoiceInsideItAndTheNextOneIsInTheNewOne() {
        all.run("2026-10-04");
        all.finalise();
        assertThat(all.newest("acme", "progressive").currency()).isEqualTo("EUR");

        // No rate is there: none is needed for this period.
        assertThat(currencies.preview("acme", "USD")).singleElement().satisfies(would -> {
            assertThat(would.stays("USD")).isTrue();
            assertThat(would.stays(null)).isFalse();
            assertThat(would.result().currency().getCode()).isEqualTo("EUR");
            assertThat(would.result().net()).isEqualByComparingTo("31.00");
        });
        currencies.set("acme", "USD");
        assertThat(currencies.running("acme")).singleElement().matches(period -> period.stays("USD"));
        assertThat(estimate().result().currency().getCode()).isEqualTo("EUR");

        all.use("acme", 5_000, "2026-10-05");
        all.use("plain", 5_000, "2026-10-05");
        ProgressiveReport second = all.run("2026-10-06");
        assertThat(second.failures()).isEmpty();
        assertThat(second.bills()).singleElement().satisfies(bill -> {
            assertThat(bill.currency()).isEqualTo("EUR");
            assertThat(bill.before()).isEqualByComparingTo("60.00");
            assertThat(bill.net()).isEqualByComparingTo("50.00");
        });
        all.finalise();
        assertThat(all.billing().state(acme).invoiceCurrency()).isEqualTo("EUR");

        // Of the period's own, the draft that is rated again is still settled in it.
        all.world.clock().moveTo("2026-11-03");
        var rating = new SubscriptionRating(all.world.database(), all.world.clock());
        BillingRunReport run = new BillingRuns(all.world.database(), rating, all.world.clock())
                .run(all.everything(), false, Progress.NONE);
        assertThat(run.failures()).isEmpty();
        Invoice own = all.newest("acme", "regular");
        assertThat(own.currency()).isEqualTo("EUR");
        assertThat(own.priced()).isNull();
        new DraftRefresh(all.world.database(), rating, all.world.clock()).refresh(own.id(), null);
        assertThat(all.invoice(own.id()).currency()).isEqualTo("EUR");
        all.finalise();
        assertThat(all.sum("acme", "net")).isEqualByComparingTo(all.sum("plain", "net"));
        assertThatBooksBalance(all.world.database());

        rate("2026-11-30", "1.10");
        all.use("acme", 1_000, "2026-11-05");
        all.world.clock().moveTo("2026-12-03");
        all.bill("2026-12-03");
        Invoice next = all.newest("acme", "regular");
        assertThat(next.currency()).isEqualTo("USD");
        assertThat(next.net()).isEqualByComparingTo("45.10");
    }

    @Test
    void backToThePlansCurrencyThePeriodStaysAtItsExchangeWithTheRateOfEachInvoice() {
        rate("2026-10-03", "1.10");
        rate("2026-10-31", "1.20");
        currencies.set("acme", "USD");
        all.run("2026-10-04");
        all.finalise();
        assertThat(all.newest("acme", "progressive").net()).isEqualByComparingTo("66.00");
        currencies.set("acme", null);
        all.bill("2026-11-03");
        Invoice own = all.newest("acme", "regular");
        assertThat(own.currency()).isEqualTo("USD");
        // 91.00 at 1.20, less the 66.00 that were billed.
        assertThat(own.net()).isEqualByComparingTo("43.20");
    }

    @Test
    void onceTheInvoiceInsideIsVoidTheNewCurrencyHolds() {
        all.run("2026-10-04");
        all.finalise();
        long inside = all.newest("acme", "progressive").id();
        rate("2026-10-04", "1.10");
        currencies.set("acme", "USD");
        all.makeVoid(inside);
        assertThat(estimate().result().currency().getCode()).isEqualTo("USD");
        assertThat(all.run("2026-10-05").bills())
                .singleElement()
                .satisfies(bill -> assertThat(bill.currency()).isEqualTo("USD"));
        rate("2026-10-31", "1.20");
        all.bill("2026-11-03");
        assertThat(all.newest("acme", "regular").currency()).isEqualTo("USD");
    }

    @Test
    void whatTheWalletPaysOfItIsTakenInItsCurrencyToo() {
        all.run("2026-10-04");
        all.finalise();
        currencies.set("acme", "USD");
        all.world.wallets().topUp("acme", new BigDecimal("100"), "EUR", null, "");
        all.world.charge("acme", "paid", 1_000, "2026-10-04T06:00:00Z", BillingMethod.WALLET);
        assertThat(all.world.number("select amount from usage_charge where currency = 'EUR'"))
                .isEqualByComparingTo("11.90");
        all.bill("2026-11-03");
        Invoice own = all.newest("acme", "regular");
        assertThat(own.currency()).isEqualTo("EUR");
        assertThat(own.net()).isEqualByComparingTo("41.00");
        assertThat(own.prepaid()).isEqualByComparingTo("11.90");
    }

    /** The customer's own token does not see an invoice that somebody else pays, but its currency counts. */
    @Test
    void aCustomerThatDoesNotPaySeesItsPeriodInThatCurrency() {
        all.world.execute("update customer set payer_id = (select id from customer where external_id = 'plain')"
                + " where external_id = 'acme'");
        all.run("2026-10-04");
        all.finalise();
        currencies.set("plain", "USD");
        long customer = all.world
                .number("select id from customer where external_id = 'acme'")
                .longValueExact();
        var confined = all.world.database().confined(customer);
        Estimate seen = new Estimates(confined, all.world.database(), all.world.clock())
                .of(customer)
                .getFirst();
        assertThat(seen.result().currency().getCode()).isEqualTo("EUR");
        assertThat(seen.result().net()).isEqualByComparingTo("31.00");
    }
}
