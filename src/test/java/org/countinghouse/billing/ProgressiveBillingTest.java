package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;
import static org.countinghouse.billing.ProgressiveWorld.at;
import static org.countinghouse.billing.ProgressiveWorld.every;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.countinghouse.metering.UsageCorrections;
import org.countinghouse.metering.Why;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Usage is billed inside a period when it passes a threshold, and all invoices of the period come to what one would. */
class ProgressiveBillingTest {
    /** Below 2,000 calls 0.10 each, from there on 0.01 for all of them. */
    private static final String CHEAPER =
            "{\"model\":\"volume\",\"tiers\":[{\"up_to\":\"1999\",\"unit_amount\":\"0.10\"},"
                    + "{\"up_to\":null,\"unit_amount\":\"0.01\"}]}";

    private ProgressiveWorld all;
    private long acme;

    @BeforeEach
    void open() throws IOException {
        all = new ProgressiveWorld();
        acme = all.subscribe("acme", "metered");
        all.subscribe("plain", "metered");
    }

    @AfterEach
    void close() {
        assertThatBooksBalance(all.world.database());
        all.close();
    }

    private void use(int calls, String day) {
        all.use("acme", calls, day);
        all.use("plain", calls, day);
    }

    private void assertSame() {
        assertThat(all.sum("acme", "net")).isEqualByComparingTo(all.sum("plain", "net"));
        assertThat(all.sum("acme", "tax").subtract(all.sum("plain", "tax")).abs())
                .isLessThanOrEqualTo(new BigDecimal("0.01"));
    }

    @Test
    void anInvoiceIsMadeWhenAThresholdIsPassedAndTakenBackByThePeriodsOwn() {
        all.thresholds(acme, at("50"));
        use(4_999, "2026-10-03");
        assertThat(all.run("2026-10-04").bills()).isEmpty();
        use(1_001, "2026-10-05");
        var bill = all.run("2026-10-06").bills().getFirst();
        assertThat(bill.usage()).isEqualByComparingTo("60.00");
        assertThat(bill.threshold()).isEqualByComparingTo("50.00");
        assertThat(bill.total()).isEqualByComparingTo("71.40");
        all.finalise();

        Invoice inside = all.newest("acme", "progressive");
        assertThat(inside.status()).isEqualTo(InvoiceStatus.FINAL);
        assertThat(inside.number()).isNotNull();
        assertThat(inside.net()).isEqualByComparingTo("60.00");
        assertThat(inside.period().label()).isEqualTo("2026-10-01/2026-10-07");
        assertThat(inside.lines()).extracting(Invoice.Line::charge).containsExactly("calls");
        assertThat(all.run("2026-10-07").bills()).isEmpty();

        use(2_000, "2026-10-20");
        all.bill("2026-11-03");
        Invoice own = all.newest("acme", "regular");
        assertThat(own.net()).isEqualByComparingTo("51.00");
        assertThat(own.lines()).extracting(Invoice.Line::name).contains("Calls: already billed, " + inside.number());
        assertThat(own.tax()).isEqualByComparingTo("9.69");
        assertSame();
    }

    @Test
    void severalThresholdsAtOnceGiveOneInvoiceAndEveryFurtherOneAnother() {
        all.thresholds(
                acme, new UsageThresholds(List.of(new BigDecimal("10"), new BigDecimal("20")), new BigDecimal("50")));
        use(12_500, "2026-10-03");
        var first = all.run("2026-10-04").bills();
        assertThat(first).hasSize(1);
        assertThat(first.getFirst().threshold()).isEqualByComparingTo("120.00");
        use(4_400, "2026-10-05");
        assertThat(all.run("2026-10-06").bills()).isEmpty();
        use(100, "2026-10-07");
        var second = all.run("2026-10-08").bills();
        assertThat(second).hasSize(1);
        assertThat(second.getFirst().threshold()).isEqualByComparingTo("170.00");
        assertThat(second.getFirst().before()).isEqualByComparingTo("125.00");
        assertThat(second.getFirst().net()).isEqualByComparingTo("45.00");
        all.bill("2026-11-03");
        assertSame();
        // In the next period it begins again.
        use(1_000, "2026-11-04");
        assertThat(all.run("2026-11-05").bills()).hasSize(1);
    }

