package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.countinghouse.CommandProcess;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own, killed while it makes invoices final: all of a batch is final, or none of it. */
@Timeout(600)
class FinalisingKillTest {
    private static final int INVOICES = 300;

    @TempDir
    private Path folder;

    @Test
    void numbersHaveNoGapAndTheLedgerBalances() throws Exception {
        killAndRepeat(5);
    }

    @Test
    @Tag("faults")
    @Timeout(7_200)
    void numbersHaveNoGapAndTheLedgerBalancesAfterAHundredKills() throws Exception {
        killAndRepeat(100);
    }

    private void killAndRepeat(int rounds) throws Exception {
        var random = new Random(11);
        try (var world = BilledWorld.fresh()) {
            world.subscribeMany("mixed", INVOICES);
            int killed = 0;
            long whole = millisWithNothingToDo(world);
            for (int round = 0; round < rounds; round++) {
                // A period of its own for each round, all of one year and so of one series of numbers.
                String period = "2026-%02d".formatted(1 + round % 9);
                if (round % 9 == 0 && round > 0) {
                    voidAll(world);
                }
                new BillingRuns(
                                world.database(),
                                new SubscriptionRating(world.database(), world.clock()),
                                world.clock())
                        .run(BillingPeriod.parse(period), false, Progress.NONE);
                Process process = start(world, "finalise", "--period", period);
                // From its start until a little after the moment at which it would be done if there was nothing to do.
                if (!process.waitFor(whole * (20 + random.nextInt(90)) / 100, TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly().waitFor();
                    killed++;
                }
                int drafts = world.number("select count(*) from invoice where status = 'draft'")
                        .intValue();
                assertThat(drafts)
                        .as("a batch is final as a whole, or not at all")
                        .isIn(0, INVOICES);
                assertThatBooksBalance(world.database());
                Process again = start(world, "finalise", "--period", period);
                assertThat(again.waitFor(2, TimeUnit.MINUTES)).isTrue();
                assertThat(again.exitValue()).isZero();
                assertThat(world.number("select count(*) from invoice where status = 'draft'"))
                        .isZero();
            }
            assertThat(killed).isPositive();
            assertThatBooksBalance(world.database());
            assertThat(world.number("select count(*) from audit_entry where action = 'invoice.finalise'")
                            .intValue())
                    .isEqualTo(rounds * INVOICES);
        }
    }

    private long millisWithNothingToDo(BilledWorld world) throws Exception {
        long start = System.nanoTime();
        Process process = start(world, "finalise", "--period", "2025-01");
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    /** So that the same months can be billed again. */
    private static void voidAll(BilledWorld world) {
        var life = new InvoiceLife(world.database(), world.clock());
        world.invoices().each(null, false, invoice -> {
            if (invoice.status() == InvoiceStatus.FINAL) {
                life.makeVoid(invoice.id(), "once more");
            }
        });
    }

    private Process start(BilledWorld world, String... arguments) throws IOException {
        return CommandProcess.on(world.test().name(), folder, arguments)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
