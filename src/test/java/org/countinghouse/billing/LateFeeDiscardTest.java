package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.countinghouse.billing.late.LateTerms;
import org.countinghouse.customers.Subscription;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code acme} has two overdue invoices, of 154.66 and 36.89, that one draft bills: 41.55 and 40.37 until 26 November. */
@Timeout(120)
class LateFeeDiscardTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 27);

    private BilledWorld world;
    private LateFeeDecisions decisions;
    private long draft;
    private long first;

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
        decisions = new LateFeeDecisions(world.database(), world.clock());
        world.subscribe("acme", "mixed");
        world.customers().subscribe(new Subscription("acme", "basic", LocalDate.of(2026, 1, 1), null, "UTC", Map.of()));
        world.billOctober();
        var terms = new LateTerms(
                0,
                1,
                new BigDecimal("40.00"),
                BigDecimal.ZERO,
                new BigDecimal("36.5"),
                365,
                BigDecimal.ZERO,
                null,
                null);
        new LateFeeRules(world.database(), world.clock())
                .set(new LateFeeRules.Subject("main", null, "EUR"), LocalDate.of(2026, 1, 1), terms, "");
        world.clock().moveTo(DAY.toString());
        first = number("select id from invoice where total = 154.66").longValueExact();
        draft = run().getFirst();
    }

    @AfterEach
    void close() {
        assertThatBooksBalance(world.database());
        world.close();
    }

    @Test
    void whatADraftBillsIsWaivedAsItIsDiscardedAndLaterDaysAreOwed() {
        assertThat(decisions.of(draft).draft()).isTrue();
        assertThat(decisions.discard(draft, "first time")).isEqualByComparingTo("81.92");
        assertThat(world.invoices().find(Long.toString(draft)).status()).isEqualTo(InvoiceStatus.VOID);
        assertThat(run()).isEmpty();
        assertThat(decisions.of(draft).draft()).isFalse();
        assertThat(decisions.of(first).charges())
                .extracting(LateFeeDecisions.Charge::reason, LateFeeDecisions.Charge::standing)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("", false),
                        org.assertj.core.groups.Tuple.tuple("first time", true));
        assertThat(number("select count(*) from audit_entry where action = 'late-fees.discard' and subject = 'invoice "
                        + draft + "'"))
                .isEqualByComparingTo("1");
        world.clock().moveTo("2026-12-07");
        assertThat(new LateFees(world.database(), world.clock())
                        .run(LocalDate.of(2026, 12, 7), null, true, Progress.NONE)
                        .sums())
                .as("ten more days of both, no fee")
                .containsEntry("EUR", new BigDecimal("1.91"));
    }

    @Test
    void aWaiverTakesItsDraftAlongAndTheRestIsDraftedAgain() {
        assertThat(decisions.waive(first, "first time")).isEqualByComparingTo("41.55");
        assertThat(world.invoices().find(Long.toString(draft)).status()).isEqualTo(InvoiceStatus.VOID);
        long again = run().getFirst();
        assertThat(world.invoices().find(Long.toString(again)).total()).isEqualByComparingTo("40.37");
        assertThat(decisions.waive(first, "again")).isZero();
        assertThat(world.invoices().find(Long.toString(again)).status())
                .as("has nothing of it")
                .isEqualTo(InvoiceStatus.DRAFT);

        long second = number("select id from invoice where total = 36.89").longValueExact();
        decisions.hold(second, LateFeeDecisions.Hold.WAIVED, "a good customer");
        assertThat(world.invoices().find(Long.toString(again)).status()).isEqualTo(InvoiceStatus.VOID);
        assertThat(run()).isEmpty();
    }

    @Test
    void onlyADraftOfLateFeesIsDiscarded() {
        assertFails(() -> decisions.discard(first, "x"), "late-fees.draft");
        assertFails(() -> decisions.discard(draft, " "), "invoice.reason");
        assertFails(() -> decisions.discard(99_999, "x"), "invoice.missing");
        world.finalising().finalise(List.of(draft));
        assertFails(() -> decisions.discard(draft, "x"), "invoice.state");
        assertThat(decisions.waive(first, "x")).as("a final invoice bills it").isZero();
        assertThat(number("select count(*) from late_charge where billed_by is null"))
                .isZero();
    }

    @Test
    void theRunThatComesInBetweenWaitsAndFindsNothing() throws Exception {
        try (Connection other = TestDatabase.superuser(world.test().name());
                Statement statement = other.createStatement();
                var threads = Executors.newFixedThreadPool(2)) {
            other.setAutoCommit(false);
            // The step stops where the draft is about to be void.
            statement.execute("lock table invoice_transition in exclusive mode");
            Future<BigDecimal> discard = threads.submit(() -> decisions.discard(draft, "first time"));
            waiting(1);
            Future<List<Long>> job = threads.submit((Callable<List<Long>>) this::run);
            waiting(2);
            other.rollback();
            assertThat(discard.get()).isEqualByComparingTo("81.92");
            assertThat(job.get()).isEmpty();
        }
        assertThat(number("select count(*) from late_charge where standing and billed_by is not null"))
                .isZero();
        assertThat(run()).isEmpty();
    }

    @Test
    void aWaiverThatComesWhileARunDraftsTakesThatDraftAlong() throws Exception {
        decisions.discard(draft, "first time");
        world.clock().moveTo("2026-12-07");
        try (Connection other = TestDatabase.superuser(world.test().name());
                Statement statement = other.createStatement();
                var threads = Executors.newFixedThreadPool(2)) {
            other.setAutoCommit(false);
            statement.execute("lock table late_charge in exclusive mode");
            Future<LateFees.Report> job = threads.submit(() -> new LateFees(world.database(), world.clock())
                    .run(LocalDate.of(2026, 12, 7), null, false, Progress.NONE));
            waiting(1);
            Future<BigDecimal> waive = threads.submit(() -> decisions.waive(first, "again"));
            waiting(2);
            other.rollback();
            assertThat(job.get().bills()).hasSize(1);
            assertThat(waive.get()).isEqualByComparingTo("1.54");
            assertThat(world.invoices()
                            .find(Long.toString(job.get().bills().getFirst().draft()))
                            .status())
                    .isEqualTo(InvoiceStatus.VOID);
        }
        assertThat(decisions.of(first).owed()).isZero();
    }

    /** Ids of the drafts that it makes. */
    private List<Long> run() {
        return new LateFees(world.database(), world.clock())
                .run(DAY, null, false, Progress.NONE).bills().stream()
                        .map(LateFees.Bill::draft)
                        .toList();
    }

    /** Until so many connections wait for a lock. */
    private void waiting(int count) throws InterruptedException {
        while (number("select count(*) from pg_stat_activity where datname = current_database()"
                                + " and wait_event_type = 'Lock'")
                        .intValue()
                < count) {
            Thread.sleep(20);
        }
    }

    private static void assertFails(org.assertj.core.api.ThrowableAssert.ThrowingCallable step, String code) {
        assertThatThrownBy(step)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
    }

    private BigDecimal number(String sql) {
        return world.number(sql);
    }
}