    @Test
    void aDryRunSaysTheSameAndStoresNothing() {
        all.thresholds(acme, at("50"));
        use(6_000, "2026-10-03");
        all.world.clock().moveTo("2026-10-04");
        var dry = all.billing().run(all.everything(), true, Progress.NONE);
        assertThat(all.ids("true")).isEmpty();
        var real = all.billing().run(all.everything(), false, Progress.NONE);
        assertThat(dry.bills()).isEqualTo(real.bills());
        assertThat(all.ids("true")).hasSize(1);
    }

    @Test
    void aVoidInvoiceHasBilledNothing() {
        all.thresholds(acme, at("50", "100"));
        use(6_000, "2026-10-03");
        all.run("2026-10-04");
        all.finalise();
        long first = all.newest("acme", "progressive").id();
        use(5_000, "2026-10-05");
        all.run("2026-10-06");
        all.finalise();
        // The later one took the first one back: what that billed is owed again, at the period's end.
        all.makeVoid(first);
        assertThat(all.run("2026-10-07").bills()).isEmpty();
        all.bill("2026-11-03");
        assertSame();
    }

    @Test
    void whatAVoidInvoiceBilledIsBilledAnewWhileTheUsageIsPastTheThreshold() {
        all.thresholds(acme, at("50"));
        use(6_000, "2026-10-03");
        all.run("2026-10-04");
        all.finalise();
        all.makeVoid(all.newest("acme", "progressive").id());
        use(500, "2026-10-05");
        var again = all.run("2026-10-06").bills();
        assertThat(again.getFirst().net()).isEqualByComparingTo("65.00");
        all.bill("2026-11-03");
        assertSame();
    }

