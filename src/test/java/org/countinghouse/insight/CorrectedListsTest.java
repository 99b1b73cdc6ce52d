package org.countinghouse.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.countinghouse.catalog.Meter;
import org.countinghouse.metering.Amendment;
import org.countinghouse.metering.BatchUndo;
import org.countinghouse.metering.BilledUsage;
import org.countinghouse.metering.MeteredWorld;
import org.countinghouse.metering.UsageCorrections;
import org.countinghouse.metering.Why;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists and charts show the usage that counts, and say what a correction made of it. */
class CorrectedListsTest {
    private static final TimeRange DAY =
            new TimeRange(Instant.parse("2026-10-03T00:00:00Z"), Instant.parse("2026-10-04T00:00:00Z"));
    private static final Why WHY = Why.of("test");

    @TempDir
    private Path folder;

    @Test
    void eventsThatCountAreListedWithTheirCorrectionAndImportsWithTheirUndoing() {
        try (var world = MeteredWorld.in(folder)) {
            long batch = world.run(world.file("usage.csv", """
                            id,customer,event,time,quantity,region
                            1,acme,api_call,2026-10-03T10:00:00Z,1,eu
                            2,acme,api_call,2026-10-03T10:10:00Z,2,eu
                            3,acme,api_call,2026-10-03T10:20:00Z,4,eu
                            """)).batchId();
            var corrections = new UsageCorrections(world.database(), MeteredWorld.CLOCK, BilledUsage.NONE);
            corrections.amend("acme", "1", Amendment.ofQuantity(BigDecimal.TEN), WHY);
            corrections.cancel("acme", "2", WHY);
            Meter calls = meter(world, "calls");
            var events = UsageEventList.of(world.database(), calls, DAY, UsageScope.ALL);
            assertThat(events.page(Filter.ALL, List.of(), null, 0, 10).rows())
                    .extracting(UsageEventRow::eventId, UsageEventRow::correction)
                    .containsExactlyInAnyOrder(tuple("1", "amend"), tuple("3", ""));
            assertThat(events.totals(Filter.ALL).sums().get("quantity")).isEqualByComparingTo("14");
            var series = new UsageQueries(world.database())
                    .series(new UsageQuestion(
                            calls, DAY, ZoneOffset.UTC, Granularity.HOUR, new Grouping.None(), UsageScope.ALL));
            assertThat(series.total().points().get(10).quantity()).isEqualByComparingTo("14");
            new BatchUndo(world.database(), BilledUsage.NONE).undo(batch, WHY, Progress.NONE);
            assertThat(events.totals(Filter.ALL).rows()).isZero();
            ImportBatchRow row = ImportBatchList.of(world.database())
                    .page(Filter.ALL, List.of(), null, 0, 10)
                    .rows()
                    .getFirst();
            assertThat(row.undoneAt()).isNotNull();
            assertThat(row.undoneBy()).isNotEmpty();
        }
    }

    private static Meter meter(MeteredWorld world, String code) {
        return new Meters(world.database(), MeteredWorld.CLOCK)
                .all().stream()
                        .filter(meter -> meter.code().equals(code))
                        .findFirst()
                        .orElseThrow();
    }
}
