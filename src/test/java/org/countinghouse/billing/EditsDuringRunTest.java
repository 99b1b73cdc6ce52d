package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people do while a run is under way: each invoice is of one state of things, and can be derived again. */
class EditsDuringRunTest {
    private static final int CUSTOMERS = 350;
    /** Two workers take a hundred each: those after three hundred are not taken when the first batch is done. */
    private static final int WAITING = 300;

    private BilledWorld world;

    @BeforeEach
    void open() throws IOException {
        world = BilledWorld.fresh();
        plan("10.00");
        world.subscribeMany("edited", CUSTOMERS);
    }

    @AfterEach
    void close() {
        assertThatBooksBalance(world.database());
        world.close();
    }

    private void plan(String fee) throws IOException {
        world.plan("""
                {"code":"edited","name":"Edited","currency":"EUR","interval":{"unit":"month","count":1},
                 "anchor":"calendar","fees":[{"code":"base","name":"Base fee","amount":"%s","quantity":"1",
                   "timing":"arrears","proration":"day"}],"charges":[]}""".formatted(fee));
    }

    @Test
    void aPlanThatIsPublishedMeanwhileBillsNobodyWhoIsNotOnIt() {
        draft(() -> plan("99.00"));
        assertThat(count("total = 11.90")).isEqualTo(CUSTOMERS);
        finaliseAll();
    }

    @Test
    void aChangeMeanwhileHoldsForThoseWhoWaitForTheirTurn() {
        draft(() -> {
            plan("20.00");
            // What is billed cannot be changed any more: the database refuses it.
            world.execute(
                    "insert into subscription_change (subscription_id, kind, effective_on, plan_version_id, reason,"
                            + " at) select s.id, 'plan', date '2026-10-01', (select max(id) from plan_version), 'test', now()"
                            + " from subscription s where s.id > " + WAITING);
            world.execute("update subscription set revision = revision + 1 where id > " + WAITING);
        });
        assertThat(count("total = 11.90 and subscription_id <= " + WAITING)).isEqualTo(WAITING);
        assertThat(count("total = 23.80 and subscription_id > " + WAITING)).isEqualTo(CUSTOMERS - WAITING);
        finaliseAll();
    }

    /** Closing is what stands in for removing: what was billed stays, and nothing new is. */
    @Test
    void aCustomerWhoIsClosedMeanwhileIsBilledWholeOrNotAtAll() {
        draft(() -> world.execute("update customer set status = 'closed' where id % 7 = 0"));
        int drafts = count("true");
        assertThat(drafts).isBetween(CUSTOMERS - CUSTOMERS / 7 - 1, CUSTOMERS - 1);
        assertThat(count("total = 11.90")).isEqualTo(drafts);
        assertThat(count("not exists (select from customer c where c.id = invoice.customer_id and c.id % 7 <> 0)"))
                .as("those before it")
                .isPositive();
        finaliseAll();
    }

    /** The server ends one of two that wait for each other; if it is the run, it begins its batch anew. */
    @Test
    void aRunThatIsInSomebodysWayGoesOn() throws Exception {
        try (Connection admin = TestDatabase.superuser(world.test().name());
                Connection other = TestDatabase.superuser(world.test().name());
                var statement = other.createStatement();
                var thread = Executors.newSingleThreadExecutor()) {
            // The run is the one that looks first whether it waits in vain, and only when it does.
            server(admin, "alter system set deadlock_timeout = '5s'");
            statement.execute("set deadlock_timeout = '60s'");
            other.setAutoCommit(false);
            statement.execute("select from subscription where id = 20 for update");
            Future<?> run = thread.submit(() -> world.draftOctober());
            while (!waits(admin)) {
                Thread.sleep(10);
            }
            statement.execute("select from subscription where id = 10 for update");
            other.commit();
            run.get();
        } finally {
            try (Connection admin = TestDatabase.superuser(world.test().name())) {
                server(admin, "alter system reset deadlock_timeout");
            }
        }
        assertThat(count("total = 11.90")).isEqualTo(CUSTOMERS);
        assertThat(world.number("select count(*) from billing_failure")).isZero();
        assertThat(world.number("select count(*) from billing_run where state = 'completed'"))
                .isEqualByComparingTo("1");
    }

    private static void server(Connection admin, String sql) throws SQLException {
        try (var statement = admin.createStatement()) {
            statement.execute(sql);
            statement.execute("select pg_reload_conf()");
        }
    }

    private static boolean waits(Connection admin) throws SQLException {
        try (var statement = admin.createStatement();
                var row = statement.executeQuery("select exists (select from pg_stat_activity"
                        + " where datname = current_database() and wait_event_type = 'Lock')")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private interface Edit {
        void make() throws IOException;
    }

    /** Drafts October; the edit is made when the first batch is done. */
    private void draft(Edit edit) {
        var made = new AtomicBoolean();
        var progress = new Progress() {
            @Override
            public void report(String step, long done, long total) {
                if (done > 0 && done < CUSTOMERS && made.compareAndSet(false, true)) {
                    try {
                        edit.make();
                    } catch (IOException problem) {
                        throw new UncheckedIOException(problem);
                    }
                }
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        };
        var report = new BillingRuns(
                        world.database(), new SubscriptionRating(world.database(), world.clock()), world.clock())
                .run(BilledWorld.OCTOBER, false, progress);
        assertThat(made).isTrue();
        assertThat(report.failures()).isEmpty();
    }

    private int count(String condition) {
        return world.number("select count(*) from invoice where " + condition).intValue();
    }

    private void finaliseAll() {
        world.finalising().finalise(world.invoices().draftsOf(BilledWorld.OCTOBER));
        assertThat(count("number is null")).isZero();
    }
}