    @Test
    void whatThePeriodsOwnInvoiceHasTakenBackCannotBecomeVoid() {
        all.thresholds(acme, at("50"));
        use(6_000, "2026-10-03");
        all.run("2026-10-04");
        all.finalise();
        all.bill("2026-11-03");
        long inside = all.newest("acme", "progressive").id();
        assertThatThrownBy(() -> all.makeVoid(inside))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("invoice.taken-back"));
        assertThatThrownBy(() -> all.world.execute("update invoice set status = 'void' where id = " + inside))
                .isInstanceOf(Failure.class);
        all.makeVoid(all.newest("acme", "regular").id());
        all.makeVoid(inside);
        all.bill("2026-11-04");
        assertSame();
    }

    /** 1,500 calls at 0.10 are 150.00; from 2,000 on all of them are 0.05. */
    @Test
    void whereMoreUsageCostsLessTheRestGoesToTheWallet() throws IOException {
        all.plan("cheaper", CHEAPER, "");
        long beta = all.subscribe("beta", "cheaper");
        all.subscribe("gamma", "cheaper");
        all.thresholds(beta, at("100"));
        all.use("beta", 1_500, "2026-10-03");
        all.use("gamma", 1_500, "2026-10-03");
        all.run("2026-10-04");
        all.finalise();
        all.use("beta", 1_000, "2026-10-05");
        all.use("gamma", 1_000, "2026-10-05");
        assertThat(all.run("2026-10-06").bills()).isEmpty();
        all.bill("2026-11-03");
        Invoice own = all.newest("beta", "regular");
        assertThat(own.net()).isEqualByComparingTo("-94.00");
        assertThat(own.due()).isEqualByComparingTo("-111.86");
        assertThat(all.world.number("select balance from wallet")).isEqualByComparingTo("111.86");
        assertThat(all.sum("beta", "total")).isEqualByComparingTo(all.sum("gamma", "total"));
    }

    /** 150.00 billed, 40.00 credited, 25.00 owed in the end: 85.00 are left to be given back. */
    @Test
    void whatACreditNoteGaveBackIsNotGivenBackAgain() throws IOException {
        all.plan("cheaper", CHEAPER, "");
        long beta = all.subscribe("beta", "cheaper");
        all.thresholds(beta, at("100"));
        all.use("beta", 1_500, "2026-10-03");
        all.run("2026-10-04");
        all.finalise();
        new CreditNotes(all.world.database(), all.world.clock())
                .issue(
                        all.newest("beta", "progressive").id(),
                        new CreditRequest.Lines(Map.of(1, new BigDecimal("40.00"))),
                        "complaint",
                        null);
        all.use("beta", 1_000, "2026-10-05");
        all.bill("2026-11-03");
        // 31.00 fee + 25.00 usage - 150.00 + 40.00
        assertThat(all.newest("beta", "regular").net()).isEqualByComparingTo("-54.00");
    }

    /** As above, with prices that contain their tax: 33.61 without it are 40.00. */
    @Test
    void whatACreditNoteGaveBackCountsWithTheTaxThatPricesContain() throws IOException {
        all.world.plan("""
                {"code":"gross","name":"Gross","currency":"EUR","interval":{"unit":"month","count":1},"anchor":"calendar",
                 "tax_inclusive":true,"fees":[],"charges":[{"code":"calls","name":"Calls","meter":"calls",
                   "price":{"model":"volume","tiers":[{"up_to":"1999","unit_amount":"0.10"},
                     {"up_to":null,"unit_amount":"0.01"}]}}]}""");
        long beta = all.subscribe("beta", "gross");
        all.thresholds(beta, at("100"));
        all.use("beta", 1_500, "2026-10-03");
        all.run("2026-10-04");
        all.finalise();
        assertThat(all.newest("beta", "progressive").total()).isEqualByComparingTo("150.00");
        new CreditNotes(all.world.database(), all.world.clock())
                .issue(
                        all.newest("beta", "progressive").id(),
                        new CreditRequest.Lines(Map.of(1, new BigDecimal("33.61"))),
                        "complaint",
                        null);
        all.use("beta", 1_000, "2026-10-05");
        all.bill("2026-11-03");
        // 25.00 usage - 150.00 + 40.00
        assertThat(all.newest("beta", "regular").total()).isEqualByComparingTo("-85.00");
    }

    /** It is a gift: usage that was billed and credited is not billed again. */
    @Test
    void whatACreditNoteGaveBackStaysGivenBack() {
        all.thresholds(acme, at("50"));
        use(6_000, "2026-10-03");
        all.run("2026-10-04");
        all.finalise();
        new CreditNotes(all.world.database(), all.world.clock())
                .issue(
                        all.newest("acme", "progressive").id(),
                        new CreditRequest.Lines(Map.of(1, new BigDecimal("10.00"))),
                        "complaint",
                        null);
        use(1_000, "2026-10-05");
        all.bill("2026-11-03");
        assertThat(all.newest("acme", "regular").net()).isEqualByComparingTo("41.00");
        assertSame();
    }

    @Test
    void whatWasPaidAheadIsSettledOnce() {
        all.thresholds(acme, at("50"));
        all.world.clock().moveTo("2026-10-03");
        all.world.wallets().topUp("acme", new BigDecimal("100"), null, null, "");
        all.world.charge("acme", "one", 3_000, "2026-10-03T06:00:00Z", BillingMethod.WALLET);
        all.use("acme", 4_000, "2026-10-03");
        all.run("2026-10-04");
        all.finalise();
        Invoice inside = all.newest("acme", "progressive");
        assertThat(inside.total()).isEqualByComparingTo("83.30");
        assertThat(inside.prepaid()).isEqualByComparingTo("35.70");
        all.world.charge("acme", "two", 1_000, "2026-10-04T06:00:00Z", BillingMethod.WALLET);
        all.bill("2026-11-03");
        Invoice own = all.newest("acme", "regular");
        assertThat(own.total()).isEqualByComparingTo("48.79");
        assertThat(own.prepaid()).isEqualByComparingTo("11.90");
        assertThat(all.world.balance("charged_usage")).isZero();
    }

    @Test
    void usageThatIsPaidAlreadyMakesNoInvoice() {
        all.thresholds(acme, at("20"));
        all.world.clock().moveTo("2026-10-03");
        all.world.wallets().topUp("acme", new BigDecimal("100"), null, null, "");
        all.world.charge("acme", "one", 3_000, "2026-10-03T06:00:00Z", BillingMethod.WALLET);
        assertThat(all.run("2026-10-04").bills()).isEmpty();
    }

    @Test
    void twoJobsAtOnceMakeOneInvoice() throws Exception {
        all.thresholds(acme, at("50"));
        use(6_000, "2026-10-03");
        all.world.clock().moveTo("2026-10-04");
        Callable<ProgressiveReport> job = () -> all.billing().run(all.everything(), false, Progress.NONE);
        try (var threads = Executors.newFixedThreadPool(4)) {
            int made = 0;
            for (var each : threads.invokeAll(List.of(job, job, job, job))) {
                made += each.get().bills().size();
                assertThat(each.get().failures()).isEmpty();
            }
            assertThat(made).isEqualTo(1);
        }
        assertThat(all.ids("kind = 'progressive'")).hasSize(1);
    }

    @Test
    void plansChangeAndSubscriptionsEndInsideThePeriod() throws IOException {
        all.plan("dearer", "{\"model\":\"per_unit\",\"unit_amount\":\"0.02\"}", "");
        long plain = all.world
                .number(
                        "select s.id from subscription s join customer c on c.id = s.customer_id where external_id = 'plain'")
                .longValueExact();
        all.thresholds(acme, at("50", "100"));
        use(6_000, "2026-10-03");
        all.run("2026-10-04");
        all.finalise();
        var changes = new SubscriptionChanges(all.world.database(), all.world.clock());
        for (long each : new long[] {acme, plain}) {
            changes.add(each, WantedChange.plan("dearer", null, "").on(LocalDate.of(2026, 10, 10)));
        }
        use(2_500, "2026-10-12");
        assertThat(all.run("2026-10-13").bills().getFirst().net()).isEqualByComparingTo("50.00");
        for (long each : new long[] {acme, plain}) {
            changes.add(each, WantedChange.cancel(true, "").on(LocalDate.of(2026, 10, 20)));
        }
        all.bill("2026-10-22");
        assertSame();
        assertThat(all.run("2026-10-23").bills()).isEmpty();
        assertThatThrownBy(() -> changes.add(acme, WantedChange.pause("").on(LocalDate.of(2026, 9, 20))))
                .isInstanceOf(Failure.class);
    }

    /** 150.00 billed inside, 25.00 owed in the end: the period's own invoice gave back 125.00, so 25.00 may be credited. */
    @Test
    void whatThePeriodsOwnInvoiceGaveBackIsNotCreditedAgain() throws IOException {
        all.plan("cheaper", CHEAPER, "");
        long beta = all.subscribe("beta", "cheaper");
        all.thresholds(beta, at("100"));
        all.use("beta", 1_500, "2026-10-03");
        all.run("2026-10-04");
        all.finalise();
        long inside = all.newest("beta", "progressive").id();
        all.use("beta", 1_000, "2026-10-05");
        all.bill("2026-11-03");
        var credits = new CreditNotes(all.world.database(), all.world.clock());
        assertThatThrownBy(() -> credits.issue(
                        inside, new CreditRequest.Lines(Map.of(1, new BigDecimal("25.01"))), "error", null))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("credit.too-much"));
        assertThat(credits.issue(inside, new CreditRequest.Full(), "error", null)
                        .net())
                .isEqualByComparingTo("25.00");
    }

    /** Of the second invoice inside, which bills 200.00 less 100.00, a full credit gives back 100.00. */
    @Test
    void aFullCreditOfALaterInvoiceCountsOnce() throws IOException {
        all.plan("cheaper", CHEAPER, "");
        long beta = all.subscribe("beta", "cheaper");
        all.thresholds(beta, at("100", "180"));
        all.use("beta", 1_000, "2026-10-03");
        all.run("2026-10-04");
        all.finalise();
        all.use("beta", 900, "2026-10-05");
        all.run("2026-10-06");
        all.finalise();
        assertThat(all.newest("beta", "progressive").net()).isEqualByComparingTo("90.00");
        new CreditNotes(all.world.database(), all.world.clock())
                .issue(all.newest("beta", "progressive").id(), new CreditRequest.Full(), "complaint", null);
        all.use("beta", 600, "2026-10-07");
        all.bill("2026-11-03");
        // 31.00 fee + 25.00 usage - 190.00 + 90.00
        assertThat(all.newest("beta", "regular").net()).isEqualByComparingTo("-44.00");
    }

    /** The first of two stretches of a month is billed after an invoice inside the second one. */
    @Test
    void anotherScheduleInsideTheMonthKeepsItsInvoices() throws IOException {
        all.world.plan("""
                {"code":"weekly","name":"Weekly","currency":"EUR","interval":{"unit":"week","count":1},
                 "anchor":"calendar","charges":[{"code":"calls","name":"Calls","meter":"calls",
                   "price":{"model":"per_unit","unit_amount":"0.01"}}]}""");
        all.thresholds(acme, at("50"));
        use(3_000, "2026-10-03");
        var changes = new SubscriptionChanges(all.world.database(), all.world.clock());
        changes.add(acme, WantedChange.plan("weekly", null, "").on(LocalDate.of(2026, 10, 12)));
        all.use("acme", 6_000, "2026-10-13");
        assertThat(all.run("2026-10-13").bills().getFirst().net()).isEqualByComparingTo("60.00");
        all.finalise();
        all.bill("2026-11-03");
        // 31.00 of fees for eleven of 31 days, 90.00 of usage.
        assertThat(all.sum("acme", "net")).isEqualByComparingTo("101.00");
    }

    @Test
    void whatAnInvoiceInsideHasSettledIsNotRefunded() {
        all.thresholds(acme, at("50"));
        all.world.clock().moveTo("2026-10-03");
        all.world.wallets().topUp("acme", new BigDecimal("100"), null, null, "");
        var charged = all.world.charge("acme", "one", 3_000, "2026-10-03T06:00:00Z", BillingMethod.WALLET);
        all.use("acme", 4_000, "2026-10-03");
        all.run("2026-10-04");
        var charges = new UsageCharges(all.world.database(), all.world.clock());
        var corrections = new UsageCorrections(all.world.database(), all.world.clock(), new FinalInvoices());
        assertThatThrownBy(() -> charges.refund(charged.charge().id(), "not wanted", corrections))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("charge.billed"));
        all.makeVoid(all.newest("acme", "progressive").id());
        charges.refund(charged.charge().id(), "not wanted", corrections);
        all.bill("2026-11-03");
        assertThat(all.sum("acme", "net")).isEqualByComparingTo("71.00");
        assertThat(all.world.balance("charged_usage")).isZero();
    }

    /** The period's own invoice settles it. */
    @Test
    void usageOfARunningPeriodIsCorrectedAlsoWhereAnInvoiceInsideIsFinal() {
        all.thresholds(acme, at("50"));
        use(6_000, "2026-10-03");
        all.run("2026-10-04");
        all.finalise();
        String event = all.world.database().read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("select e.event_id from usage_event e join customer c"
                            + " on c.id = e.customer_id where c.external_id = 'acme'")) {
                row.next();
                return row.getString(1);
            }
        });
        new UsageCorrections(all.world.database(), all.world.clock(), new FinalInvoices())
                .cancel("acme", event, Why.of("by mistake"));
        all.bill("2026-11-03");
        assertThat(all.sum("acme", "net")).isEqualByComparingTo("31.00");
    }

    @Test
    void aPeriodDoesNotGoAwayUnderItsInvoice() {
        all.thresholds(acme, at("50"));
        all.bill("2026-11-01");
        all.use("acme", 6_000, "2026-11-01");
        all.run("2026-11-02");
        var changes = new SubscriptionChanges(all.world.database(), all.world.clock());
        assertThatThrownBy(() -> changes.add(acme, WantedChange.cancel(true, "").on(LocalDate.of(2026, 11, 1))))
                .isInstanceOf(Failure.class);
        all.makeVoid(all.newest("acme", "progressive").id());
        changes.add(acme, WantedChange.cancel(true, "").on(LocalDate.of(2026, 11, 1)));
    }

    @Test
    void lateUsageIsBilledOnce() {
        all.thresholds(acme, at("50"));
        use(6_000, "2026-10-03");
        all.run("2026-10-04");
        all.finalise();
        use(700, "2026-10-03");
        all.bill("2026-11-03");
        assertSame();
        use(900, "2026-10-30");
        all.bill("2026-12-03");
        assertSame();
    }

    @Test
    void onlyWhatWasUsedCounts() throws IOException {
        new Meters(all.world.database(), all.world.clock())
                .saveAll(new com.fasterxml.jackson.databind.ObjectMapper().readTree("""
                        [{"code":"disk","name":"Disk","event":"disk","aggregation":"weighted_sum","property":"gb",
                          "unit":"GB"}]"""));
        all.plan(
                "rich",
                "{\"model\":\"per_unit\",\"unit_amount\":\"0.01\"}",
                ",{\"code\":\"flat\",\"name\":\"Flat\",\"meter\":\"calls\",\"filter\":{\"region\":[\"mars\"]},"
                        + "\"price\":{\"model\":\"flat\",\"amount\":\"500\"}},"
                        + "{\"code\":\"least\",\"name\":\"Least\",\"meter\":\"calls\",\"filter\":{\"region\":[\"mars\"]},"
                        + "\"minimum\":\"700\",\"price\":{\"model\":\"per_unit\",\"unit_amount\":\"1\"}}");
        long beta = all.subscribe("beta", "rich");
        all.subscribe("gamma", "rich");
        all.thresholds(beta, at("50"));
        all.use("beta", 4_000, "2026-10-03");
        all.use("gamma", 4_000, "2026-10-03");
        assertThat(all.run("2026-10-04").bills()).isEmpty();
        all.use("beta", 2_000, "2026-10-05");
        all.use("gamma", 2_000, "2026-10-05");
        assertThat(all.run("2026-10-06").bills().getFirst().net()).isEqualByComparingTo("60.00");
        all.bill("2026-11-03");
        assertThat(all.sum("beta", "net")).isEqualByComparingTo(all.sum("gamma", "net"));
        assertThat(all.sum("beta", "net")).isEqualByComparingTo("1291.00");
    }

    @Test
    void aConsolidatedInvoiceTakesBackWhatItsPartsBilledInside() {
        all.world.execute("update customer set one_invoice = true where external_id in ('acme', 'plain')");
        all.world.execute("insert into subscription (customer_id, plan_version_id, starts_on, time_zone, created_at)"
                + " select customer_id, plan_version_id, starts_on, 'UTC', now() from subscription");
        all.thresholds(acme, every("50"));
        use(6_000, "2026-10-03");
        var bills = all.run("2026-10-04").bills();
        assertThat(bills).hasSize(1);
        all.finalise();
        assertThat(all.newest("acme", "progressive").status()).isEqualTo(InvoiceStatus.FINAL);
        all.bill("2026-11-03");
        assertThat(all.world.invoiceOf("acme").consolidated()).isTrue();
        assertThat(all.world.number("select sum(net) from invoice where status = 'final' and customer_id ="
                        + " (select id from customer where external_id = 'acme')"))
                .isEqualByComparingTo(all.world.number("select sum(net) from invoice where status = 'final' and"
                        + " customer_id = (select id from customer where external_id = 'plain')"));
    }

    @Test
    void thePayerPays() {
        all.world.execute("update customer set payer_id = (select id from customer where external_id = 'plain')"
                + " where external_id = 'acme'");
        all.thresholds(acme, at("50"));
        all.use("acme", 6_000, "2026-10-03");
        all.run("2026-10-04");
        Invoice inside = all.newest("acme", "progressive");
        assertThat(inside.customer()).isEqualTo("plain");
        assertThat(inside.usedBy().customer()).isEqualTo("acme");
    }

    @Test
    void aLockedMonthGetsNoInvoice() {
        all.thresholds(acme, at("50"));
        use(6_000, "2026-10-03");
        all.world.clock().moveTo("2026-10-04");
        // The program closes no month that goes on; the rule is the database's.
        all.world.execute("insert into period_lock (period_from, period_to, closed_at)"
                + " values ('2026-10-01', '2026-11-01', now())");
        assertThat(all.run("2026-10-05").bills()).isEmpty();
    }

    @Test
    void thresholdsAreDatedAndThoseOfASubscriptionTakeThePlaceOfItsPlans() {
        var rules = all.rules();
        var plan = ThresholdRules.Subject.plan("metered");
        var own = ThresholdRules.Subject.subscription(acme);
        rules.set(plan, LocalDate.of(2026, 10, 5), at("50"), "");
        use(6_000, "2026-10-02");
        assertThat(all.run("2026-10-04").bills()).isEmpty();
        rules.none(own, LocalDate.of(2026, 10, 5), "agreed");
        all.world.clock().moveTo("2026-10-05");
        assertThat(all.billing().run(all.everything(), true, Progress.NONE).bills())
                .extracting(ProgressiveReport.Bill::customer)
                .containsExactly("plain");
        rules.general(acme, LocalDate.of(2026, 10, 6), "");
        all.world.clock().moveTo("2026-10-06");
        assertThat(all.billing().run(all.everything(), true, Progress.NONE).bills())
                .hasSize(2);
        rules.withdraw(own, LocalDate.of(2026, 10, 6), "");
        assertThat(all.billing().run(all.everything(), true, Progress.NONE).bills())
                .hasSize(1);
        rules.set(own, LocalDate.of(2026, 10, 5), at("59.99"), "");
        var state = all.billing().state(acme);
        assertThat(state.passed()).isEqualByComparingTo("59.99");
        assertThat(state.usage()).isEqualByComparingTo("60.00");
        assertThat(state.net()).isEqualByComparingTo("60.00");
        assertThat(state.next()).isNull();
        assertThat(rules.list(own)).hasSize(1);
        assertThatThrownBy(() -> rules.set(plan, LocalDate.of(2026, 10, 5), at("0.001"), ""))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("thresholds.amounts"));
        assertThatThrownBy(() -> rules.withdraw(plan, LocalDate.of(2026, 10, 6), ""))
                .isInstanceOf(Failure.class);
    }

    /** The period is worth the same by a version, whichever invoices have billed it. */
    @Test
    void aMigrationComparesWholePeriods() throws IOException {
        all.thresholds(acme, at("50"));
        use(6_000, "2026-10-03");
        all.run("2026-10-04");
        all.finalise();
        use(1_000, "2026-10-05");
        all.bill("2026-11-03");
        all.plan("metered", "{\"model\":\"per_unit\",\"unit_amount\":\"0.02\"}", "");
        var wish = new PlanMigration.Wish("metered", 1, 2, WantedChange.When.PERIOD_END, "");
        var preview = new PlanMigration(all.world.database(), all.world.clock()).preview(wish, Progress.NONE);
        assertThat(preview.failures()).isEmpty();
        assertThat(preview.effects()).hasSize(2).allSatisfy(effect -> {
            assertThat(effect.before()).isEqualByComparingTo("120.19");
            assertThat(effect.after()).isEqualByComparingTo("203.49");
        });
    }

    @Test
    void aDraftIsNotRatedAgainButReissued() {
        all.thresholds(acme, at("50"));
        use(6_000, "2026-10-03");
        all.run("2026-10-04");
        long draft = all.newest("acme", "progressive").id();
        var rating = new SubscriptionRating(all.world.database(), all.world.clock());
        assertThatThrownBy(() -> new DraftRefresh(all.world.database(), rating, all.world.clock()).refresh(draft, null))
                .isInstanceOf(Failure.class);
        use(1_000, "2026-10-04");
        var runs = new BillingRuns(all.world.database(), rating, all.world.clock());
        assertThat(new Reissue(all.world.database(), runs, all.world.clock())
                        .reissue(draft, "more usage")
                        .drafted())
                .isEqualTo(1);
        assertThat(all.newest("acme", "progressive").net()).isEqualByComparingTo("70.00");
    }
}
