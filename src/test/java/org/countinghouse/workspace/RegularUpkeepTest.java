package org.countinghouse.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.countinghouse.billing.BilledWorld;
import org.countinghouse.billing.BooksAssert;
import org.countinghouse.billing.RunScope;
import org.countinghouse.billing.currency.ExchangeRates;
import org.countinghouse.storage.DataHome;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.work.Cancelled;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What programs do by themselves: of several one at a time, stopped between batches, and as long as it is wanted. */
@Timeout(300)
class RegularUpkeepTest {
    /** More than a run takes in one batch; each has one month that is due. */
    private static final int CUSTOMERS = 120;

    private static final RegularUpkeep.Schedule WHEN_ASKED =
            new RegularUpkeep.Schedule(Duration.ofHours(1), Duration.ofHours(1));

    @TempDir
    private Path folder;

    private BilledWorld world;
    private Workspace workspace;

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
        world.subscribeMany("mixed", CUSTOMERS);
        world.clock().moveTo("2026-02-02");
        world.execute("update billing_entity set automatic_runs = true");
        workspace = Workspace.open(
                new DataHome(folder),
                TestDatabase.shared(world.test().name(), "postgres", TestDatabase.superuserPassword()),
                world.clock(),
                Progress.NONE);
    }

    @AfterEach
    void close() {
        workspace.close();
        BooksAssert.assertThatBooksBalance(world.database());
        world.close();
    }

    private RegularUpkeep upkeep(BooleanSupplier on) {
        return new RegularUpkeep(workspace, ExchangeRates.of(workspace.database(), workspace.clock()), WHEN_ASKED, on);
    }

    private static void until(BooleanSupplier holds) throws InterruptedException {
        while (!holds.getAsBoolean()) {
            Thread.sleep(10);
        }
    }

    private int drafts() {
        return world.number("select count(*) from invoice").intValueExact();
    }

    @Test
    void aRoundBillsWhatIsDueAndSaysSo() throws Exception {
        try (var upkeep = upkeep(() -> true)) {
            until(() -> upkeep.status().nextAt() != null);
            assertThat(upkeep.status().nextAt())
                    .isEqualTo(world.clock().instant().plus(Duration.ofHours(1)));
            assertThat(upkeep.status().last()).isNull();
            var told = new AtomicInteger();
            try (var _ = upkeep.listen(told::incrementAndGet)) {
                upkeep.wake();
                until(() -> upkeep.status().last() != null);
            }
            var last = upkeep.status().last();
            assertThat(last.drafts()).isEqualTo(CUSTOMERS);
            assertThat(last.aside()).isZero();
            assertThat(last.troubles()).isEmpty();
            assertThat(told).hasPositiveValue();
        }
        assertThat(world.number("select count(*) from billing_run where automatic and state = 'completed'"))
                .isEqualByComparingTo("1");
    }

    @Test
    void switchedOffNothingIsDone() throws Exception {
        var on = new AtomicBoolean(false);
        try (var upkeep = upkeep(on::get)) {
            upkeep.wake();
            Thread.sleep(200);
            assertThat(upkeep.status().on()).isFalse();
            assertThat(upkeep.status().nextAt()).isNull();
            assertThat(drafts()).isZero();
            on.set(true);
            upkeep.wake();
            until(() -> upkeep.status().last() != null);
            assertThat(drafts()).isPositive();
        }
    }

    @Test
    void whileAnotherProgramIsAtItTheRoundIsLeftOut() throws Exception {
        try (Connection other = TestDatabase.superuser(world.test().name());
                Statement statement = other.createStatement();
                var upkeep = upkeep(() -> true)) {
            other.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(hashtext('countinghouse.upkeep'))");
            upkeep.wake();
            until(() -> upkeep.status().last() != null);
            assertThat(upkeep.status().last().elsewhere()).isTrue();
            assertThat(drafts()).isZero();
            other.rollback();
            upkeep.wake();
            until(() -> !upkeep.status().last().elsewhere());
            assertThat(drafts()).isPositive();
        }
    }

    /** Each waits inside for the others, so that two at once would meet. */
    @Test
    void manyProgramsNeverDoItAtOnce() throws Exception {
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var done = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(6)) {
            var all = new ArrayList<Future<?>>();
            for (int program = 0; program < 6; program++) {
                all.add(threads.submit(() -> {
                    for (int turn = 0; turn < 20; turn++) {
                        boolean alone = workspace.database().alone("test", () -> {
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            LockSupport.parkNanos(200_000); // so that others come in if they can
                            inside.decrementAndGet();
                        });
                        done.addAndGet(alone ? 1 : 0);
                    }
                }));
            }
            for (var each : all) {
                each.get();
            }
        }
        assertThat(most).hasValue(1);
        assertThat(done).hasPositiveValue();
    }

    @Test
    void closedInTheMiddleOfARunItStopsBetweenBatchesAndTheNextProgramGoesOn() throws Exception {
        // As a program that is closed when the second batch is asked for.
        var asked = new AtomicInteger();
        Progress closing = new Progress() {
            @Override
            public void report(String step, long done, long total) {}

            @Override
            public boolean cancelled() {
                return asked.incrementAndGet() > 1;
            }
        };
        try {
            workspace.billingRuns().run(RunScope.upTo(world.clock().instant()).byItself(), false, closing);
        } catch (Cancelled stopped) {
            assertThat(stopped.code()).isEqualTo("cancelled");
        }
        int before = drafts();
        assertThat(before).isPositive().isLessThan(CUSTOMERS);
        long run = world.number("select max(id) from billing_run").longValueExact();
        assertThat(workspace.billingRuns().leftByItself()).contains(run);
        try (var upkeep = upkeep(() -> true)) {
            upkeep.wake();
            until(() -> upkeep.status().last() != null);
            assertThat(upkeep.status().last().drafts()).isEqualTo(CUSTOMERS - before);
        }
        assertThat(drafts()).isEqualTo(CUSTOMERS);
        assertThat(world.number("select count(*) from billing_run where state = 'completed' and id = " + run))
                .isEqualByComparingTo("1");
        assertThat(workspace.billingRuns().leftByItself()).isEmpty();
    }

    @Test
    void closingWaitsForTheBatchAndLeavesNoThread() throws Exception {
        var upkeep = upkeep(() -> true);
        upkeep.wake();
        until(() -> upkeep.status().running());
        upkeep.close();
        assertThat(upkeep.status().running()).isFalse();
        assertThat(upkeep.status().nextAt()).isNull();
        assertThat(List.of("stopped", "completed", "none"))
                .contains(world.database().<String>read(connection -> {
                    try (var statement = connection.createStatement();
                            var row = statement.executeQuery(
                                    "select coalesce((select state from billing_run order by id desc limit 1),"
                                            + " 'none')")) {
                        row.next();
                        return row.getString(1);
                    }
                }));
    }

    @Test
    void theSwitchIsKept() {
        var home = new DataHome(folder);
        assertThat(new UpkeepSwitch(home).on()).isTrue();
        new UpkeepSwitch(home).turn(false);
        new UpkeepSwitch(home).turn(false);
        assertThat(new UpkeepSwitch(home).on()).isFalse();
        new UpkeepSwitch(home).turn(true);
        assertThat(new UpkeepSwitch(home).on()).isTrue();
    }
}
