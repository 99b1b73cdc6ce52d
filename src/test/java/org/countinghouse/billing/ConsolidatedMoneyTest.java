package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.countinghouse.billing.currency.ExchangeRates;
import org.countinghouse.billing.late.LateTerms;
import org.countinghouse.billing.tax.TaxRates;
import org.countinghouse.customers.CustomerPayers;
import org.countinghouse.customers.Subscription;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Money of invoices for several subscriptions: {@code group} pays for {@code shop} and gets one invoice. */
class ConsolidatedMoneyTest {
    private static final LocalDate LAST = LocalDate.of(2026, 10, 31);

    private BilledWorld world;

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
        plan("gross", "9.99", "4.99", true);
        plan("net", "9.99", "4.99", false);
    }

    @AfterEach
    void close() {
        assertThatBooksBalance(world.database());
        world.close();
    }

    /** A fee at 19 %, one at 7 %, and calls at a cent at 19 %. */
    private void plan(String code, String standard, String reduced, boolean inclusive) {
        try {
            world.plan("""
                    {"code":"%s","name":"Plan","currency":"EUR","interval":{"unit":"month","count":1},"anchor":"calendar",
                     "trial_days":0,"tax_inclusive":%s,
                     "fees":[{"code":"base","name":"Base fee","amount":"%s","quantity":"1","timing":"arrears",
                       "proration":"none","tax_category":"standard"},
                      {"code":"books","name":"Books","amount":"%s","quantity":"1","timing":"arrears",
                       "proration":"none","tax_category":"reduced"}],
                     "charges":[{"code":"calls","name":"Calls","meter":"calls","tax_category":"standard",
                       "price":{"model":"per_unit","unit_amount":"0.01"}}]}""".formatted(code, inclusive, standard, reduced));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On a plan each. */
    private void group(String own, String shop) {
        world.subscribe("group", own);
        world.subscribe("shop", shop);
        var payers = new CustomerPayers(world.database());
        payers.set("shop", "group");
        payers.together("group", true);
    }

    private void more(String customer, String plan) {
        world.customers().subscribe(new Subscription(customer, plan, LocalDate.of(2026, 1, 1), null, "UTC", Map.of()));
    }

    @Test
    void pricesThatContainTaxKeepTheirSumAndTheTaxInThemIsRoundedOnce() {
        group("gross", "gross");
        world.draftOctober();
        Invoice invoice = world.invoiceOf("group");
        assertThat(invoice.total()).as("two times 9.99 and 4.99").isEqualByComparingTo("29.96");
        // Of 19.98 and 9.98; apart it would be 2 x 1.60 and 2 x 0.33.
        assertThat(invoice.taxes()).extracting(Invoice.Tax::amount).containsExactlyInAnyOrder(bd("3.19"), bd("0.65"));
        assertThat(invoice.net()).isEqualByComparingTo("26.12");
        assertThat(sum(invoice)).isEqualByComparingTo("26.12");
        assertThat(invoice.sections().stream().map(Invoice.Section::net).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("26.12");
        world.finalising().finalise(List.of(invoice.id()));
        assertThat(world.balance("receivables")).isEqualByComparingTo("29.96");
        assertThat(world.balance("tax")).isEqualByComparingTo("-3.84");
        new CreditNotes(world.database(), world.clock()).issue(invoice.id(), new CreditRequest.Full(), "all", null);
        for (String account : List.of("receivables", "tax", "revenue")) {
            assertThat(world.balance(account)).as(account).isZero();
        }
    }

    @Test
    void pricesThatContainTaxAndSuchThatDoNotHaveAnInvoiceEach() {
        group("gross", "gross");
        more("group", "net");
        more("shop", "net");
        world.draftOctober();
        List<Invoice> invoices = all();
        assertThat(invoices)
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.sections())
                        .extracting(section -> section.usedBy().customer())
                        .containsExactly("group", "shop"));
        assertThat(invoices.get(0).sections()).extracting(Invoice.Section::plan).containsOnly("gross");
        assertThat(invoices.get(0).total()).isEqualByComparingTo("29.96");
        assertThat(invoices.get(1).sections()).extracting(Invoice.Section::plan).containsOnly("net");
        assertThat(invoices.get(1).net()).isEqualByComparingTo("29.96");
        // 19 % of 19.98 and 7 % of 9.98
        assertThat(invoices.get(1).tax()).isEqualByComparingTo("4.50");

        // What could not be billed before joins the one that is taxed as it is.
        world.customers()
                .subscribe(new Subscription("group", "gross", LocalDate.of(2026, 2, 1), null, "UTC", Map.of()));
        world.draftOctober();
        assertThat(all()).extracting(each -> each.sections().size()).containsExactly(3, 2);
        assertThat(all().getFirst().total()).isEqualByComparingTo("44.94");
        world.finalising().finalise(world.invoices().draftsOf(BilledWorld.OCTOBER));
    }

    @Test
    void aSubscriptionDoesNotChangeItsWayOfTaxingInsideAPeriod() {
        group("net", "gross");
        long id = world.number("select min(id) from subscription").longValueExact();
        var changes = new SubscriptionChanges(world.database(), world.clock());
        assertThatThrownBy(() ->
                        changes.add(id, WantedChange.plan("gross", null, "").on(LocalDate.of(2026, 10, 16))))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("subscription.currency"));
        world.billOctober();
        assertThat(all()).hasSize(2);
    }

    @Test
    void whateverIsUsedEachRateIsRoundedOnceOverTheDocument() {
        group("gross", "gross");
        world.subscribe("other", "gross");
        new CustomerPayers(world.database()).set("other", "group");
        var random = new Random(20_261_122);
        for (int turn = 0; turn < 5; turn++) {
            BigDecimal gross = BigDecimal.ZERO;
            for (String customer : List.of("group", "shop", "other")) {
                world.use(customer, "t" + turn, random.nextInt(9_999), "2026-10-0" + (turn + 1) + "T10:00:00Z");
            }
            world.draftOctober();
            Invoice invoice = world.invoiceOf("group");
            BigDecimal calls = world.number("select sum(quantity) / 100 from usage_event");
            Map<String, BigDecimal> whole = Map.of("VAT", bd("29.97").add(calls), "VAT7", bd("14.97"));
            for (Invoice.Tax tax : invoice.taxes()) {
                BigDecimal taxed = whole.get(tax.code());
                assertThat(tax.base().add(tax.amount())).isEqualByComparingTo(taxed);
                assertThat(tax.amount())
                        .isEqualByComparingTo(taxed.multiply(tax.rate())
                                .divide(tax.rate().add(BigDecimal.valueOf(100)), 2, RoundingMode.HALF_UP));
                gross = gross.add(taxed);
            }
            assertThat(invoice.total()).isEqualByComparingTo(gross);
            assertThat(sum(invoice)).isEqualByComparingTo(invoice.net());
            new InvoiceLife(world.database(), world.clock()).makeVoid(invoice.id(), "anew");
        }
    }

    /** The days of a fee ahead and those of the month before it may have other rates; a document has one set of them. */
    @Test
    void aRateThatIsEnteredLaterForSomeOfItsDaysIsNotPutOnAllOfIt() {
        group("net", "net");
        world.planInAdvance("ahead", 1);
        world.customers()
                .subscribe(new Subscription("group", "ahead", LocalDate.of(2026, 11, 1), null, "UTC", Map.of()));
        new BillingRuns(world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock())
                .run(RunScope.upTo(world.clock().instant()), false, Progress.NONE);
        Invoice draft = world.invoiceOf("group");
        assertThat(draft.sections()).as("October, and November ahead").hasSize(3);
        var rates = new TaxRates(world.database(), world.clock());
        rates.set(
                new TaxRates.Subject("main", "DE", "standard", "VAT"), LocalDate.of(2026, 11, 1), bd("21"), false, "");
        var refresh = new DraftRefresh(
                world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock());
        assertThatThrownBy(() -> refresh.refresh(draft.id(), null))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("invoice.taxes"));
        assertThat(world.invoiceOf("group").total()).as("as it was").isEqualByComparingTo(draft.total());
        new InvoiceLife(world.database(), world.clock()).makeVoid(draft.id(), "anew");
        new BillingRuns(world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock())
                .run(RunScope.upTo(world.clock().instant()), false, Progress.NONE);
        assertThat(all().stream().filter(each -> each.id() > draft.id()))
                .extracting(each -> each.sections().size())
                .containsExactlyInAnyOrder(2, 1);
    }

    @Test
    void inAnotherCurrencyEachLineIsExchangedOnceAndEachRateRoundedOnce() {
        for (String currency : List.of("USD", "JPY", "KWD")) {
            new ExchangeRates(world.database(), List.of(), world.clock())
                    .set(
                            "EUR",
                            currency,
                            LAST,
                            bd(Map.of("USD", "1.0837", "JPY", "163.27", "KWD", "0.3325")
                                    .get(currency)),
                            "");
        }
        group("mixed", "mixed");
        more("group", "basic");
        var currencies = new CustomerCurrencies(world.database(), world.clock());
        world.use("shop", "1", 777, "2026-10-05T10:00:00Z");
        var life = new InvoiceLife(world.database(), world.clock());
        // 100.00 twice, 31.00 and 7.77 at 19 %, 33.33 twice at 7 %; each of them exchanged and rounded.
        var expected = Map.of(
                "USD", List.of("258.75", "72.24", "49.16", "5.06"),
                "JPY", List.of("38984", "10884", "7407", "762"),
                "KWD", List.of("79.392", "22.164", "15.084", "1.551"));
        for (String currency : List.of("USD", "JPY", "KWD")) {
            currencies.set("group", currency);
            world.draftOctober();
            Invoice invoice = world.invoiceOf("group");
            assertThat(invoice.currency()).isEqualTo(currency);
            assertThat(invoice.sections())
                    .hasSize(3)
                    .allSatisfy(section -> assertThat(section.priced()).isNotNull());
            assertThat(taxes(invoice)).as(currency).isEqualTo(expected.get(currency));
            assertThat(sum(invoice)).isEqualByComparingTo(invoice.net());
            // A later rate is taken by a draft that is rated again, in all of its parts.
            BigDecimal before = invoice.total();
            new DraftRefresh(world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock())
                    .refresh(invoice.id(), null);
            assertThat(world.invoiceOf("group").total()).isEqualByComparingTo(before);
            life.makeVoid(invoice.id(), "anew");
        }
        currencies.set("group", "USD");
        world.billOctober();
        Invoice usd = world.invoiceOf("group");
        new CreditNotes(world.database(), world.clock()).issue(usd.id(), new CreditRequest.Full(), "all", null);
        assertThat(world.balance("receivables")).isZero();
        assertThat(world.balance("tax")).isZero();
    }

    @Test
    void anOverdueOneBearsLateFeesAsAWhole() {
        group("mixed", "mixed");
        more("group", "basic");
        world.billOctober();
        Invoice overdue = world.invoiceOf("group");
        // 231.00 and 66.66, with 43.89 and 4.67 of tax; due on the 16th
        assertThat(overdue.total()).isEqualByComparingTo("346.22");
        rule("EUR", "standard");
        world.clock().moveTo("2026-11-27");
        var late = new LateFees(world.database(), world.clock());
        var decisions = new LateFeeDecisions(world.database(), world.clock());
        var dry = late.run(late.today(), null, true, Progress.NONE);
        assertThat(dry.sums()).as("40.00 and ten days of 0.1 %").containsEntry("EUR", bd("43.46"));
        assertThat(dry.bills())
                .singleElement()
                .satisfies(bill -> assertThat(bill.items())
                        .as("the invoice, not its parts")
                        .singleElement()
                        .satisfies(item -> assertThat(item.number()).isEqualTo(overdue.number())));

        decisions.hold(overdue.id(), LateFeeDecisions.Hold.DISPUTE, "a section is wrong");
        assertThat(late.run(late.today(), null, false, Progress.NONE).bills()).isEmpty();
        decisions.release(overdue.id(), "settled");
        long draft = late.run(late.today(), null, false, Progress.NONE)
                .bills()
                .getFirst()
                .draft();
        assertThat(world.invoices().find(Long.toString(draft)).sections()).isEmpty();
        assertThat(decisions.discard(draft, "first time")).isEqualByComparingTo("43.46");
        assertThat(late.run(late.today(), null, false, Progress.NONE).bills()).isEmpty();

        // A credit note of one section and a payment count by their days.
        world.clock().moveTo("2026-12-07");
        var credit = new CreditNotes(world.database(), world.clock());
        Invoice.Line last = overdue.lines().stream()
                .filter(line -> "books".equals(line.charge()))
                .toList()
                .getLast();
        credit.issue(overdue.id(), new CreditRequest.Lines(Map.of(last.position(), last.net())), "not delivered", null);
        var life = new InvoiceLife(world.database(), world.clock());
        BigDecimal left = life.pay(overdue.id(), bd("46.22"), LocalDate.of(2026, 12, 1), null);
        world.clock().moveTo("2026-12-17");
        var bill = late.run(late.today(), null, false, Progress.NONE).bills().getFirst();
        // To the 1st on 346.22, to the 7th on 300.00, to the 16th on what is left; 3.46 is waived.
        BigDecimal exact = bd("346.22")
                .multiply(bd("0.015"))
                .add(bd("300.00").multiply(bd("0.006")))
                .add(left.multiply(bd("0.009")));
        assertThat(bill.total())
                .isEqualByComparingTo(exact.setScale(2, RoundingMode.HALF_UP).subtract(bd("3.46")));
        world.finalising().finalise(List.of(bill.draft()));
        assertThat(world.balance("late_fees").negate()).isEqualByComparingTo(bill.total());
        assertThat(world.invoices().find(Long.toString(bill.draft())).tax())
                .as("by the rule's category")
                .isEqualByComparingTo(bill.total().multiply(bd("0.19")).setScale(2, RoundingMode.HALF_UP));
        assertThat(decisions.waive(overdue.id(), "enough")).isZero();
        decisions.hold(overdue.id(), LateFeeDecisions.Hold.WAIVED, "enough");
        world.clock().moveTo("2027-01-17");
        assertThat(late.run(late.today(), null, false, Progress.NONE).bills()).isEmpty();
        for (long part : parts(overdue.id())) {
            assertThatThrownBy(() -> decisions.waive(part, "a part is no invoice"))
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.code()).isEqualTo("invoice.missing"));
        }
    }

    @Test
    void lateFeesOfAVoidOneAreTakenOffTheNextBillOfWhatIsIssuedAnew() {
        new ExchangeRates(world.database(), List.of(), world.clock()).set("EUR", "JPY", LAST, bd("163.27"), "");
        group("mixed", "mixed");
        new CustomerCurrencies(world.database(), world.clock()).set("group", "JPY");
        world.billOctober();
        Invoice first = world.invoiceOf("group");
        rule("JPY", null);
        world.clock().moveTo("2026-11-27");
        var late = new LateFees(world.database(), world.clock());
        var bill = late.run(late.today(), null, false, Progress.NONE).bills().getFirst();
        BigDecimal interest = first.total().multiply(bd("0.01")).setScale(0, RoundingMode.HALF_UP);
        assertThat(bill.currency()).isEqualTo("JPY");
        assertThat(bill.total()).as("whole yen").isEqualByComparingTo(interest.add(bd("40")));
        world.finalising().finalise(List.of(bill.draft()));
        new InvoiceLife(world.database(), world.clock()).makeVoid(first.id(), "wrong address");
        world.draftOctober();
        Invoice again = world.invoices()
                .find(Long.toString(world.number("select max(id) from invoice where kind = 'consolidated'")
                        .longValueExact()));
        assertThat(again.total()).isEqualByComparingTo(first.total());
        world.finalising().finalise(List.of(again.id()));
        again = world.invoices().find(Long.toString(again.id()));
        world.clock().moveTo("2027-02-01");
        var next = late.run(late.today(), null, true, Progress.NONE).bills().getFirst();
        assertThat(next.items())
                .extracting(LateFees.Item::number)
                .containsExactlyInAnyOrder(first.number(), again.number());
        assertThat(next.items().stream()
                        .filter(item -> item.number().equals(first.number()))
                        .map(LateFees.Item::total))
                .as("what the void one bore is given back")
                .containsExactly(bill.total().negate());
    }

    private void rule(String currency, String taxCategory) {
        new LateFeeRules(world.database(), world.clock())
                .set(
                        new LateFeeRules.Subject("main", null, currency),
                        LocalDate.of(2026, 1, 1),
                        new LateTerms(
                                0,
                                1,
                                bd(currency.equals("JPY") ? "40" : "40.00"),
                                BigDecimal.ZERO,
                                bd("36.5"),
                                365,
                                BigDecimal.ZERO,
                                null,
                                taxCategory),
                        "");
    }

    private List<Long> parts(long invoice) {
        return world.database().read(connection -> StoredParts.ids(connection, invoice));
    }

    /** Bases and then amounts, the higher rate first. */
    private static List<String> taxes(Invoice invoice) {
        var sorted = invoice.taxes().stream()
                .sorted(java.util.Comparator.comparing(Invoice.Tax::rate).reversed())
                .toList();
        var texts = new ArrayList<String>();
        sorted.forEach(tax -> texts.add(tax.base().toPlainString()));
        sorted.forEach(tax -> texts.add(tax.amount().toPlainString()));
        return texts;
    }

    private static BigDecimal sum(Invoice invoice) {
        return invoice.lines().stream().map(Invoice.Line::net).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private List<Invoice> all() {
        var found = new ArrayList<Invoice>();
        world.invoices().each(null, true, found::add);
        return found;
    }

    private static BigDecimal bd(String figure) {
        return new BigDecimal(figure);
    }
}
