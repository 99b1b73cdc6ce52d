package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import org.countinghouse.customers.BillingEntity;
import org.countinghouse.metering.MeteredWorld;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.countinghouse.workspace.Workspace;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The database killed (-9) while invoices for several subscriptions are drafted and made final. */
@Timeout(600)
class ConsolidatedDatabaseKillTest {
    private static final int PAYERS = 60;

    @TempDir
    private Path folder;

    @Test
    void everyPartIsCollectedOnce() throws Exception {
        killAndRecover(5);
    }

    @Test
    @Tag("faults")
    @Timeout(7_200)
    void everyPartIsCollectedOnceAfterAHundredKills() throws Exception {
        killAndRecover(100);
    }

    private void killAndRecover(int rounds) throws Exception {
        var random = new Random(16);
        long whole;
        try (var workspace = new ServerToKill(folder).open()) {
            fill(workspace);
            // This one loads the program, the next one measures.
            bill(workspace, "2026-10");
            long start = System.nanoTime();
            bill(workspace, "2026-09");
            whole = (System.nanoTime() - start) / 1_000_000;
        }
        int interrupted = 0;
        String period = null;
        for (int round = 0; round < rounds; round++) {
            try (var workspace = new ServerToKill(folder).open();
                    var thread = Executors.newSingleThreadExecutor()) {
                goOn(workspace, period);
                String next = ConsolidatedKills.period(workspace.database(), workspace.clock(), round);
                var billing = thread.submit(() -> {
                    try {
                        bill(workspace, next);
                        return true;
                    } catch (Failure away) {
                        return false;
                    }
                });
                Thread.sleep(whole * (5 + random.nextInt(65)) / 100);
                new ServerToKill(folder).kill();
                interrupted += billing.get() ? 0 : 1;
                period = next;
            }
        }
        try (var workspace = new ServerToKill(folder).open()) {
            goOn(workspace, period);
        }
        assertThat(interrupted).as("runs that were killed before their end").isPositive();
    }

    /** With what a kill has left. */
    private static void goOn(Workspace workspace, @Nullable String period) {
        ConsolidatedKills.assertWhole(workspace.database());
        if (period != null) {
            bill(workspace, period);
            ConsolidatedKills.assertDone(workspace.database(), period, PAYERS);
            assertThatBooksBalance(workspace.database());
        }
    }

    /** Drafts a month and makes it final. */
    private static void bill(Workspace workspace, String period) {
        var report = workspace.billingRuns().run(BillingPeriod.parse(period), false, Progress.NONE);
        assertThat(report.failures()).isEmpty();
        workspace.finalising().finalise(workspace.invoices().draftsOf(BillingPeriod.parse(period)));
    }

    private static void fill(Workspace workspace) throws IOException {
        var json = new ObjectMapper();
        workspace.meters().saveAll(json.readTree(MeteredWorld.METERS));
        workspace.plans().publish(json.readTree("""
                {"code":"mixed","name":"Mixed","currency":"EUR","interval":{"unit":"month","count":1},"anchor":"calendar",
                 "trial_days":0,"fees":[{"code":"base","name":"Base fee","amount":"33.33","quantity":"1",
                   "timing":"arrears","proration":"none"}],"charges":[{"code":"calls","name":"Calls","meter":"calls",
                   "price":{"model":"per_unit","unit_amount":"0.01"}}]}"""), LocalDate.of(2026, 1, 1));
        workspace
                .customers()
                .save(new BillingEntity(
                        "main",
                        "Seller",
                        "",
                        "DE",
                        "",
                        "",
                        "",
                        14,
                        "R-",
                        List.of(new BillingEntity.TaxRate("VAT", BigDecimal.valueOf(19), "standard", "DE"))));
        ConsolidatedKills.fill(workspace.database(), PAYERS);
    }
}
