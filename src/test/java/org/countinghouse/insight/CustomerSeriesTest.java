package org.countinghouse.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.countinghouse.catalog.Meter;
import org.countinghouse.metering.Amendment;
import org.countinghouse.metering.BatchUndo;
import org.countinghouse.metering.BilledUsage;
import org.countinghouse.metering.MeteredWorld;
import org.countinghouse.metering.RollupRebuild;
import org.countinghouse.metering.UsageCorrections;
import org.countinghouse.metering.UsageDocument;
import org.countinghouse.metering.UsageIntake;
import org.countinghouse.metering.UsageRetention;
import org.countinghouse.metering.UsageUpkeep;
import org.countinghouse.metering.Why;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sums of days and months give what the hourly readings give, to the last digit, whatever happens to the usage. */
class CustomerSeriesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Why WHY = Why.of("test");

    @TempDir
    private Path folder;

    private MeteredWorld world;
    private UsageUpkeep upkeep;
    private Meter calls;
    private Meter count;

    @BeforeEach
    void open() {
        world = MeteredWorld.in(folder);
        for (int i = 0; i < 12; i++) {
            world.customers("c" + i);
        }
        upkeep = new UsageUpkeep(world.database(), MeteredWorld.CLOCK);
        calls = meter("calls");
        count = meter("call_count");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void chartsAreTheSameBeforeAndAfterSummingUp() {
        usage("a", 3_000, 12);
        assertThat(ready()).isZero();
        assertSame();
        upkeep.run(0, Progress.NONE);
        assertThat(ready())
                .as("two months, and days of September, October and November")
                .isGreaterThan(60);
        assertSame();
    }

    @Test
    void nineCustomersHaveALineEach() {
        usage("a", 300, 9);
        upkeep.run(0, Progress.NONE);
        assertSame();
        assertThat(ask(question(calls, "2026-09-01", "2026-11-01", ZoneOffset.UTC, Granularity.MONTH))
                        .lines())
                .hasSize(9)
                .allMatch(line -> line.kind() == UsageSeries.Kind.VALUE);
    }

    @Test
    void lateUsageCorrectionsUndoAndRebuildAreInTheSums() {
        usage("base", 400, 12);
        var first = usage("a", 1_000, 12);
        upkeep.run(0, Progress.NONE);
        long ready = ready();

        var late = usage("late", 500, 12);
        assertSame();
        var corrections = new UsageCorrections(world.database(), MeteredWorld.CLOCK, BilledUsage.NONE);
        corrections.amend("c1", "a-1", Amendment.ofQuantity(new BigDecimal("123.456")), WHY);
        corrections.amend("c2", "a-2", Amendment.ofQuantity(new BigDecimal("0.001")), WHY);
        corrections.cancel("c3", "a-3", WHY);
        assertSame();
        var undo = new BatchUndo(world.database(), BilledUsage.NONE);
        undo.undo(late.batchId(), WHY, Progress.NONE);
        assertThat(ready()).as("nothing had to be summed up again").isEqualTo(ready);
        assertSame();
        undo.undo(first.batchId(), WHY, Progress.NONE);
        assertSame();
        usage("again", 1_500, 12);
        assertSame();

        new RollupRebuild(world.database()).run(List.of(calls), Instant.parse("2026-10-10T00:00:00Z"), Progress.NONE);
        assertThat(ready())
                .as("from the tenth on, and the month around it, nothing is ready")
                .isEqualTo(1 + 30 + 9);
        assertSame();
        upkeep.run(0, Progress.NONE);
        assertThat(ready()).isEqualTo(ready);
        assertSame();
    }

    @Test
    void sumsStayWhenEventsGo() throws Exception {
        world.run(world.file("old.csv", """
                id,customer,event,time,quantity,region
                1,c1,api_call,2020-03-05T10:00:00Z,5,eu
                2,c2,api_call,2020-03-05T11:00:00Z,6,us
                3,c2,api_call,2020-04-05T11:00:00Z,7,us
                """));
        upkeep.run(0, Progress.NONE);
        var retention = new UsageRetention(world.database());
        retention.keep("calls", 12);
        retention.keep("call_count", 12);
        assertThat(upkeep.run(0, Progress.NONE).removed()).isEqualTo(3);
        assertThat(MeteredWorld.summaryDifferences(world.database())).isZero();
        var series = ask(question(calls, "2020-01-01", "2020-06-01", ZoneOffset.UTC, Granularity.MONTH));
        assertThat(series.total().sum().quantity()).isEqualByComparingTo("18");
        assertThat(series.lines().getFirst().sum().quantity()).isEqualByComparingTo("13");
    }

    @Test
    void summingUpWhileUsageComesInMissesNothing() throws Exception {
        try (var intake = new UsageIntake(world.database(), MeteredWorld.CLOCK);
                var threads = Executors.newFixedThreadPool(5)) {
            var work = new ArrayList<Callable<Boolean>>();
            for (int caller = 0; caller < 3; caller++) {
                int number = caller;
                work.add(() -> {
                    for (int i = 0; i < 60; i++) {
                        take(intake, "c" + (i + number) % 12, number + "-" + i, 1 + i % 20);
                    }
                    return true;
                });
            }
            for (int clerk = 0; clerk < 2; clerk++) {
                work.add(() -> {
                    for (int i = 0; i < 8; i++) {
                        upkeep.run(0, Progress.NONE);
                    }
                    return true;
                });
            }
            for (var done : threads.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
        }
        upkeep.run(0, Progress.NONE);
        assertThat(ready()).isEqualTo(21);
        assertThat(world.rollupDifferences()).isZero();
        assertSame();
    }

    private static void take(UsageIntake intake, String customer, String id, int day) {
        String event = "{\"customer\":\"%s\",\"id\":\"%s\",\"event\":\"api_call\",\"time\":\"2026-10-%02dT10:00:00Z\"}"
                .formatted(customer, id, day);
        var rows = UsageDocument.read(event.getBytes(StandardCharsets.UTF_8), null, MeteredWorld.CLOCK.instant());
        assertThat(intake.take(rows, null)).hasSize(1);
    }

    /** Usage of September, October and the first of November. */
    private org.countinghouse.metering.ImportReport usage(String prefix, int events, int customers) {
        var random = new Random(events);
        var csv = new StringBuilder("id,customer,event,time,quantity,region\n");
        Instant start = Instant.parse("2026-09-01T00:00:00Z");
        for (int i = 0; i < events; i++) {
            csv.append(prefix)
                    .append('-')
                    .append(i)
                    .append(",c")
                    .append(i % customers)
                    .append(",api_call,");
            csv.append(start.plusSeconds(random.nextInt(62 * 86_400 - 3_600))).append(',');
            csv.append(random.nextInt(50)).append('.').append(random.nextInt(1_000));
            csv.append(random.nextBoolean() ? ",eu\n" : ",us\n");
        }
        return world.run(world.file(prefix + ".csv", csv.toString()));
    }

    /** Every chart as the hourly readings alone give it. */
    private void assertSame() {
        assertThat(MeteredWorld.summaryDifferences(world.database())).isZero();
        for (UsageQuestion question : List.of(
                question(calls, "2026-09-01", "2026-11-01", ZoneOffset.UTC, Granularity.MONTH),
                question(count, "2026-08-01", "2026-12-01", ZoneOffset.UTC, Granularity.MONTH),
                question(calls, "2026-09-01", "2026-11-01", BERLIN, Granularity.MONTH),
                question(calls, "2026-09-10", "2026-10-20", BERLIN, Granularity.DAY),
                question(calls, "2026-10-24", "2026-10-31", ZoneOffset.UTC, Granularity.HOUR))) {
            assertThat(ask(question))
                    .as(question.toString())
                    .isEqualTo(world.database().read(connection -> SeriesReader.read(connection, question)));
        }
    }

    private UsageSeries ask(UsageQuestion question) {
        assertThat(question.comparesCustomers()).isTrue();
        return new UsageQueries(world.database()).series(question);
    }

    private static UsageQuestion question(Meter meter, String from, String to, ZoneId zone, Granularity granularity) {
        var range = new TimeRange(
                java.time.LocalDate.parse(from).atStartOfDay(zone).toInstant(),
                java.time.LocalDate.parse(to).atStartOfDay(zone).toInstant());
        var scope = meter.code().equals("calls") && granularity == Granularity.DAY
                ? new UsageScope(null, Map.of("region", "eu"))
                : UsageScope.ALL;
        return new UsageQuestion(meter, range, zone, granularity, new Grouping.ByCustomer(), scope);
    }

    private Meter meter(String code) {
        return new Meters(world.database(), MeteredWorld.CLOCK)
                .all().stream()
                        .filter(meter -> meter.code().equals(code))
                        .findFirst()
                        .orElseThrow();
    }

    private long ready() {
        return world.number("select count(*) from usage_summary_span where ready")
                .longValueExact();
    }
}
