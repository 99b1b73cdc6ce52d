package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.work.Cancelled;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Closed periods stay closed, late usage is billed with the next invoice, runs go on and compare with the last. */
class LocksAndLateUsageTest {
    private static final BillingPeriod OCTOBER = BillingPeriod.parse("2026-10");
    private static final BillingPeriod NOVEMBER = BillingPeriod.parse("2026-11");

    private BillingWorld world;
    private PeriodLocks locks;
    private long id;

    @BeforeEach
    void open() throws Exception {
        world = new BillingWorld("2026-11-02T09:00:00Z");
        locks = new PeriodLocks(world.database, world.clock);
        world.plan("basic", "month", "calendar", "30.00", true);
        id = world.subscribe("acme", "basic", "2026-10-01", "UTC");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private BillingRunReport run(BillingPeriod period) {
        return world.runs.run(period, false, Progress.NONE);
    }

    private static void refused(Runnable act, String code) {
        assertThatThrownBy(act::run)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
    }

    @Test
    void inAClosedPeriodNothingIsDraftedFinalisedOrChanged() {
        run(OCTOBER);
        locks.close(OCTOBER, "books of October are done");
        refused(() -> world.finalising.finalise(world.invoices.draftsOf(OCTOBER)), "period.locked");
        world.update("delete from invoice");
        assertThat(run(OCTOBER).failures())
                .singleElement()
                .satisfies(failed -> assertThat(failed.code()).isEqualTo("period.locked"));
        var changes = new SubscriptionChanges(world.database, world.clock);
        refused(() -> changes.add(id, WantedChange.pause("").on(LocalDate.of(2026, 10, 20))), "period.locked");
        changes.add(id, WantedChange.pause("next month is open"));
        refused(() -> locks.close(OCTOBER, "again"), "period.locked");
        refused(() -> locks.reopen(OCTOBER, " "), "period.reason");
        locks.reopen(OCTOBER, "an invoice was forgotten");
        assertThat(run(OCTOBER).drafted()).isEqualTo(1);
        assertThat(locks.all())
                .singleElement()
                .satisfies(lock -> assertThat(lock.reopened()).isNotNull());
    }

    @Test
    void financeClosesAndOnlyAnAdminReopens() {
        try (Database finance = world.test().as(GroupRole.FINANCE);
                Database admin = world.test().as(GroupRole.ADMIN)) {
            new PeriodLocks(finance, world.clock).close(OCTOBER, "done");
            refused(() -> new PeriodLocks(finance, world.clock).reopen(OCTOBER, "please"), "database.permission");
            new PeriodLocks(admin, world.clock).reopen(OCTOBER, "a forgotten invoice");
        }
        assertThat(locks.all())
                .singleElement()
                .satisfies(lock -> assertThat(lock.closedBy()).startsWith("staff_"));
    }

    /** An event as the intake stores it, with its reading. */
    private void event(String time, String received, int quantity) {
        world.usage("acme", time, quantity);
        world.update("insert into usage_event (customer_id, occurred_at, key, event_id, event, quantity, batch_id,"
                + " received_at) select id, '" + time + "', gen_random_uuid(), 'e-' || random(), 'calls', " + quantity
                + ", 1, '" + received + "' from customer where external_id = 'acme'");
    }

    @Test
    void lateUsageIsBilledOnceWithTheNextInvoiceAndTheClosedOneStays() {
        event("2026-10-10T10:00:00Z", "2026-10-10T10:00:05Z", 100);
        run(OCTOBER);
        world.finalising.finalise(world.invoices.draftsOf(OCTOBER));
        event("2026-10-20T10:00:00Z", "2026-11-20T10:00:00Z", 50);
        world.at("2026-12-02T09:00:00Z");
        var dry = world.runs.run(NOVEMBER, true, Progress.NONE);
        var real = run(NOVEMBER);
        assertThat(real.totals().get("EUR")).isEqualByComparingTo("30.50");
        assertThat(dry.totals()).isNotNull();
        assertThat(world.texts("select l.name || ' ' || l.amount::numeric(12,2) from invoice_line l join invoice i"
                        + " on i.id = l.invoice_id where i.period_from = '2026-11-01' order by l.position"))
                .containsExactly("Base fee 30.00", "Calls 0.00", "Calls: late usage, 2026-10-01 to 2026-11-01 0.50");
        assertThat(world.texts("select total::numeric(12,2)::text from invoice where period_from = '2026-10-01'"))
                .containsExactly("31.00");
        String input = world.texts("select whole_input(request) from invoice_input order by invoice_id desc limit 1")
                .getFirst();
        assertThat(InvoiceInput.read(input).rate(true).total()).isEqualByComparingTo("30.50");
        world.at("2027-01-02T09:00:00Z");
        assertThat(run(BillingPeriod.parse("2026-12")).totals().get("EUR")).isEqualByComparingTo("30.00");
        // Voided, its late usage is due again with the next one.
        world.update("update invoice set status = 'void' where period_from = '2026-11-01'");
        assertThat(run(NOVEMBER).totals().get("EUR")).isEqualByComparingTo("30.50");
    }

    @Test
    void aStoppedRunGoesOnAndFailuresAreBilledAgain() throws Exception {
        for (int i = 0; i < 250; i++) {
            world.subscribe("customer-" + i, "basic", "2026-10-01", "UTC");
        }
        var stop = new Progress() {
            private int reports;

            @Override
            public synchronized void report(String what, long done, long of) {
                reports++;
            }

            @Override
            public synchronized boolean cancelled() {
                return reports > 1;
            }
        };
        assertThatThrownBy(() -> world.runs.run(OCTOBER, false, stop)).isInstanceOf(Cancelled.class);
        var list = new BillingRunList(world.database, world.clock);
        BillingRunRow stopped = list.newest(5).getFirst();
        assertThat(stopped.state()).isEqualTo("stopped");
        assertThat(stopped.canContinue()).isTrue();
        assertThat(stopped.drafts()).isBetween(100, 250);
        world.runs.resume(stopped.id(), Progress.NONE);
        assertThat(list.newest(5).getFirst().state()).isEqualTo("completed");
        assertThat(list.newest(5).getFirst().drafts()).isEqualTo(251);
        assertThat(world.number("select count(*) from invoice")).isEqualTo(251);
    }

    @Test
    void failuresAloneAreBilledAgain() {
        locks.close(OCTOBER, "done");
        run(OCTOBER);
        var list = new BillingRunList(world.database, world.clock);
        long failed = list.newest(1).getFirst().id();
        assertThat(list.failures(failed)).hasSize(1);
        locks.reopen(OCTOBER, "not yet");
        world.subscribe("other", "basic", "2026-10-01", "UTC");
        assertThat(world.runs.failuresAgain(failed, Progress.NONE).drafted()).isEqualTo(1);
    }

    @Test
    void aRunIsComparedWithThePeriodBefore() {
        world.usage("acme", "2026-11-10T10:00:00Z", 700);
        run(OCTOBER);
        world.at("2026-12-02T09:00:00Z");
        var report = run(NOVEMBER);
        assertThat(new BillingRunList(world.database, world.clock).variance(report.runId(), 10))
                .singleElement()
                .satisfies(variance -> {
                    assertThat(variance.before()).isEqualByComparingTo("30.00");
                    assertThat(variance.difference()).isEqualByComparingTo("7.00");
                });
    }

    @Test
    void aMigrationIsSeenInMoneyFirstAndMovesAll() throws Exception {
        world.plan("basic", "month", "calendar", "40.00", true);
        world.at("2026-12-02T09:00:00Z");
        run(OCTOBER);
        run(NOVEMBER);
        var migration = new PlanMigration(world.database, world.clock);
        var wish = new PlanMigration.Wish("basic", 1, 2, WantedChange.When.PERIOD_END, "new price list");
        var preview = migration.preview(wish, Progress.NONE);
        assertThat(preview.effects()).hasSize(1);
        assertThat(preview.totals().get("EUR")).isEqualByComparingTo(new BigDecimal("10.00"));
        assertThat(migration.migrate(wish, Progress.NONE).moved()).isEqualTo(1);
        assertThat(migration.migrate(wish, Progress.NONE).moved()).isZero();
        world.runs.run(RunScope.upTo(Instant.parse("2027-02-01T00:00:00Z")), false, Progress.NONE);
        assertThat(world.texts("select total::numeric(12,2)::text from invoice order by starts_at"))
                .isEqualTo(List.of("30.00", "30.00", "30.00", "40.00"));
    }
}
