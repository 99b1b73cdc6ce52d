package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.countinghouse.billing.late.LateTerms;
import org.countinghouse.rating.ExplanationJson;
import org.countinghouse.rating.ExplanationVerifier;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** October of {@code acme} comes to 154.66, issued on 2 November and due on the 16th; interest is 36.5 % a year. */
class LateFeesTest {
    private static final LateFeeRules.Subject SELLER = new LateFeeRules.Subject("main", null, "EUR");

    private BilledWorld world;
    private LateFees late;
    private LateFeeRules rules;
    private LateFeeDecisions decisions;
    private InvoiceLife life;
    private Invoice overdue;

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
        late = new LateFees(world.database(), world.clock());
        rules = new LateFeeRules(world.database(), world.clock());
        decisions = new LateFeeDecisions(world.database(), world.clock());
        life = new InvoiceLife(world.database(), world.clock());
        world.subscribe("acme", "mixed");
        world.billOctober();
        overdue = world.invoiceOf("acme");
        rules.set(SELLER, day("2026-01-01"), terms(0, "40.00", "0", "36.5", "0", null), "");
    }

    @AfterEach
    void close() {
        assertThatBooksBalance(world.database());
        world.close();
    }

    @Test
    void aDraftNamesInvoiceDaysRateAndBalanceExplainsItselfAndIsPostedToItsOwnAccount() {
        world.clock().moveTo("2026-11-27");
        var dry = run(true);
        assertThat(dry.bills()).hasSize(1);
        // 10 days, 0.1 % of 154.66 each
        assertThat(dry.sums()).containsEntry("EUR", new BigDecimal("41.55"));
        assertThat(count("late_charge")).as("a dry run stores nothing").isZero();

        var bill = run(false).bills().getFirst();
        assertThat(bill.lines()).isEqualTo(dry.bills().getFirst().lines());
        var invoice = world.invoices().find(Long.toString(bill.draft()));
        assertThat(invoice.total()).isEqualByComparingTo("41.55");
        assertThat(invoice.taxes()).as("compensation is no supply").isEmpty();
        assertThat(invoice.lines())
                .extracting(Invoice.Line::name)
                .containsExactly(
                        "Fee for late payment of " + overdue.number() + ", due 2026-11-16",
                        "Interest on " + overdue.number()
                                + ", due 2026-11-16: 2026-11-17 to 2026-11-26, 10 days at 36.5 % a year on 154.66 EUR");
        for (var line : invoice.lines()) {
            var claim = new ExplanationVerifier.Claim(
                    line.quantity(), line.exact(), line.amount(), line.discount(), line.credit(), line.net());
            assertThat(ExplanationVerifier.verify(
                            ExplanationJson.read(line.explanation(), ""), claim, CurrencyUnit.EUR))
                    .isEmpty();
        }
        world.finalising().finalise(List.of(invoice.id()));
        assertThat(world.balance("late_fees")).isEqualByComparingTo("-41.55");
        assertThat(world.balance("revenue")).isEqualByComparingTo("-133.33");

        new CreditNotes(world.database(), world.clock())
                .issue(invoice.id(), new CreditRequest.Full(), "goodwill", null);
        assertThat(world.balance("late_fees")).isEqualByComparingTo("0");
        assertThat(run(false).bills())
                .as("what was credited is not billed again")
                .isEmpty();
    }

    @Test
    void twoJobsAtOnceBillOnce() throws Exception {
        world.clock().moveTo("2026-11-27");
        List<Callable<LateFees.Report>> jobs = java.util.Collections.nCopies(
                6,
                () -> new LateFees(world.database(), world.clock()).run(day("2026-11-27"), null, false, Progress.NONE));
        try (var pool = Executors.newFixedThreadPool(6)) {
            int bills = 0;
            for (var each : pool.invokeAll(jobs)) {
                bills += each.get().bills().size();
                assertThat(each.get().aside()).isEmpty();
            }
            assertThat(bills).isEqualTo(1);
        }
        assertThat(count("late_charge")).isEqualByComparingTo("1");
        assertThatThrownBy(() -> world.execute("insert into late_charge (invoice_id, turn, billed_by, from_day, to_day,"
                        + " fee, percent, interest, at) select invoice_id, turn, billed_by, from_day, to_day, fee,"
                        + " percent, interest, at from late_charge"))
                .as("the database keeps it")
                .isInstanceOf(Failure.class);
    }

    @Test
    void laterDaysArePaymentsAndCreditNotesCountByTheirDates() {
        world.clock().moveTo("2026-11-27");
        run(false);
        assertThat(run(false).bills()).isEmpty();
        world.clock().moveTo("2026-11-30");
        life.pay(overdue.id(), new BigDecimal("54.66"), day("2026-11-30"), null);
        world.clock().moveTo("2026-12-07");
        var second = run(false).bills().getFirst();
        // Until the 30th on 154.66, then six days on 100.00; 1.55 stands billed: 2.165 + 0.6 = 2.77
        assertThat(second.total()).isEqualByComparingTo("1.22");
        assertThat(second.lines()).hasSize(2);
        world.clock().moveTo("2026-12-10");
        life.pay(overdue.id(), null, day("2026-12-10"), null);
        world.clock().moveTo("2027-02-01");
        assertThat(run(false).bills().getFirst().total())
                .as("a paid invoice owes until it was paid: 3.165 in all")
                .isEqualByComparingTo("0.40");
        assertThat(run(false).bills()).isEmpty();
    }

    @Test
    void aPaymentThatBecomesKnownLaterIsTakenOffTheNextBill() {
        world.clock().moveTo("2026-11-27");
        run(false);
        life.pay(overdue.id(), new BigDecimal("54.66"), day("2026-11-20"), null);
        world.clock().moveTo("2026-12-07");
        var bill = run(false).bills().getFirst();
        // 4 days on 154.66 and 16 on 100.00 are 2.22; 1.55 stands billed
        assertThat(bill.total()).isEqualByComparingTo("0.67");
        assertThat(bill.lines()).extracting(LateFees.Line::text).anyMatch(text -> text.startsWith("Correction"));
    }

    @Test
    void whatIsVoidOrDeletedIsDueAgainOnce() {
        world.clock().moveTo("2026-11-27");
        var first = run(false).bills().getFirst();
        world.finalising().finalise(List.of(first.draft()));
        life.makeVoid(first.draft(), "wrong");
        var second = run(false).bills().getFirst();
        assertThat(second.total()).isEqualByComparingTo(first.total());
        world.execute("delete from invoice where id = " + second.draft());
        world.clock().moveTo("2026-12-07");
        assertThat(run(false).bills().getFirst().total())
                .as("20 days and one fee")
                .isEqualByComparingTo("43.09");
        assertThat(run(false).bills()).isEmpty();
    }

    @Test
    void nobodyOwesInterestOnInterest() {
        world.clock().moveTo("2026-11-27");
        long bill = run(false).bills().getFirst().draft();
        world.finalising().finalise(List.of(bill));
        life.pay(overdue.id(), null, day("2026-11-27"), null);
        world.clock().moveTo("2027-03-01");
        assertThat(run(false).bills()).flatExtracting(LateFees.Bill::items).allMatch(item -> item.invoiceId() != bill);
        assertThat(decisions.of(bill).isEmpty()).isTrue();
    }

    @Test
    void disputesWaiversAndWriteOffsStopIt() {
        world.clock().moveTo("2026-11-27");
        decisions.hold(overdue.id(), LateFeeDecisions.Hold.DISPUTE, "wrong quantity");
        assertThat(run(true).bills()).isEmpty();
        assertThatFails(() -> decisions.hold(overdue.id(), LateFeeDecisions.Hold.WAIVED, "again"), "late-fees.held");
        decisions.release(overdue.id(), "settled");
        assertThat(run(true).bills()).hasSize(1);

        assertThatFails(() -> decisions.waive(overdue.id(), " "), "invoice.reason");
        assertThat(decisions.waive(overdue.id(), "first time")).isEqualByComparingTo("41.55");
        assertThat(run(true).bills()).isEmpty();
        world.clock().moveTo("2026-12-07");
        assertThat(run(true).bills().getFirst().total())
                .as("later days are owed, the fee is not")
                .isEqualByComparingTo("1.54");
        var lateness = decisions.of(overdue.id());
        assertThat(lateness.charges().getFirst().reason()).isEqualTo("first time");
        assertThat(lateness.owed()).isEqualByComparingTo("1.54");
        assertThat(count("audit_entry where action like 'late-fees.%' and subject = 'invoice " + overdue.id() + "'"))
                .isEqualByComparingTo("3");

        life.writeOff(overdue.id(), "gone");
        assertThat(run(true).bills()).isEmpty();
    }

    @Test
    void minimumDistanceAndExceptionsAreKept() {
        rules.set(SELLER, day("2026-01-02"), terms(30, "0", "0", "36.5", "1.00", null), "");
        world.clock().moveTo("2026-11-20");
        assertThat(run(true).bills()).as("0.46 is below the minimum").isEmpty();
        world.clock().moveTo("2026-11-27");
        assertThat(run(false).bills()).hasSize(1);
        world.clock().moveTo("2026-12-26");
        assertThat(run(true).bills()).as("29 days since the last").isEmpty();
        world.clock().moveTo("2026-12-27");
        assertThat(run(true).bills()).hasSize(1);

        var acme = new LateFeeRules.Subject(null, "acme", "EUR");
        assertThatFails(() -> rules.none(acme, day("2026-01-01"), ""), "late-fees.reason");
        rules.none(acme, day("2026-11-27"), "a good customer");
        assertThat(run(true).bills())
                .as("days before stay billed, days after owe nothing")
                .isEmpty();
        rules.withdraw(acme, day("2026-11-27"), "");
        assertThat(run(true).bills()).hasSize(1);
    }

    @Test
    void aRuleMayTaxWhatItChargesAndItsLinesAreNotChangedByHand() {
        rules.set(
                SELLER,
                day("2026-01-02"),
                new LateTerms(0, 1, bd("10"), bd("1"), BigDecimal.ZERO, 365, BigDecimal.ZERO, null, "standard"),
                "");
        world.clock().moveTo("2026-11-27");
        long draft = run(false).bills().getFirst().draft();
        var invoice = world.invoices().find(Long.toString(draft));
        assertThat(invoice.net()).as("10.00 and one percent of 154.66").isEqualByComparingTo("11.55");
        assertThat(invoice.tax()).isEqualByComparingTo("2.19");
        var lines = new ManualLines(world.database(), world.clock());
        assertThatFails(() -> lines.change(draft, null, new LineChange.Remove("late-fee-1")), "invoice.line");
        lines.change(
                draft, null, new LineChange.Add(new ManualEntry("Copies", BigDecimal.ONE, bd("5"), "standard", null)));
        world.finalising().finalise(List.of(draft));
        assertThat(world.balance("late_fees")).isEqualByComparingTo("-11.55");
    }

    @Test
    void whatIsTakenBackIsTaxedAsItWasBilled() {
        rules.set(SELLER, day("2026-01-02"), taxed("10"), "");
        rules.set(SELLER, day("2026-12-01"), taxed("40"), "");
        world.clock().moveTo("2026-11-27");
        world.finalising().finalise(List.of(run(false).bills().getFirst().draft()));
        world.clock().moveTo("2026-12-02");
        new BillingRuns(world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock())
                .run(BillingPeriod.parse("2026-11"), false, Progress.NONE);
        world.finalising().finalise(world.invoices().draftsOf(BillingPeriod.parse("2026-11")));
        life.pay(overdue.id(), overdue.due(), day("2026-11-03"), null); // in time, as it turns out
        world.clock().moveTo("2027-01-20");
        long draft = run(false).bills().getFirst().draft();
        var bill = world.invoices().find(Long.toString(draft));
        assertThat(bill.lines()).extracting(Invoice.Line::amount).anyMatch(amount -> amount.signum() < 0);
        assertThat(bill.tax())
                .as("19 % of what is billed less what is taken back")
                .isEqualByComparingTo(bill.net().multiply(bd("0.19")).setScale(2, RoundingMode.HALF_UP));
    }

    private static LateTerms taxed(String fee) {
        return new LateTerms(0, 1, bd(fee), bd("1"), BigDecimal.ZERO, 365, BigDecimal.ZERO, null, "standard");
    }

    private LateFees.Report run(boolean dry) {
        return late.run(late.today(), null, dry, Progress.NONE);
    }

    private BigDecimal count(String from) {
        return world.number("select count(*) from " + from);
    }

    private static LateTerms terms(
            int every, String fee, String percent, String rate, String minimum, @Nullable String cap) {
        return new LateTerms(
                0,
                Math.max(1, every),
                bd(fee),
                bd(percent),
                bd(rate),
                365,
                bd(minimum),
                cap == null ? null : bd(cap),
                null);
    }

    private static BigDecimal bd(String figure) {
        return new BigDecimal(figure);
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    private static void assertThatFails(ThrowingCallable step, String code) {
        assertThatThrownBy(step)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
    }
}
