package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.countinghouse.CommandProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program as a process of its own, killed (-9) while it drafts invoices for several subscriptions, and then while it
 * makes them final: a payer has one invoice a period with all of its parts, each part is in one invoice, numbers have no
 * gap.
 */
@Timeout(900)
class ConsolidatedKillTest {
    private static final int PAYERS = 120;

    @TempDir
    private Path folder;

    @Test
    void everyPartIsCollectedOnce() throws Exception {
        killAndRepeat(5);
    }

    @Test
    @Tag("faults")
    @Timeout(14_400)
    void everyPartIsCollectedOnceAfterAHundredKills() throws Exception {
        killAndRepeat(100);
    }

    private void killAndRepeat(int rounds) throws Exception {
        var random = new Random(15);
        try (var world = BilledWorld.fresh()) {
            ConsolidatedKills.fill(world.database(), PAYERS);
            long whole = millisWithNothingToDo(world);
            int killed = 0;
            for (int round = 0; round < rounds; round++) {
                String period = ConsolidatedKills.period(world.database(), world.clock(), round);
                var month = BillingPeriod.parse(period);
                for (String step : List.of("bill", "finalise")) {
                    Process process = start(world, step, "--period", period);
                    if (!process.waitFor(whole * (40 + random.nextInt(90)) / 100, TimeUnit.MILLISECONDS)) {
                        process.destroyForcibly().waitFor();
                        killed++;
                    }
                    ConsolidatedKills.assertWhole(world.database());
                    world.draft(month);
                }
                world.finalising().finalise(world.invoices().draftsOf(month));
                ConsolidatedKills.assertDone(world.database(), period, PAYERS);
            }
            assertThat(killed).as("killed before it was done").isPositive();
            assertThatBooksBalance(world.database());
        }
    }

    private long millisWithNothingToDo(BilledWorld world) throws Exception {
        long start = System.nanoTime();
        Process process = start(world, "finalise", "--period", "2025-01");
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
