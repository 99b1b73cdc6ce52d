package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.countinghouse.billing.currency.ExchangeRate;
import org.countinghouse.billing.currency.ExchangeRates;
import org.countinghouse.catalog.Json;
import org.countinghouse.customers.CustomerPayers;
import org.countinghouse.customers.Subscription;
import org.countinghouse.rating.ExplanationVerifier;
import org.countinghouse.rating.RatingResult;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Customers that are billed in another currency than their plan's, which is the euro. */
class CustomerCurrencyTest {
    private static final LocalDate LAST = LocalDate.of(2026, 10, 31);

    private BilledWorld world;
    private CustomerCurrencies currencies;
    private ExchangeRates rates;

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
        currencies = new CustomerCurrencies(world.database(), world.clock());
        rates = new ExchangeRates(world.database(), List.of(), world.clock());
        world.subscribe("acme", "basic");
    }

    @AfterEach
    void close() {
        assertThatBooksBalance(world.database());
        world.close();
    }

    private void rate(String currency, LocalDate day, String rate) {
        rates.set("EUR", currency, day, new BigDecimal(rate), "");
    }

    @Test
    void linesAreExchangedAtTheRateOfTheLastDayAndTheInvoiceKeepsIt() {
        rate("USD", LAST.minusDays(1), "1.0832");
        currencies.set("acme", "USD");
        world.use("acme", "1", 1234, "2026-10-05T10:00:00Z");
        world.billOctober();

        Invoice invoice = world.invoiceOf("acme");
        // 31.00 x 1.0832 = 33.5792, 12.34 x 1.0832 = 13.366688; 19 % of 46.95
        assertThat(invoice.currency()).isEqualTo("USD");
        assertThat(amounts(invoice)).containsExactly("33.58", "13.37");
        assertThat(invoice.tax()).isEqualByComparingTo("8.92");
        assertThat(invoice.total()).isEqualByComparingTo("55.87");
        var rate = new ExchangeRate("EUR", "USD", LAST.minusDays(1), new BigDecimal("1.0832"), "manual");
        assertThat(invoice.priced()).isEqualTo(rate);
        assertThat(invoice.toJson(true))
                .contains("\"priced\":{\"currency\":\"EUR\",\"rate\":\"1.0832\",\"day\":\"2026-10-30\"")
                .contains("12.34 EUR × 1.0832 (manual, 2026-10-30) = 13.37 USD");
        assertThat(balance("receivables", "USD")).isEqualByComparingTo("55.87");
        assertThat(balance("receivables", "EUR")).isZero();

        rate("USD", LAST.minusDays(1), "2");
        assertThatBooksBalance(world.database());
        assertThat(world.invoiceOf("acme").priced()).isEqualTo(rate);
        assertThatThrownBy(() -> world.execute("update invoice set price_rate = 2"))
                .isInstanceOf(Failure.class);
        world.corrupt("update invoice set price_rate = 2");
        assertThat(new BooksVerification(world.database()).differences())
                .extracting(BooksVerification.Difference::rule)
                .containsExactly("invoice.derived");
        world.corrupt("update invoice set price_rate = 1.0832");
    }

    @Test
    void withoutARateOneIsParkedAndTheOthersAreBilled() {
        world.subscribe("other", "basic");
        currencies.set("acme", "GBP");
        BillingRunReport report = run();
        assertThat(report.drafted()).isEqualTo(1);
        assertThat(report.failures()).singleElement().satisfies(failed -> {
            assertThat(failed.code()).isEqualTo("billing.rate");
            assertThat(failed.reason()).contains("GBP").contains("EUR").contains("2026-10-31");
        });
        assertThat(world.invoiceOf("other").currency()).isEqualTo("EUR");
        rate("GBP", LAST, "0.83");
        assertThat(run().drafted()).isEqualTo(1);
        assertThat(world.invoiceOf("acme").total()).isEqualByComparingTo("30.62");
    }

    @Test
    void currenciesWithoutAndWithThreeDecimals() {
        world.subscribe("tokyo", "mixed");
        world.subscribe("kuwait", "mixed");
        currencies.set("tokyo", "JPY");
        currencies.set("kuwait", "KWD");
        rate("JPY", LAST, "163.27");
        rates.set("KWD", "EUR", LAST, new BigDecimal("3.0071"), "");
        world.use("tokyo", "1", 50, "2026-10-05T10:00:00Z");
        world.billOctober();
        // 0.50, 100.00 and 33.33 EUR
        assertThat(amounts(world.invoiceOf("tokyo"))).containsExactlyInAnyOrder("82", "16327", "5442");
        // 1 / 3.0071 = 0.332546307073260; 33.33 EUR = 11.08376
        assertThat(amounts(world.invoiceOf("kuwait"))).containsExactlyInAnyOrder("0.000", "33.255", "11.084");
        assertThat(world.invoiceOf("kuwait").tax()).isEqualByComparingTo("7.094");
        for (String customer : List.of("tokyo", "kuwait")) {
            Invoice invoice = world.invoiceOf(customer);
            for (var line : Json.parse(invoice.toJson(true)).get("lines")) {
                assertThat(ExplanationVerifier.verify(line, CurrencyUnit.of(invoice.currency())))
                        .isEmpty();
            }
        }
    }

    @Test
    void aDraftTakesTheRateAndTheCurrencyOfNowWhenItIsRatedAgain() {
        rate("USD", LAST, "1.10");
        currencies.set("acme", "USD");
        world.draftOctober();
        long draft = world.invoiceOf("acme").id();
        assertThat(world.invoiceOf("acme").net()).isEqualByComparingTo("34.10");
        rate("USD", LAST, "1.20");
        var refresh = new DraftRefresh(
                world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock());
        refresh.refresh(draft, null);
        assertThat(world.invoiceOf("acme").net()).isEqualByComparingTo("37.20");
        assertThat(world.invoiceOf("acme").priced())
                .extracting(ExchangeRate::rate)
                .isEqualTo(new BigDecimal("1.20"));
        currencies.set("acme", null);
        assertThat(world.invoiceOf("acme").currency()).as("until then nothing").isEqualTo("USD");
        assertThat(refresh.refresh(draft, null).currency()).isEqualTo("EUR");
        assertThat(world.invoiceOf("acme").net()).isEqualByComparingTo("31.00");
        assertThat(world.invoiceOf("acme").priced()).isNull();

        var manual = new ManualLines(world.database(), world.clock());
        manual.change(
                draft,
                null,
                new LineChange.Add(new ManualEntry("Help", BigDecimal.ONE, new BigDecimal("5.00"), "standard", null)));
        currencies.set("acme", "USD");
        assertThatThrownBy(() -> refresh.refresh(draft, null))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("invoice.currency"));
    }

    @Test
    void usagePaidAheadFixesCurrencyAndRateOfItsPeriod() {
        world.clock().moveTo("2026-10-10");
        rate("USD", LocalDate.of(2026, 10, 10), "1.0832");
        currencies.set("acme", "USD");
        world.wallets().topUp("acme", new BigDecimal("50.00"), null, null, "");
        UsageCharge charged = charge("1", 100);
        assertThat(charged.currency()).isEqualTo("USD");
        // 1.00 EUR = 1.08 USD; the tax grows by 0.21
        assertThat(charged.amount()).isEqualByComparingTo("1.29");
        rate("USD", LocalDate.of(2026, 10, 10), "3");
        currencies.set("acme", null);
        BigDecimal more = charge("2", 77).amount();
        world.clock().moveTo("2026-11-02");
        world.billOctober();
        Invoice invoice = world.invoiceOf("acme");
        assertThat(invoice.currency()).isEqualTo("USD");
        assertThat(invoice.prepaid()).isEqualByComparingTo(new BigDecimal("1.29").add(more));
        // 31.00 EUR = 33.58 USD, with 19 % = 39.96
        assertThat(invoice.due()).isEqualByComparingTo("39.96");
        assertThat(balance("charged_usage", "USD")).isZero();
        assertThat(balance("charged_usage", "EUR")).isZero();
    }

    @Test
    void aChargeOfNothingFixesNoRate() throws Exception {
        world.plan(free("EUR"));
        world.subscribe("free", "free");
        currencies.set("free", "USD");
        world.wallets().topUp("free", new BigDecimal("100.00"), null, null, "");
        rate("USD", LocalDate.of(2026, 10, 3), "0.9000");
        rate("USD", LocalDate.of(2026, 10, 10), "0.9500");
        world.clock().moveTo("2026-10-03");
        assertThat(charge("free", "1", 50, "2026-10-03")).isZero();
        world.clock().moveTo("2026-10-10");
        // 100 units over the free ones: 10.00 EUR = 9.50 USD, with 19 % = 11.31
        assertThat(charge("free", "2", 150, "2026-10-10")).isEqualByComparingTo("11.31");
        world.clock().moveTo("2026-10-11");
        rate("USD", LocalDate.of(2026, 10, 11), "4");
        assertThat(charge("free", "3", 100, "2026-10-11")).isEqualByComparingTo("11.30");
        assertThat(charge("free", "4", 0, "2026-10-11")).isZero();

        world.clock().moveTo("2026-11-02");
        world.billOctober();
        Invoice invoice = world.invoiceOf("free");
        assertThat(invoice.priced()).extracting(ExchangeRate::rate).isEqualTo(new BigDecimal("0.9500"));
        assertThat(invoice.total()).isEqualByComparingTo("22.61");
        assertThat(invoice.prepaid()).isEqualByComparingTo("22.61");
        assertThat(invoice.due()).isZero();
        assertThat(balance("charged_usage", "USD")).isZero();
    }

    @Test
    void aChargeOfNothingInAnotherCurrencyDoesNotNameWhatWasTakenLater() throws Exception {
        world.plan(free("EUR"));
        world.subscribe("free", "free");
        LocalDate day = LocalDate.of(2026, 10, 10);
        rate("GBP", day, "0.8");
        rate("JPY", day, "160");
        world.clock().moveTo("2026-10-10");
        currencies.set("free", "GBP");
        charge("free", "1", 50, "2026-10-10");
        currencies.set("free", "JPY");
        world.wallets().topUp("free", new BigDecimal("5000"), null, null, "");
        // 10.00 EUR = 1600 JPY, with 19 % = 1904
        assertThat(charge("free", "2", 150, "2026-10-10")).isEqualByComparingTo("1904");
        currencies.set("free", null);
        world.clock().moveTo("2026-11-02");
        world.billOctober();
        Invoice invoice = world.invoiceOf("free");
        assertThat(invoice.currency()).isEqualTo("JPY");
        assertThat(invoice.prepaid()).isEqualByComparingTo("1904");
        assertThat(invoice.due()).isZero();
    }

    @Test
    void whatWasTakenInThePlansCurrencyStaysInIt() throws Exception {
        world.plan(free("EUR"));
        world.subscribe("free", "free");
        LocalDate day = LocalDate.of(2026, 10, 10);
        rate("USD", day, "1.10");
        rate("USD", LAST, "1.20");
        world.clock().moveTo("2026-10-10");
        currencies.set("free", "USD");
        charge("free", "1", 50, "2026-10-10");
        currencies.set("free", null);
        world.wallets().topUp("free", new BigDecimal("50.00"), null, null, "");
        assertThat(charge("free", "2", 150, "2026-10-10")).isEqualByComparingTo("11.90");
        currencies.set("free", "USD");
        world.clock().moveTo("2026-11-02");
        world.billOctober();
        assertThat(world.invoiceOf("free").currency()).isEqualTo("EUR");
        assertThat(world.invoiceOf("free").due()).isZero();
    }

    private static String free(String currency) {
        return """
                {"code":"free","name":"Free","currency":"%s","interval":{"unit":"month","count":1},"anchor":"calendar",
                 "fees":[],"charges":[{"code":"calls","name":"Calls","meter":"calls",
                   "price":{"model":"graduated","tiers":[{"up_to":"100","unit_amount":"0"},
                     {"up_to":null,"unit_amount":"0.10"}]}}]}""".formatted(currency);
    }

    private BigDecimal charge(String customer, String id, int calls, String day) {
        return Objects.requireNonNull(world.charge(customer, id, calls, day + "T08:00:00Z", BillingMethod.WALLET)
                        .charge())
                .amount();
    }

    @Test
    void linesByHandAreNotCarriedIntoAnotherCurrencyAndThatIsSaid() {
        rate("USD", LAST, "1.10");
        world.draftOctober();
        long draft = world.invoiceOf("acme").id();
        help(draft);
        world.finalising().finalise(List.of(draft));
        currencies.set("acme", "USD");
        BillingRunReport report = reissue().reissue(draft, "currency");
        assertThat(report.drafted()).isEqualTo(1);
        assertThat(report.failures()).singleElement().satisfies(failed -> {
            assertThat(failed.code()).isEqualTo("invoice.line");
            assertThat(failed.customer()).isEqualTo("acme");
            assertThat(failed.reason()).contains("EUR");
        });
        assertThat(world.invoiceOf("acme").net()).isEqualByComparingTo("34.10");

        long again = world.invoiceOf("acme").id();
        help(again);
        world.finalising().finalise(List.of(again));
        assertThat(reissue().reissue(again, "address").failures()).isEmpty();
        assertThat(world.invoiceOf("acme").net()).isEqualByComparingTo("39.10");
    }

    @Test
    void aConsolidatedInvoiceInAnotherCurrencySaysThatItsLinesByHandAreGone() {
        rate("USD", LAST, "1.10");
        world.customers().subscribe(new Subscription("acme", "mixed", LocalDate.of(2026, 1, 1), null, "UTC", Map.of()));
        new CustomerPayers(world.database()).together("acme", true);
        world.draftOctober();
        long draft = world.invoiceOf("acme").id();
        assertThat(world.invoiceOf("acme").consolidated()).isTrue();
        help(draft);
        world.finalising().finalise(List.of(draft));
        currencies.set("acme", "USD");
        assertThat(reissue().reissue(draft, "currency").failures())
                .extracting(BillingRunReport.Failed::code)
                .containsExactly("invoice.line");
        assertThat(world.invoiceOf("acme").currency()).isEqualTo("USD");
    }

    @Test
    void aOneOffInvoiceIsIssuedAnewInItsOwnCurrency() {
        var oneOff = new OneOffInvoices(world.database(), world.clock());
        long id = oneOff.draft(
                "acme", List.of(new ManualEntry("Help", BigDecimal.ONE, new BigDecimal("500.00"), "standard", null)));
        world.finalising().finalise(List.of(id));
        currencies.set("acme", "JPY");
        assertThat(reissue().reissue(id, "address").failures()).isEmpty();
        assertThat(world.invoiceOf("acme").id()).isNotEqualTo(id);
        assertThat(world.invoiceOf("acme").currency()).isEqualTo("EUR");
        assertThat(world.invoiceOf("acme").total()).isEqualByComparingTo("595.00");
    }

    private void help(long draft) {
        new ManualLines(world.database(), world.clock())
                .change(
                        draft,
                        null,
                        new LineChange.Add(
                                new ManualEntry("Help", BigDecimal.ONE, new BigDecimal("5.00"), "standard", null)));
    }

    private Reissue reissue() {
        return new Reissue(
                world.database(),
                new BillingRuns(
                        world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock()),
                world.clock());
    }

    @Test
    void looksAtMoneyNameTheCurrencyOfTheInvoice() throws Exception {
        rate("USD", LocalDate.of(2026, 11, 2), "1.10");
        rate("USD", LAST, "1.10");
        currencies.set("acme", "USD");
        var first = new StartPreview(world.database(), world.clock())
                .of(new Subscription("acme", "basic", LocalDate.of(2026, 11, 1), null, "UTC", Map.of()));
        assertThat(first.currency()).isEqualTo("USD");
        assertThat(first.net()).isEqualByComparingTo("34.10");

        world.draftOctober();
        long subscription = world.number("select min(id) from subscription").longValue();
        var changes = new SubscriptionChanges(world.database(), world.clock());
        assertThat(changes.preview(
                                subscription,
                                WantedChange.quantity("base", new BigDecimal("2"), "")
                                        .on(LocalDate.of(2026, 11, 1)))
                        .invoices())
                .isNotEmpty()
                .allSatisfy(effect -> assertThat(effect.currency()).isEqualTo("USD"))
                .first()
                .satisfies(effect -> assertThat(effect.with()).isEqualByComparingTo("81.16"));

        world.subscribe("euro", "basic");
        world.plan("""
                {"code":"basic","name":"Basic","currency":"EUR","interval":{"unit":"month","count":1},
                 "anchor":"calendar","fees":[{"code":"base","name":"Base fee","amount":"41.00","quantity":"1",
                   "timing":"arrears","proration":"day"}],"charges":[]}""");
        var moved = new PlanMigration(world.database(), world.clock())
                .preview(new PlanMigration.Wish("basic", 1, 2, WantedChange.When.PERIOD_END, ""), Progress.NONE);
        assertThat(moved.failures()).isEmpty();
        assertThat(moved.totals()).containsOnlyKeys("EUR", "USD");
        assertThat(moved.totals().get("EUR")).isEqualByComparingTo("11.90");
        assertThat(moved.totals().get("USD")).isEqualByComparingTo("13.09");
    }

    @Test
    void whoPaysDecidesWhatIsShownAndWhatWalletsAreIn() {
        world.subscribe("shop", "basic");
        rate("USD", LocalDate.of(2026, 11, 2), "1.10");
        currencies.set("shop", "GBP");
        world.wallets().topUp("shop", new BigDecimal("10.00"), null, "before", "");
        world.credits().grant("shop", new BigDecimal("10.00"), null, null, 0, "sorry", "before");
        new CustomerPayers(world.database()).set("shop", "acme");
        assertThat(currencies.of("shop")).isEqualTo(new CustomerCurrencies.Standing("EUR", null, false));
        assertThat(currencies.of("shop").wallet()).isEqualTo("EUR");
        assertThat(currencies.running("shop"))
                .singleElement()
                .satisfies(estimate ->
                        assertThat(estimate.result().currency().getCode()).isEqualTo("EUR"));
        currencies.set("acme", "USD");
        assertThat(currencies.of("shop")).isEqualTo(new CustomerCurrencies.Standing("EUR", "USD", false));
        assertThat(currencies.running("shop"))
                .singleElement()
                .satisfies(estimate -> assertThat(estimate.result().net()).isEqualByComparingTo("34.10"));
        for (String wish : List.of("GBP", "EUR")) {
            assertThatThrownBy(() -> currencies.preview("shop", wish))
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.code()).isEqualTo("customer.payer"));
            assertThatThrownBy(() -> currencies.check("shop", wish)).isInstanceOf(Failure.class);
        }

        assertThat(world.wallets()
                        .topUp("shop", new BigDecimal("5.00"), null, null, "")
                        .currency())
                .isEqualTo("USD");
        assertThat(world.credits()
                        .grant("shop", new BigDecimal("5.00"), null, null, 0, "sorry", null)
                        .currency())
                .isEqualTo("USD");
        assertThat(world.wallets()
                        .topUp("shop", new BigDecimal("10.00"), null, "before", "")
                        .currency())
                .as("a key answers with what it was used for")
                .isEqualTo("GBP");
        assertThat(world.credits()
                        .grant("shop", new BigDecimal("10.00"), null, null, 0, "sorry", "before")
                        .currency())
                .isEqualTo("GBP");
        assertThatThrownBy(() -> world.wallets().topUp("shop", new BigDecimal("10.00"), "USD", "before", ""))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("wallet.reference"));
    }

    @Test
    void aRateThatAnInvoiceCouldNotKeepIsRefused() {
        currencies.set("acme", "USD");
        for (String rate : List.of("1." + "1".repeat(30), "0.0000000000001", "1E+13", "1E-999999999", "1E+999999999")) {
            assertThatThrownBy(() -> rate("USD", LAST, rate))
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.code()).isEqualTo("currency.value"));
        }
        rates.set("USD", "EUR", LAST, new BigDecimal("123456789012." + "7".repeat(18)), "");
        world.draftOctober();
        new DraftRefresh(world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock())
                .refresh(world.invoiceOf("acme").id(), null);
        rate("USD", LAST, "1." + "1".repeat(29));
        new DraftRefresh(world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock())
                .refresh(world.invoiceOf("acme").id(), null);
        assertThat(world.invoiceOf("acme").net()).isEqualByComparingTo("34.44");
    }

    @Test
    void feesBilledAheadAreGivenBackAsTheyWereBilled() {
        world.planInAdvance("ahead", 1);
        currencies.set("acme", "USD");
        world.clock().moveTo("2026-10-01");
        rate("USD", LocalDate.of(2026, 10, 1), "1.0832");
        world.subscribe("late", "ahead", LocalDate.of(2026, 10, 1));
        currencies.set("late", "USD");
        upTo();
        Invoice first = world.invoiceOf("late");
        assertThat(first.net()).isEqualByComparingTo("33.58");
        world.finalising().finalise(List.of(first.id()));

        long subscription = world.number("select id from subscription order by id desc limit 1")
                .longValue();
        world.clock().moveTo("2026-10-11");
        rate("USD", LocalDate.of(2026, 10, 11), "2.5");
        rate("USD", LAST, "3.5");
        new SubscriptionChanges(world.database(), world.clock())
                .add(subscription, WantedChange.cancel(true, "").on(LocalDate.of(2026, 10, 11)));
        world.clock().moveTo("2026-11-02");
        upTo();
        Invoice second = world.invoiceOf("late");
        // 21 of 31 days: 21.00 EUR of 31.00, which were 33.58 USD
        assertThat(second.currency()).isEqualTo("USD");
        assertThat(second.net()).isEqualByComparingTo("-22.75");
        assertThat(second.lines().getLast().explanation().toString())
                .contains("-21.00 EUR as it was billed, 33.58 USD for 31.00 EUR = -22.75 USD");
        world.finalising().finalise(List.of(second.id()));
        assertThat(world.wallets().balances("late"))
                .singleElement()
                .satisfies(balance -> assertThat(balance.amount()).isEqualByComparingTo("27.07"));
        Creditable left = world.database().read(connection -> Creditable.of(connection, first.id(), "USD"));
        assertThat(left.netLeft()).isEqualByComparingTo("10.83");
    }

    /** October's own invoice, which bills November ahead, is still to come when the change is looked at. */
    @Test
    void theLookAtAChangeShowsWhatIsBilledAheadInTheCustomersCurrency() {
        world.planInAdvance("ahead", 1);
        world.clock().moveTo("2026-10-01");
        rate("USD", LocalDate.of(2026, 10, 1), "1.0832");
        world.subscribe("late", "ahead", LocalDate.of(2026, 10, 1));
        currencies.set("late", "USD");
        upTo();
        rate("USD", LAST, "1.5");
        rate("USD", LocalDate.of(2026, 11, 10), "3");
        world.clock().moveTo("2026-11-10");
        long subscription = world.number("select id from subscription order by id desc limit 1")
                .longValue();
        var changes = new SubscriptionChanges(world.database(), world.clock());
        var wanted = WantedChange.cancel(true, "").on(LocalDate.of(2026, 11, 11));
        ChangePreview preview = changes.preview(subscription, wanted);
        assertThat(preview.invoices())
                .extracting(ChangePreview.Effect::currency)
                .containsExactly("USD", "USD");
        ChangePreview.Effect october = preview.invoices().getFirst();
        assertThat(october.linesWithout())
                .extracting(line -> line.amount().toPlainString())
                .containsExactly("46.50");

        changes.add(subscription, wanted);
        upTo();
        // 10 of 30 days, 10.33 of 31.00 EUR, at the rate of October's last day
        assertThat(amounts(world.invoiceOf("late")))
                .containsExactly("15.50")
                .isEqualTo(october.linesWith().stream()
                        .map(line -> line.amount().toPlainString())
                        .toList());
    }

    @Test
    void whatACreditNoteGaveBackCountsInTheCurrencyInWhichItWasBilled() {
        world.planInAdvance("ahead", 1);
        world.clock().moveTo("2026-10-01");
        rate("USD", LocalDate.of(2026, 10, 1), "1.0832");
        world.subscribe("late", "ahead", LocalDate.of(2026, 10, 1));
        currencies.set("late", "USD");
        upTo();
        long first = world.invoiceOf("late").id();
        world.finalising().finalise(List.of(first));
        new CreditNotes(world.database(), world.clock())
                .issue(first, new CreditRequest.Lines(Map.of(1, new BigDecimal("10.00"))), "error", null);

        rate("USD", LocalDate.of(2026, 10, 11), "2.5");
        rate("USD", LAST, "3.5");
        world.clock().moveTo("2026-10-11");
        long subscription = world.number("select id from subscription order by id desc limit 1")
                .longValue();
        new SubscriptionChanges(world.database(), world.clock())
                .add(subscription, WantedChange.cancel(true, "").on(LocalDate.of(2026, 10, 11)));
        world.clock().moveTo("2026-11-02");
        upTo();
        // 21.00 of 31.00 EUR are 22.75 of 33.58 USD, of which the note gave back 10.00
        assertThat(world.invoiceOf("late").net()).isEqualByComparingTo("-12.75");
    }

    @Test
    void usageThatCameLateIsBilledAtTheRateOfItsPeriod() {
        rate("USD", LAST, "1.10");
        rate("USD", LocalDate.of(2026, 11, 30), "2");
        currencies.set("acme", "USD");
        world.use("acme", "1", 100, "2026-10-05T10:00:00Z");
        world.billOctober();
        world.clock().moveTo("2026-11-03");
        world.use("acme", "2", 1000, "2026-10-06T10:00:00Z");
        world.database()
                .write(connection ->
                        LateUsageBooks.notice(connection, world.clock().instant()));
        world.clock().moveTo("2026-12-02");
        world.draft(BillingPeriod.parse("2026-11"));
        Invoice next = world.invoiceOf("acme");
        assertThat(next.priced()).extracting(ExchangeRate::rate).isEqualTo(new BigDecimal("2"));
        // 31.00 x 2, no calls, and 10.00 EUR of October at 1.10
        assertThat(amounts(next)).containsExactlyInAnyOrder("62.00", "0.00", "11.00");
        world.finalising().finalise(List.of(next.id()));
    }

    @Test
    void plansOfSeveralCurrenciesGoOnOneInvoiceOfTheirPayer() throws Exception {
        world.plan("""
                {"code":"dollars","name":"Dollars","currency":"USD","interval":{"unit":"month","count":1},
                 "anchor":"calendar","fees":[{"code":"base","name":"Base fee","amount":"10.00","quantity":"1",
                   "timing":"arrears","proration":"none"}],"charges":[]}""");
        world.customers()
                .subscribe(new Subscription("acme", "dollars", LocalDate.of(2026, 1, 1), null, "UTC", Map.of()));
        new CustomerPayers(world.database()).together("acme", true);
        currencies.set("acme", "GBP");
        rate("GBP", LAST, "0.83");
        rates.set("USD", "GBP", LAST, new BigDecimal("0.7613"), "");
        world.billOctober();
        Invoice invoice = world.invoiceOf("acme");
        assertThat(invoice.consolidated()).isTrue();
        assertThat(invoice.currency()).isEqualTo("GBP");
        // 31.00 x 0.83 = 25.73; 10.00 x 0.7613 = 7.61; taxed once: 33.34 x 19 % = 6.33
        assertThat(amounts(invoice)).contains("25.73", "7.61");
        assertThat(invoice.tax()).isEqualByComparingTo("6.33");
        assertThat(invoice.pricedAt()).extracting(ExchangeRate::base).containsExactlyInAnyOrder("EUR", "USD");
        assertThat(invoice.priced()).isNull();
    }

    @Test
    void whatIsBilledWithoutAPlanIsInTheSameCurrency() {
        rate("USD", LAST, "1.10");
        currencies.set("acme", "USD");
        long id = new OneOffInvoices(world.database(), world.clock())
                .draft(
                        "acme",
                        List.of(new ManualEntry("Help", BigDecimal.ONE, new BigDecimal("5.00"), "standard", null)));
        assertThat(world.invoices().find(Long.toString(id)).currency()).isEqualTo("USD");
    }

    @Test
    void theRunningPeriodIsShownInAnyCurrency() {
        rate("USD", LocalDate.of(2026, 11, 2), "1.10");
        assertThat(currencies.preview("acme", null)).singleElement().satisfies(estimate -> {
            assertThat(estimate.result().currency().getCode()).isEqualTo("EUR");
            assertThat(estimate.result().priced()).isNull();
        });
        assertThat(currencies.preview("acme", "USD")).singleElement().satisfies(estimate -> {
            assertThat(estimate.result().net()).isEqualByComparingTo("34.10");
            RatingResult.Priced priced =
                    Objects.requireNonNull(estimate.result().priced());
            assertThat(priced.subtotal()).isEqualByComparingTo("31.00");
            assertThat(priced.exchange().day()).isEqualTo(LocalDate.of(2026, 11, 2));
        });
        assertThatThrownBy(() -> currencies.preview("acme", "GBP")).isInstanceOf(Failure.class);
        assertThat(currencies.of("acme").billing()).as("nothing is stored").isNull();
    }

    @Test
    void whoPaysDecides() {
        world.subscribe("shop", "basic");
        new CustomerPayers(world.database()).set("shop", "acme");
        assertThatThrownBy(() -> currencies.set("shop", "USD"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("customer.payer"));
        assertThatThrownBy(() -> currencies.set("acme", "DOLLAR")).isInstanceOf(Failure.class);
        assertThatThrownBy(() -> currencies.set("nobody", "USD")).isInstanceOf(Failure.class);
        currencies.set("acme", "USD");
        rate("USD", LAST, "1.10");
        world.billOctober();
        assertThat(world.number("select count(*) from invoice where currency = 'USD'"))
                .isEqualByComparingTo("2");
        assertThat(currencies.of("acme")).isEqualTo(new CustomerCurrencies.Standing("EUR", "USD", true));
    }

    @Test
    void aLaterRateChangesNothingOfAnyFinalInvoice() {
        var random = new Random(30);
        for (int index = 0; index < 12; index++) {
            String customer = "random-" + index;
            world.subscribe(customer, index % 2 == 0 ? "mixed" : "basic");
            world.use(customer, "1", random.nextInt(100_000), "2026-10-05T10:00:00Z");
        }
        List<String> units = List.of("USD", "JPY", "KWD");
        for (String unit : units) {
            rate(
                    unit,
                    LAST,
                    BigDecimal.valueOf(1 + random.nextInt(9_999_999), 5).toPlainString());
        }
        for (int index = 0; index < 12; index++) {
            currencies.set("random-" + index, units.get(index % 3));
        }
        world.billOctober();
        List<String> before = figures();
        units.forEach(unit -> rate(
                unit, LAST, BigDecimal.valueOf(1 + random.nextInt(9_999_999), 5).toPlainString()));
        assertThatBooksBalance(world.database());
        assertThat(figures()).isEqualTo(before).hasSize(13);
        for (String unit : List.of("USD", "JPY", "KWD", "EUR")) {
            assertThat(world.number(
                            "select coalesce(sum(amount), 0) from ledger_entry where currency = '" + unit + "'"))
                    .isZero();
        }
    }

    private List<String> figures() {
        var figures = new ArrayList<String>();
        world.invoices().each(null, true, invoice -> {
            assertThat(invoice.lines().stream().map(Invoice.Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(invoice.subtotal());
            figures.add(invoice.toJson(true));
        });
        return figures;
    }

    private UsageCharge charge(String id, int calls) {
        return Objects.requireNonNull(world.charge("acme", id, calls, "2026-10-10T08:00:00Z", BillingMethod.WALLET)
                .charge());
    }

    private BillingRunReport run() {
        return new BillingRuns(world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock())
                .run(BilledWorld.OCTOBER, false, Progress.NONE);
    }

    private void upTo() {
        new BillingRuns(world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock())
                .run(RunScope.upTo(world.clock().instant()), false, Progress.NONE);
    }

    private static List<String> amounts(Invoice invoice) {
        return invoice.lines().stream()
                .map(line -> line.amount().toPlainString())
                .toList();
    }

    private BigDecimal balance(String account, String currency) {
        return world.number("select coalesce(sum(amount), 0) from ledger_entry where account = '" + account
                + "' and currency = '" + currency + "'");
    }
}
