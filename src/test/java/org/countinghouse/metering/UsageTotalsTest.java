package org.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Totals of all customers are the sums of their readings, folded or not, whoever is at work. */
class UsageTotalsTest {
    private static final String SUM = "select sum(quantity) from usage_total where meter_code = 'calls'";
    private static final String LOOSE = "select count(*) from usage_total where not folded";

    @TempDir
    private Path folder;

    private MeteredWorld world;

    @BeforeEach
    void open() {
        world = MeteredWorld.in(folder);
        world.customers("blue", "green");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void foldingWhileUsageComesInChangesNoSum() throws Exception {
        try (var intake = new UsageIntake(world.database(), MeteredWorld.CLOCK);
                var threads = Executors.newFixedThreadPool(6)) {
            var work = new ArrayList<Callable<Boolean>>();
            for (int caller = 0; caller < 4; caller++) {
                String prefix = "c" + caller + "-";
                String customer = caller % 2 == 0 ? "blue" : "green";
                work.add(() -> {
                    for (int i = 0; i < 50; i++) {
                        take(intake, customer, prefix + i, i % 3);
                    }
                    return true;
                });
            }
            for (int folder = 0; folder < 2; folder++) {
                work.add(() -> {
                    for (int i = 0; i < 40; i++) {
                        UsageTotals.fold(world.database());
                    }
                    return true;
                });
            }
            for (var done : threads.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
            assertThat(world.number(SUM)).isEqualByComparingTo("400");
            assertThat(world.rollupDifferences()).isZero();
        }
        assertThat(world.number(LOOSE)).as("folded at the end").isZero();
        assertThat(world.number("select count(*) from usage_total where meter_code = 'calls'"))
                .as("a row for each of three hours")
                .isEqualByComparingTo("3");
        assertThat(world.number(SUM)).isEqualByComparingTo("400");
    }

    @Test
    void rebuildingReadingsRebuildsTotals() {
        world.run(world.file("a.csv", """
                id,customer,event,time,quantity,region
                1,blue,api_call,2026-10-01T10:00:00Z,5,eu
                2,green,api_call,2026-10-01T10:30:00Z,7,eu
                3,green,api_call,2026-10-01T11:30:00Z,1,us
                """));
        var meters = new org.countinghouse.storage.catalog.Meters(world.database(), MeteredWorld.CLOCK).all();

        new RollupRebuild(world.database()).run(meters, org.countinghouse.work.Progress.NONE);

        assertThat(world.number(SUM)).isEqualByComparingTo("13");
        assertThat(world.rollupDifferences()).isZero();
        UsageTotals.fold(world.database());
        assertThat(world.number(LOOSE)).isZero();
        assertThat(world.rollupDifferences()).isZero();
    }

    private static void take(UsageIntake intake, String customer, String id, int hour) {
        String event =
                "{\"customer\":\"%s\",\"id\":\"%s\",\"event\":\"api_call\",\"time\":\"2026-11-01T1%d:00:00Z\",\"quantity\":2}"
                        .formatted(customer, id, hour);
        var rows = UsageDocument.read(event.getBytes(StandardCharsets.UTF_8), null, MeteredWorld.CLOCK.instant());
        assertThat(intake.take(rows, null))
                .singleElement()
                .satisfies(result -> assertThat(result.outcome()).isEqualTo(IntakeResult.Outcome.STORED));
    }
}
