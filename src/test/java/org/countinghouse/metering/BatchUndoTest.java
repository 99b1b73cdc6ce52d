package org.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import can be taken back as a whole, and its file imported again. */
class BatchUndoTest {
    private static final Why WHY = Why.of("wrong file");

    @TempDir
    private Path folder;

    private MeteredWorld world;
    private BatchUndo undo;

    @BeforeEach
    void open() {
        world = MeteredWorld.in(folder);
        undo = new BatchUndo(world.database(), BilledUsage.NONE);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void undoneEventsCountNowhereAndTheSameFileMayComeAgain() {
        world.run(world.file("other.csv", """
                id,customer,event,time,quantity,region
                x,acme,api_call,2026-08-31T20:00:00Z,1000,eu
                """));
        Path file = world.file("wrong.jsonl", String.join("\n", ImportFaultsTest.rows(500)));
        String before = readings();
        var report = world.run(file);
        String imported = readings();
        assertThat(undo.preview(report.batchId()).events()).isEqualTo(500);
        var undone = undo.undo(report.batchId(), WHY, Progress.NONE);
        assertThat(undone.events()).isEqualTo(500);
        assertThat(undone.customers()).isEqualTo(2);
        assertThat(readings()).isEqualTo(before);
        assertThat(world.rollupDifferences()).isZero();
        assertThat(undo.undo(report.batchId(), WHY, Progress.NONE).repeated()).isTrue();
        for (int round = 0; round < 3; round++) {
            var again = world.run(file, ImportOptions.DEFAULT.withBatchSize(100));
            assertThat(again.accepted()).isEqualTo(500);
            assertThat(again.conflicts()).isZero();
            assertThat(readings()).isEqualTo(imported);
            assertThat(world.run(file).duplicates()).as("a repeat").isEqualTo(500);
            assertThat(readings()).isEqualTo(imported);
            undo.undo(again.batchId(), WHY, Progress.NONE);
            assertThat(readings()).isEqualTo(before);
        }
        assertRebuildChangesNothing();
    }

    @Test
    void correctionsOfItsEventsGoWithIt() {
        var corrections = new UsageCorrections(world.database(), MeteredWorld.CLOCK, BilledUsage.NONE);
        Path file = world.file("wrong.csv", """
                id,customer,event,time,quantity,region
                1,acme,api_call,2026-10-03T10:00:00Z,1,eu
                2,acme,api_call,2026-10-03T10:00:00Z,2,eu
                3,acme,api_call,2026-10-03T10:00:00Z,4,eu
                """);
        long batch = world.run(file).batchId();
        corrections.amend("acme", "1", Amendment.ofQuantity(new BigDecimal("100")), WHY);
        corrections.cancel("acme", "2", WHY);
        assertThat(calls()).isEqualByComparingTo("104");
        assertThat(undo.undo(batch, WHY, Progress.NONE).events()).isEqualTo(2);
        assertThat(calls()).isZero();
        UsageCorrectionsTest.assertFails(
                "usage.event.undone", () -> corrections.amend("acme", "1", Amendment.ofQuantity(BigDecimal.ONE), WHY));
        var again = world.run(file);
        assertThat(again.accepted()).isEqualTo(2);
        assertThat(again.duplicates()).as("cancelled stays cancelled").isEqualTo(1);
        assertThat(calls()).isEqualByComparingTo("5");
        corrections.amend("acme", "1", Amendment.ofQuantity(BigDecimal.TEN), WHY);
        assertThat(calls()).isEqualByComparingTo("14");
        assertThat(corrections.history("acme", "1")).hasSize(4);
        assertRebuildChangesNothing();
    }

    @Test
    void aBetterFileWithTheSameIdsIsTaken() {
        long batch = world.run(world.file("wrong.csv", """
                id,customer,event,time,quantity,region
                1,acme,api_call,2026-10-03T10:00:00Z,1,eu
                """)).batchId();
        undo.undo(batch, WHY, Progress.NONE);
        var better = world.run(world.file("better.csv", """
                id,customer,event,time,quantity,region
                1,acme,api_call,2026-10-04T10:00:00Z,3,eu
                """));
        assertThat(better.accepted()).isEqualTo(1);
        assertThat(better.conflicts()).isZero();
        assertThat(calls()).isEqualByComparingTo("3");
    }

    @Test
    void anImportThatRunsCannotGoOnWhenItIsUndone() {
        Path file = world.file("long.jsonl", String.join("\n", ImportFaultsTest.rows(30)));
        var undoing = new Progress() {
            @Override
            public void report(String step, long done, long total) {
                long batch = world.number("select max(id) from import_batch").longValueExact();
                undo.undo(batch, WHY, Progress.NONE);
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        };
        var importing = new UsageImport(world.database(), MeteredWorld.CLOCK);
        UsageCorrectionsTest.assertFails(
                "usage.batch.undone", () -> importing.run(file, ImportOptions.DEFAULT.withBatchSize(10), undoing));
        assertThat(calls()).isZero();
        assertThat(world.run(file).accepted()).isEqualTo(30);
    }

    @Test
    void billedUsageIsRefusedUnlessSaidOtherwise() {
        var billed = new BatchUndo(world.database(), (connection, usage) -> {
            assertThat(usage)
                    .containsExactly(new BilledUsage.Used(
                            world.customer("acme"), "api_call", Instant.parse("2026-10-03T10:00:00Z")));
            return List.of("R-1");
        });
        long batch = world.run(world.file("billed.csv", """
                id,customer,event,time,quantity,region
                1,acme,api_call,2026-10-03T10:07:00Z,1,eu
                2,acme,api_call,2026-10-03T10:08:00Z,1,eu
                """)).batchId();
        UsageCorrectionsTest.assertFails("usage.billed", () -> billed.undo(batch, WHY, Progress.NONE));
        assertThat(billed.undo(batch, WHY.withBilled(), Progress.NONE).invoices())
                .containsExactly("R-1");
        UsageCorrectionsTest.assertFails("usage.batch.unknown", () -> undo.preview(999));
    }

    private void assertRebuildChangesNothing() {
        String before = world.state();
        new RollupRebuild(world.database()).run(new Meters(world.database(), MeteredWorld.CLOCK).all(), Progress.NONE);
        assertThat(world.state()).isEqualTo(before);
    }

    private BigDecimal calls() {
        return world.number("select sum(quantity) from usage_rollup where meter_code = 'calls'");
    }

    private String readings() {
        return world.database().read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("""
                            select coalesce(string_agg(concat_ws(' ', customer_id, meter_code, hour, dimensions,
                                trim_scale(quantity), events), ';' order by customer_id, meter_code, hour, dimensions), '')
                            from usage_rollup where events > 0""")) {
                row.next();
                return row.getString(1);
            }
        });
    }
}
