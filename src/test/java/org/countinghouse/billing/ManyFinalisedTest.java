package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.work.Cancelled;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many drafts become final some at a time: nothing is half done, and numbers have no gap. */
@Timeout(120)
class ManyFinalisedTest {
    private static final int DRAFTS = 22;

    private BilledWorld world;
    private Finalising finalising;
    private List<Long> drafts;

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
        finalising = new Finalising(world.database(), world.clock(), 10);
        world.subscribeMany("mixed", DRAFTS);
        world.draftOctober();
        drafts = world.invoices().draftsOf(BilledWorld.OCTOBER);
    }

    @AfterEach
    void close() {
        assertThatNumbersHaveNoGap();
        assertThatBooksBalance(world.database());
        world.close();
    }

    @Test
    void allAreFinalOnceAndSayHowFarTheyAre() {
        var far = new AtomicLong();
        assertThat(finalising.finalise(drafts, progress(() -> {}, far))).isEqualTo(DRAFTS);
        assertThat(far).hasValue(DRAFTS);
        assertThat(numbered()).isEqualTo(DRAFTS);
        assertThat(finalising.finalise(drafts, Progress.NONE)).as("once more").isZero();
    }

    @Test
    void twoPeopleAtOnceFinaliseEachDraftOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            Future<Integer> one = threads.submit(() -> finalising.finalise(drafts, Progress.NONE));
            Future<Integer> other = threads.submit(() -> finalising.finalise(drafts, Progress.NONE));
            assertThat(one.get() + other.get()).isEqualTo(DRAFTS);
        }
        assertThat(numbered()).isEqualTo(DRAFTS);
    }

    @Test
    void oneThatIsRefusedBeforehandRefusesAll() {
        world.execute("update invoice set stale = true where id = " + drafts.getLast());
        assertThatThrownBy(() -> finalising.finalise(drafts, Progress.NONE))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(failure.code()).isEqualTo("invoice.stale");
                    assertThat(failure.remedy()).endsWith("No invoice was numbered.");
                });
        assertThat(numbered()).isZero();
    }

    @Test
    void whatChangesMeanwhileStopsTheRestAndTellsWhatIsFinal() {
        var once = new AtomicBoolean();
        Progress spoil = progress(
                () -> {
                    if (once.compareAndSet(false, true)) {
                        world.execute("update invoice set stale = true where id = " + drafts.getLast());
                    }
                },
                new AtomicLong());
        assertThatThrownBy(() -> finalising.finalise(drafts, spoil)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo("invoice.stale");
            assertThat(failure.remedy())
                    .startsWith("20 of 22 invoices are final, the others are as they were. Refresh")
                    .doesNotContain("No invoice");
        });
        assertThat(numbered()).isEqualTo(20);
        world.execute("update invoice set stale = false where stale");
        assertThat(finalising.finalise(drafts, Progress.NONE)).as("goes on").isEqualTo(2);
    }

    @Test
    void aClosedPeriodRefusesAllBeforehandAndTheRestMeanwhile() throws Exception {
        var once = new AtomicBoolean();
        Progress close = progress(
                () -> {
                    if (once.compareAndSet(false, true)) {
                        closeOctober();
                    }
                },
                new AtomicLong());
        assertThatThrownBy(() -> finalising.finalise(drafts, close)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo("period.locked");
            assertThat(failure.remedy())
                    .startsWith(numbered() + " of 22 invoices are final, the others are as they were.")
                    .doesNotContain("Nothing was changed");
        });
        long before = numbered();
        assertThatThrownBy(() -> finalising.finalise(drafts, Progress.NONE))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("period.locked"));
        assertThat(numbered()).isEqualTo(before);
    }

    private void closeOctober() {
        try (Connection admin = TestDatabase.superuser(world.test().name());
                var statement = admin.createStatement()) {
            statement.execute("insert into period_lock (period_from, period_to, reason, closed_at)"
                    + " values ('2026-10-01', '2026-11-01', 'closed', now())");
        } catch (SQLException problem) {
            throw new AssertionError(problem);
        }
    }

    @Test
    void whatIsStoppedGoesOn() {
        var stop = new AtomicBoolean();
        Progress stopping = new Progress() {
            @Override
            public void report(String step, long done, long total) {
                stop.set(true);
            }

            @Override
            public boolean cancelled() {
                return stop.get();
            }
        };
        assertThatThrownBy(() -> finalising.finalise(drafts, stopping)).isInstanceOf(Cancelled.class);
        long before = numbered();
        assertThat(before).isBetween(10L, 20L);
        assertThat(finalising.finalise(drafts, Progress.NONE)).isEqualTo(DRAFTS - (int) before);
    }

    private static Progress progress(Runnable after, AtomicLong far) {
        return new Progress() {
            @Override
            public void report(String step, long done, long total) {
                far.accumulateAndGet(done, Math::max);
                after.run();
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        };
    }

    private long numbered() {
        return world.number("select count(*) from invoice where number is not null")
                .longValueExact();
    }

    private void assertThatNumbersHaveNoGap() {
        assertThat(world.number("select count(*) from invoice where number is not null"))
                .isEqualByComparingTo(world.number(
                        "select coalesce(max(right(number, 6)::int), 0) from invoice where number is not null"));
        assertThat(world.number("select count(distinct source) from ledger_transaction where kind = 'invoice'"))
                .isEqualByComparingTo(world.number("select count(*) from invoice where number is not null"));
    }
}
