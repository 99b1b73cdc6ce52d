package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.countinghouse.CommandProcess;
import org.countinghouse.billing.late.LateTerms;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own, killed while it bills late fees: nothing is billed twice or left out. */
@Timeout(600)
class LateFeesKillTest {
    private static final int CUSTOMERS = 150;

    @TempDir
    private Path folder;

    @Test
    void everyOverdueInvoiceIsBilledOnce() throws Exception {
        killAndRepeat(4);
    }

    @Test
    @Tag("faults")
    @Timeout(7_200)
    void everyOverdueInvoiceIsBilledOnceAfterAHundredKills() throws Exception {
        killAndRepeat(100);
    }

    private void killAndRepeat(int rounds) throws Exception {
        var random = new Random(5);
        try (var world = BilledWorld.fresh()) {
            world.subscribeMany("mixed", CUSTOMERS);
            world.billOctober();
            world.corrupt("update invoice set due_on = '2026-01-15'");
            long whole = millisWithNothingToDo(world);
            new LateFeeRules(world.database(), world.clock())
                    .set(
                            new LateFeeRules.Subject("main", null, "EUR"),
                            LocalDate.of(2026, 1, 1),
                            new LateTerms(
                                    0,
                                    1,
                                    BigDecimal.TEN,
                                    BigDecimal.ZERO,
                                    BigDecimal.TEN,
                                    365,
                                    BigDecimal.ZERO,
                                    null,
                                    null),
                            "");
            int partly = 0;
            for (int round = 0; round < rounds; round++) {
                Process process = start(world, "late-fees", "run");
                if (!process.waitFor(whole * (60 + random.nextInt(80)) / 100, TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly().waitFor();
                }
                partly += standing(world) < CUSTOMERS ? 1 : 0;
                assertThat(world.number("select count(*) from invoice i where kind = 'one_off'"
                                + " and (select count(*) from late_charge c where c.billed_by = i.id) <> 1"))
                        .isZero();
                Process again = start(world, "late-fees", "run");
                assertThat(again.waitFor(2, TimeUnit.MINUTES)).isTrue();
                assertThat(again.exitValue()).isZero();
                assertThat(standing(world)).isEqualTo(CUSTOMERS);
                assertThat(world.number("select count(distinct invoice_id) from late_charge"))
                        .isEqualByComparingTo(Integer.toString(CUSTOMERS));
                assertThatBooksBalance(world.database());
                world.execute("delete from invoice where kind = 'one_off'");
                assertThat(standing(world)).isZero();
            }
            assertThat(partly).as("killed before it was done").isPositive();
        }
    }

    private static int standing(BilledWorld world) {
        return world.number("select count(*) from late_charge where standing").intValue();
    }

    private long millisWithNothingToDo(BilledWorld world) throws Exception {
        long start = System.nanoTime();
        Process process = start(world, "late-fees", "run");
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private Process start(BilledWorld world, String... arguments) throws IOException {
        return CommandProcess.on(world.test().name(), folder, arguments)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
