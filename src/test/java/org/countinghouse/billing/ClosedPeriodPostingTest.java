package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.countinghouse.billing.ledger.LedgerReports;
import org.countinghouse.billing.ledger.Recognition;
import org.countinghouse.billing.ledger.ReportKind;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.work.Failure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands in the ledger of a closed period stays as it is. */
class ClosedPeriodPostingTest {
    private static final BillingPeriod NOVEMBER = BillingPeriod.parse("2026-11");

    private BilledWorld world;
    private PeriodLocks locks;
    private Recognition recognition;
    private InvoiceLife life;

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
        locks = new PeriodLocks(world.database(), world.clock());
        recognition = new Recognition(world.database(), world.clock());
        life = new InvoiceLife(world.database(), world.clock());
    }

    @AfterEach
    void close() {
        assertThatBooksBalance(world.database());
        world.close();
    }

    /** 16 October to 15 January, paid in October: 5.39, 10.11, 10.45 and 5.05 a month. */
    private void feeForThreeMonths(String customer) {
        world.planInAdvance("ahead-" + customer, 3);
        world.subscribe(customer, "ahead-" + customer, LocalDate.of(2026, 10, 16));
        world.draftOctober();
        world.finalising().finalise(world.invoices().draftsOf(BilledWorld.OCTOBER));
    }

    @Test
    void closingMakesRevenueOfWhatThePeriodHasEarnedFirst() {
        feeForThreeMonths("acme");
        world.clock().moveTo("2026-12-03");
        locks.close(NOVEMBER, "books of November");
        assertThat(recognised()).containsExactly("2026-11-01 booked 2026-11-30 10.11");
        assertThat(recognition.recognise()).as("nothing is left").isZero();
    }

    @Test
    void aMonthOfAClosedPeriodIsBookedOnTheFirstOpenDayAndKeepsItsName() {
        feeForThreeMonths("acme");
        world.clock().moveTo("2026-12-03");
        closedBehindTheProgram("2026-11-01", "2026-12-01");
        assertThat(recognition.recognise()).isEqualTo(1);
        assertThat(recognised()).containsExactly("2026-11-01 booked 2026-12-01 10.11");
        assertThat(report(ReportKind.REVENUE, "2026-10-01", "2026-12-31"))
                .as("revenue of the month it belongs to")
                .containsExactly("2026-10 5.39", "2026-11 10.11");
        assertThat(report(ReportKind.DEFERRED, "2026-11-01", "2026-11-30"))
                .as("the schedule of the closed month is what it was")
                .containsExactly("2026-11 10.11", "2026-12 10.45", "2027-01 5.05");
        assertThat(report(ReportKind.DEFERRED, "2026-12-01", "2026-12-31"))
                .containsExactly("2026-12 10.45", "2027-01 5.05");
        assertThat(world.number("select sum(amount) from ledger_entry e join ledger_transaction t"
                        + " on t.id = e.ledger_transaction_id where account = 'revenue' and booked_on < '2026-12-01'"))
                .as("what was revenue by the end of November stays")
                .isEqualByComparingTo("-5.39");
    }

    @Test
    void whereTheNextMonthIsClosedTooItIsBookedAfterIt() {
        feeForThreeMonths("acme");
        world.clock().moveTo("2027-01-10");
        closedBehindTheProgram("2026-11-01", "2026-12-01");
        closedBehindTheProgram("2026-12-01", "2027-01-01");
        assertThat(recognition.recognise()).isEqualTo(2);
        assertThat(recognised())
                .containsExactly("2026-11-01 booked 2027-01-01 10.11", "2026-12-01 booked 2027-01-01 10.45");
        world.clock().moveTo("2027-02-01");
        assertThat(recognition.recognise()).isEqualTo(1);
        assertThat(world.balance("deferred_revenue")).isZero();
    }

    @Test
    void aMonthWhoseOpenDayIsStillToComeWaits() {
        feeForThreeMonths("acme");
        world.clock().moveTo("2026-12-03");
        closedBehindTheProgram("2026-11-01", "2027-01-01");
        assertThat(recognition.recognise()).isZero();
        assertThat(recognised()).isEmpty();
        world.clock().moveTo("2027-01-01");
        assertThat(recognition.recognise()).isEqualTo(2);
        assertThat(recognised())
                .containsExactly("2026-11-01 booked 2027-01-01 10.11", "2026-12-01 booked 2027-01-01 10.45");
    }

    @Test
    void whateverIsBookedTodayIsRefusedWithThePeriodAndTheFirstOpenDay() {
        world.subscribe("acme", "mixed");
        world.billOctober();
        long invoice = world.invoiceOf("acme").id();
        world.subscribe("umbrella", "mixed");
        world.draftOctober();
        List<Long> drafts = world.invoices().draftsOf(BilledWorld.OCTOBER);
        world.use("acme", "late", 10, "2026-11-01T10:00:00Z");
        world.wallets().topUp("acme", BigDecimal.TEN, null, null, "");
        closedBehindTheProgram("2026-11-01", "2026-12-01");
        BigDecimal before = entries();

        refused(() -> world.finalising().finalise(drafts));
        refused(() -> life.makeVoid(invoice, "wrong"));
        refused(() -> life.writeOff(invoice, "gone"));
        refused(() -> new CreditNotes(world.database(), world.clock())
                .issue(invoice, new CreditRequest.Amount(BigDecimal.ONE), "less", null));
        refused(() -> world.wallets().topUp("acme", BigDecimal.ONE, null, null, ""));
        refused(() -> world.charge("acme", "now", 100, "2026-11-02T08:00:00Z", BillingMethod.WALLET));
        refused(() -> world.credits().grant("acme", BigDecimal.ONE, null, null, 0, "gift", null));
        assertThatThrownBy(() -> life.pay(invoice, BigDecimal.ONE, null, null))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("period.locked"));
        assertThat(life.pay(invoice, BigDecimal.ONE, LocalDate.of(2026, 10, 31), "bank"))
                .as("on a day of an open month")
                .isPositive();
        assertThat(entries()).isEqualByComparingTo(before.add(BigDecimal.TWO));

        locks.reopen(NOVEMBER, "too early");
        assertThat(world.finalising().finalise(drafts)).isEqualTo(1);
        life.writeOff(invoice, "gone");
    }

    @Test
    void theDatabaseRefusesItOfEverybodyAndLooksOnceAStatement() {
        world.subscribeMany("mixed", 30);
        world.draftOctober();
        closedBehindTheProgram("2026-09-01", "2026-10-01");
        assertThat(world.finalising().finalise(world.invoices().draftsOf(BilledWorld.OCTOBER)))
                .as("today is open")
                .isEqualTo(30);
        assertThatThrownBy(() ->
                        world.execute("insert into ledger_transaction (billing_entity_id, kind, source, booked_on,"
                                + " entries) select b.id, 'payment', n, date '2026-10-01' - n, 2 from billing_entity b,"
                                + " generate_series(0, 2) n"))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.summary())
                                .contains("2026-09-01/2026-10-01", "on 2026-09-29", "open day is 2026-10-01"));
    }

    @Test
    void aPeriodIsClosedWhenItIsOver() {
        assertThatThrownBy(() -> locks.close(NOVEMBER, "early")).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo("period.running");
            assertThat(failure.remedy()).contains("2026-12-01");
        });
        world.clock().moveTo("2026-12-01");
        locks.close(NOVEMBER, "now");
    }

    @Test
    void anAdminClosesOnlyWhatFinanceHasMadeRevenue() {
        feeForThreeMonths("acme");
        world.clock().moveTo("2026-12-03");
        try (Database finance = world.test().as(GroupRole.FINANCE);
                Database admin = world.test().as(GroupRole.ADMIN)) {
            var own = new PeriodLocks(admin, world.clock());
            assertThatThrownBy(() -> own.close(NOVEMBER, "done")).isInstanceOfSatisfying(Failure.class, failure -> {
                assertThat(failure.code()).isEqualTo("period.unrecognised");
                assertThat(failure.summary()).contains("2026-11");
                assertThat(failure.remedy()).contains("books recognise");
            });
            assertThat(locks.all()).isEmpty();
            assertThat(new Recognition(finance, world.clock()).recognise()).isEqualTo(1);
            own.close(NOVEMBER, "done");
        }
    }

    /** Whatever comes first: a recognition is booked in November before it is closed, or on a day after it. */
    @Test
    void closingAndRecognisingAtOnceBookNothingIntoTheClosedMonth() throws Exception {
        for (int customer = 0; customer < 6; customer++) {
            feeForThreeMonths("c" + customer);
        }
        world.clock().moveTo("2026-12-03");
        try (var threads = Executors.newFixedThreadPool(4)) {
            var go = new CountDownLatch(1);
            var all = new ArrayList<Future<?>>();
            for (int thread = 0; thread < 3; thread++) {
                all.add(threads.submit(() -> {
                    go.await();
                    return recognition.recognise();
                }));
            }
            all.add(threads.submit(() -> {
                go.await();
                return locks.close(NOVEMBER, "at once");
            }));
            go.countDown();
            for (var each : all) {
                each.get();
            }
        }
        recognition.recognise();
        assertThat(recognised()).hasSize(6).allMatch(line -> line.equals("2026-11-01 booked 2026-11-30 10.11"));
    }

    private BigDecimal entries() {
        return world.number("select count(*) from ledger_entry");
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo("period.locked");
            assertThat(failure.summary()).contains("2026-11-01/2026-12-01", "on 2026-11-02", "open day is 2026-12-01");
        });
    }

    /** As another program would that does not look first. */
    private void closedBehindTheProgram(String from, String to) {
        world.execute("insert into period_lock (period_from, period_to, reason, closed_at) values ('" + from + "', '"
                + to + "', 'closed', now())");
    }

    private List<String> recognised() {
        return world.database().read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("select t.month || ' booked ' || t.booked_on || ' ' ||"
                            + " trim_scale(sum(-e.amount)) from ledger_transaction t"
                            + " join ledger_entry e on e.ledger_transaction_id = t.id and e.account = 'revenue'"
                            + " where t.kind = 'recognition' group by t.id order by t.month, t.id")) {
                var lines = new ArrayList<String>();
                while (row.next()) {
                    lines.add(row.getString(1));
                }
                return lines;
            }
        });
    }

    /** Month and the last column. */
    private List<String> report(ReportKind kind, String since, String until) {
        var scope = new LedgerReports.Scope(LocalDate.parse(since), LocalDate.parse(until), null, null);
        return new LedgerReports(world.database())
                .first(kind, scope, 100).stream()
                        .map(row -> row.text(0, kind.columns().getFirst().kind()) + " "
                                + row.text(
                                        kind.columns().size() - 1,
                                        kind.columns().getLast().kind()))
                        .toList();
    }
}
