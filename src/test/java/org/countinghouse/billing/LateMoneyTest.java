package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.countinghouse.metering.Amendment;
import org.countinghouse.metering.BatchUndo;
import org.countinghouse.metering.UsageCorrections;
import org.countinghouse.metering.Why;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever comes, goes or is paid after its period was billed is billed, and given back, once. */
class LateMoneyTest {
    private static final BillingPeriod OCTOBER = BilledWorld.OCTOBER;
    private static final BillingPeriod NOVEMBER = BillingPeriod.parse("2026-11");
    private static final BillingPeriod DECEMBER = BillingPeriod.parse("2026-12");
    private static final String IN_OCTOBER = "2026-10-20T10:00:00Z";

    private BilledWorld world;
    private InvoiceLife life;
    private UsageCorrections corrections;

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
        life = new InvoiceLife(world.database(), world.clock());
        corrections = new UsageCorrections(world.database(), world.clock(), new FinalInvoices());
        world.subscribe("acme", "basic");
        world.wallets().topUp("acme", new BigDecimal("100.00"), null, "first", "");
    }

    @AfterEach
    void close() {
        assertThatBooksBalance(world.database());
        world.close();
    }

    private long charge(String id, int calls) {
        var charged = world.charge("acme", id, calls, IN_OCTOBER, BillingMethod.WALLET)
                .charge();
        assertThat(charged).isNotNull();
        return charged.id();
    }

    private UsageCharge refund(long charge) {
        return new UsageCharges(world.database(), world.clock()).refund(charge, "not wanted", corrections);
    }

    /** What the server's clock noted counts as noted in November, and a run looks at all of it again. */
    private void later(String day) {
        world.corrupt("update usage_event set received_at = '2026-11-03' where received_at > '2026-11-03';"
                + " update usage_correction set corrected_at = '2026-11-03';"
                + " update import_undo set undone_at = '2026-11-03';"
                + " update late_usage_watch set received_to = '-infinity'");
        world.clock().moveTo(day);
    }

    private void inTime() {
        world.corrupt("update usage_event set received_at = '2026-10-25'");
    }

    private Invoice draft(BillingPeriod period, String day) {
        later(day);
        world.draft(period);
        return world.invoiceOf("acme");
    }

    private Invoice bill(BillingPeriod period, String day) {
        draft(period, day);
        world.finalising().finalise(world.invoices().draftsOf(period));
        return world.invoiceOf("acme");
    }

    private LineEffect refresh(Invoice draft) {
        return new DraftRefresh(
                        world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock())
                .refresh(draft.id(), null);
    }

    private static void refused(Runnable act, String code, String named) {
        assertThatThrownBy(act::run).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.summary()).contains(named);
        });
    }

    private static void amounts(Invoice invoice, String net, String prepaid) {
        assertThat(invoice.net()).isEqualByComparingTo(net);
        assertThat(invoice.prepaid()).isEqualByComparingTo(prepaid);
    }

    @Test
    void lateUsagePaidFromTheWalletIsPrepaidOnTheInvoiceThatBillsIt() {
        charge("in time", 200);
        world.billOctober();
        amounts(world.invoiceOf("acme"), "33.00", "2.38");
        charge("late", 100);
        world.charge("acme", "own", 300, "2026-11-02T08:00:00Z", BillingMethod.WALLET);
        amounts(bill(NOVEMBER, "2026-12-02"), "35.00", "4.76");
        assertThat(world.balance("charged_usage")).isZero();
        amounts(bill(DECEMBER, "2027-01-02"), "31.00", "0");
        assertThat(world.balance("charged_usage")).isZero();
    }

    @Test
    void usageThatIsPaidBetweenDraftAndInvoiceIsPrepaidOnTheNext() {
        world.draftOctober();
        charge("late", 100);
        amounts(bill(OCTOBER, "2026-11-03"), "31.00", "0");
        amounts(bill(NOVEMBER, "2026-12-02"), "32.00", "1.19");
        assertThat(world.balance("charged_usage")).isZero();
    }

    @Test
    void whatWasPaidOfLateUsageStaysWithItsInvoice() {
        world.billOctober();
        charge("late", 100);
        amounts(draft(NOVEMBER, "2026-12-02"), "32.00", "1.19");
        refresh(world.invoiceOf("acme"));
        amounts(world.invoiceOf("acme"), "32.00", "1.19");
        world.finalising().finalise(world.invoices().draftsOf(NOVEMBER));
        life.makeVoid(world.invoiceOf("acme").id(), "wrong address");
        amounts(bill(NOVEMBER, "2026-12-03"), "32.00", "1.19");
        charge("later still", 50);
        amounts(bill(DECEMBER, "2027-01-02"), "31.50", "0.60");
        assertThat(world.balance("charged_usage")).isZero();
    }

    @Test
    void aRefundAfterDraftingHoldsTheDraftUntilItIsRatedAgain() {
        long charge = charge("call", 100);
        world.draftOctober();
        assertThat(refund(charge).status()).isEqualTo(UsageCharge.Status.REFUNDED);
        Invoice draft = world.invoiceOf("acme");
        refused(() -> world.finalising().finalise(List.of(draft.id())), "invoice.stale", "Draft " + draft.id());
        refresh(draft);
        world.finalising().finalise(List.of(draft.id()));
        amounts(world.invoiceOf("acme"), "31.00", "0");
        assertThat(world.balance("charged_usage")).isZero();
        amounts(bill(NOVEMBER, "2026-12-02"), "31.00", "0");
    }

    @Test
    void aCorrectionAfterDraftingHoldsTheDraftUntilItIsRatedAgain() {
        world.use("acme", "call", 100, IN_OCTOBER);
        world.use("umbrella", "other", 100, IN_OCTOBER);
        world.subscribe("umbrella", "basic");
        world.draftOctober();
        corrections.cancel("acme", "call", Why.of("by mistake"));
        refused(
                () -> world.finalising().finalise(world.invoices().draftsOf(OCTOBER)),
                "invoice.stale",
                "Draft " + world.invoiceOf("acme").id());
        assertThat(world.finalising()
                        .finalise(List.of(world.invoiceOf("umbrella").id())))
                .isEqualTo(1);
        refresh(world.invoiceOf("acme"));
        amounts(bill(OCTOBER, "2026-11-03"), "31.00", "0");
        amounts(bill(NOVEMBER, "2026-12-02"), "31.00", "0");
    }

    @Test
    void whatWasGivenBackByItsInvoiceIsNotRefundedBesides() {
        long charge = charge("call", 100);
        inTime();
        world.billOctober();
        refused(() -> refund(charge), "usage.billed", "R-2026-000001");
        corrections.cancel("acme", "call", Why.of("by mistake").withBilled());
        refused(() -> refund(charge), "charge.billed", "R-2026-000001");
        amounts(bill(NOVEMBER, "2026-12-02"), "30.00", "0");
        assertThat(world.balance("charged_usage")).isZero();
    }

    @Test
    void aPeriodWhoseLateUsageIsBilledElsewhereIsNotMadeVoid() {
        world.use("acme", "first", 100, IN_OCTOBER);
        world.billOctober();
        Invoice october = world.invoiceOf("acme");
        world.use("acme", "late", 50, IN_OCTOBER);
        Invoice november = bill(NOVEMBER, "2026-12-02");
        amounts(november, "31.50", "0");
        refused(() -> life.makeVoid(october.id(), "wrong"), "invoice.late-usage", "R-2026-000002");
        life.makeVoid(november.id(), "its late usage goes where it belongs");
        life.makeVoid(october.id(), "wrong");
        amounts(bill(OCTOBER, "2026-12-02"), "32.50", "0");
        amounts(bill(NOVEMBER, "2026-12-02"), "31.00", "0");
    }

    @Test
    void whatLaterLateUsageBuildsOnIsNotMadeVoid() {
        world.billOctober();
        world.use("acme", "fifty", 50, IN_OCTOBER);
        Invoice november = bill(NOVEMBER, "2026-12-02");
        world.use("acme", "twenty", 20, IN_OCTOBER);
        Invoice december = bill(DECEMBER, "2027-01-02");
        amounts(december, "31.20", "0");
        refused(() -> life.makeVoid(november.id(), "wrong"), "invoice.late-usage", "R-2027-000001");
        life.makeVoid(december.id(), "wrong");
        life.makeVoid(november.id(), "wrong");
        amounts(bill(NOVEMBER, "2027-01-02"), "31.70", "0");
        amounts(bill(DECEMBER, "2027-01-02"), "31.00", "0");
    }

    @Test
    void lateUsageOfTheLastPeriodHasAnInvoiceOfItsOwn() {
        world.subscribe("gone", "basic", LocalDate.of(2026, 10, 1));
        world.wallets().topUp("gone", new BigDecimal("100.00"), null, "gone", "");
        long subscription = world.number("select max(id) from subscription").longValueExact();
        world.use("gone", "first", 100, IN_OCTOBER);
        new SubscriptionChanges(world.database(), world.clock())
                .add(subscription, WantedChange.cancel(true, "").on(LocalDate.of(2026, 11, 1)));
        var due = RunScope.upTo(Instant.parse("2026-11-20T09:00:00Z")).ofSubscription(subscription);
        assertThat(run(due, "2026-11-02", false).drafted()).isEqualTo(1);
        world.finalising().finalise(world.invoices().draftsOf(OCTOBER));
        assertThat(run(due, "2026-11-04", false).drafted())
                .as("looked at, and nothing is left")
                .isZero();
        world.charge("gone", "late", 50, IN_OCTOBER, BillingMethod.WALLET);
        var dry = run(due, "2026-11-05", true);
        assertThat(run(due, "2026-11-05", false).drafted()).isEqualTo(1);
        assertThat(dry.totals().get("EUR")).isEqualByComparingTo("0.60");
        amounts(world.invoiceOf("gone"), "0.50", "0.60");
        refresh(world.invoiceOf("gone"));
        amounts(world.invoiceOf("gone"), "0.50", "0.60");
        world.finalising().finalise(List.of(world.invoiceOf("gone").id()));
        assertThat(world.balance("charged_usage")).isZero();
        assertThat(run(due, "2026-11-06", false).drafted()).isZero();
        world.use("gone", "on the same day", 20, IN_OCTOBER);
        assertThat(run(due, "2026-11-06", false).drafted())
                .as("waits for nothing")
                .isEqualTo(1);
        amounts(world.invoiceOf("gone"), "0.20", "0");
        world.finalising().finalise(List.of(world.invoiceOf("gone").id()));
        world.use("gone", "later still", 30, IN_OCTOBER);
        var period = RunScope.of(NOVEMBER).ofSubscription(subscription);
        assertThat(run(period, "2026-12-03", false).drafted()).isEqualTo(1);
        amounts(world.invoiceOf("gone"), "0.30", "0");
        world.use("gone", "once more", 10, IN_OCTOBER);
        assertThat(run(period, "2026-12-03", false).drafted()).isEqualTo(1);
        amounts(world.invoiceOf("gone"), "0.10", "0");
        assertThat(world.number("select count(distinct starts_at) from invoice where kind = 'closing'"))
                .isEqualByComparingTo("4");
        assertThat(run(period, "2026-12-03", false).drafted()).isZero();
    }

    private BillingRunReport run(RunScope scope, String day, boolean dry) {
        later(day);
        return new BillingRuns(world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock())
                .run(scope, dry, Progress.NONE);
    }

    @Test
    void aCorrectionOfBilledUsageIsSettledByTheNextInvoice() {
        world.use("acme", "less", 100, IN_OCTOBER);
        world.use("acme", "none", 200, IN_OCTOBER);
        inTime();
        world.billOctober();
        refused(() -> corrections.cancel("acme", "none", Why.of("by mistake")), "usage.billed", "R-2026-000001");
        corrections.cancel("acme", "none", Why.of("by mistake").withBilled());
        amounts(bill(NOVEMBER, "2026-12-02"), "29.00", "0");
        corrections.amend(
                "acme",
                "less",
                Amendment.ofQuantity(BigDecimal.valueOf(40)),
                Why.of("by mistake").withBilled());
        amounts(bill(DECEMBER, "2027-01-02"), "30.40", "0");
        amounts(bill(BillingPeriod.parse("2027-01"), "2027-02-02"), "31.00", "0");
    }

    /** 2.00 with 0.38 tax are owed beside 1.19 that was paid ahead: all of it goes to the wallet. */
    @Test
    void whatACorrectionGivesBackIsOwedBesideWhatWasPaidAhead() throws Exception {
        world.plan("""
                {"code":"calls","name":"Calls","currency":"EUR","interval":{"unit":"month","count":1},
                 "anchor":"calendar","charges":[{"code":"calls","name":"Calls","meter":"calls",
                   "price":{"model":"per_unit","unit_amount":"0.01"}}]}""");
        world.subscribe("plain", "calls");
        world.wallets().topUp("plain", new BigDecimal("10.00"), null, "plain", "");
        world.use("plain", "wrong", 300, IN_OCTOBER);
        inTime();
        world.billOctober();
        corrections.cancel("plain", "wrong", Why.of("by mistake").withBilled());
        world.charge("plain", "own", 100, "2026-11-02T08:00:00Z", BillingMethod.WALLET);
        later("2026-12-02");
        world.draft(NOVEMBER);
        world.finalising().finalise(world.invoices().draftsOf(NOVEMBER));
        amounts(world.invoiceOf("plain"), "-2.00", "1.19");
        assertThat(world.balance("charged_usage")).isZero();
        assertThat(world.wallets().balances("plain").getFirst().amount()).isEqualByComparingTo("12.38");
    }

    @Test
    void anUndoneImportOfBilledUsageIsSettledByTheNextInvoice() {
        world.use("acme", "call", 100, IN_OCTOBER);
        inTime();
        world.billOctober();
        undo(Why.of("wrong file").withBilled());
        amounts(bill(NOVEMBER, "2026-12-02"), "30.00", "0");
    }

    private void undo(Why why) {
        long batch = world.number("select max(batch_id) from usage_event").longValueExact();
        new BatchUndo(world.database(), new FinalInvoices()).undo(batch, why, Progress.NONE);
    }

    @Test
    void anImportWithStandingChargesIsNotUndone() {
        long charge = charge("call", 100);
        refused(() -> undo(Why.of("wrong")), "usage.charged", "charge " + charge);
        refund(charge);
        undo(Why.of("wrong"));
        assertThat(world.balance("charged_usage")).isZero();
    }

    /** What is shown as waiting is what the next invoice bills, to the minor unit. */
    @Test
    void whatWaitsIsShownAsItIsBilled() {
        world.subscribe("other", "basic");
        world.billOctober();
        var look = new LateUsageLook(world.database(), world.clock());
        assertThat(look.waiting(null)).isEmpty();
        charge("late", 100);
        world.use("acme", "free", 70, IN_OCTOBER);
        world.use("other", "too", 50, IN_OCTOBER);
        later("2026-12-02");
        assertThat(look.waiting(null)).extracting(WaitingUsage::customer).containsExactly("acme", "other");
        var waiting = look.waiting("acme").getFirst();
        assertThat(world.number("select count(*) from late_usage"))
                .as("nothing is noted")
                .isZero();
        assertThat(waiting.invoice()).isEqualTo("R-2026-000001");
        assertThat(waiting.period()).isEqualTo(OCTOBER);
        assertThat(waiting.plan()).isEqualTo("basic");
        assertThat(waiting.lines()).singleElement().satisfies(line -> {
            assertThat(line.meter()).isEqualTo("calls");
            assertThat(line.quantity()).isEqualByComparingTo("170");
            assertThat(line.unit()).isEqualTo("calls");
            assertThat(line.amount()).isEqualByComparingTo("1.70");
        });
        assertThat(waiting.net()).isEqualByComparingTo("1.70");
        assertThat(waiting.total()).isEqualByComparingTo("2.02");
        assertThat(waiting.prepaid()).isEqualByComparingTo("1.19");
        assertThat(waiting.refused()).isNull();

        Invoice november = draft(NOVEMBER, "2026-12-02");
        assertThat(november.lines().stream()
                        .filter(line -> line.name().contains("late usage"))
                        .map(Invoice.Line::amount))
                .isEqualTo(
                        waiting.lines().stream().map(WaitingUsage.Line::amount).toList());
        assertThat(look.waiting(null)).as("it stands on drafts").isEmpty();
        corrections.cancel("acme", "free", Why.of("by mistake").withBilled());
        world.finalising().finalise(world.invoices().draftsOf(NOVEMBER));
        later("2026-12-03");
        assertThat(look.waiting("acme")).singleElement().satisfies(back -> {
            assertThat(back.net()).isEqualByComparingTo("-0.70");
            assertThat(back.prepaid()).isZero();
        });
        amounts(bill(DECEMBER, "2027-01-02"), "30.30", "0");
        assertThat(look.waiting(null)).isEmpty();
        refused(() -> look.waiting("nobody"), "customer.unknown", "nobody");
    }

    @Test
    void aDryRunSeesLateUsageThatNobodyHasNoticed() {
        world.billOctober();
        charge("late", 100);
        later("2026-12-02");
        var runs = new BillingRuns(
                world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock());
        var dry = runs.run(NOVEMBER, true, Progress.NONE);
        assertThat(world.number("select count(*) from late_usage")).isZero();
        var real = runs.run(NOVEMBER, false, Progress.NONE);
        assertThat(real.totals().get("EUR")).isEqualByComparingTo("38.08");
        assertThat(dry.totals().get("EUR")).isEqualByComparingTo("38.08");
    }
}
