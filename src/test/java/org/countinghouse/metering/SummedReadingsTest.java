package org.countinghouse.metering;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.countinghouse.catalog.Meter;
import org.countinghouse.rating.Reading;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is billed from sums of days and months is what the hours come to, to the last digit. */
class SummedReadingsTest {
    private static final Instant SEPTEMBER = Instant.parse("2026-09-01T00:00:00Z");
    private static final int HOURS = 62 * 24;
    private static final int CUSTOMERS = 6;
    private static final Why WHY = Why.of("test");

    @TempDir
    private Path folder;

    private final Random random = new Random(11);
    private MeteredWorld world;
    private UsageUpkeep upkeep;
    private UsageReadings readings;
    private List<Meter> meters;

    @BeforeEach
    void open() {
        world = MeteredWorld.in(folder);
        for (int i = 0; i < CUSTOMERS; i++) {
            world.customers("c" + i);
        }
        upkeep = new UsageUpkeep(world.database(), MeteredWorld.CLOCK);
        readings = new UsageReadings(world.database());
        meters = new Meters(world.database(), MeteredWorld.CLOCK)
                .all().stream()
                        .filter(meter -> meter.eventType().equals("api_call"))
                        .toList();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void totalsAreTheSameHoweverTheyAreReadAndWhateverHappensToTheUsage() {
        usage("a", 2_000);
        assertSame();
        upkeep.run(0, Progress.NONE);
        assertSame();
        var late = usage("late", 300);
        assertSame();
        var corrections = new UsageCorrections(world.database(), MeteredWorld.CLOCK, BilledUsage.NONE);
        corrections.amend("c1", "a-1", Amendment.ofQuantity(new BigDecimal("123.456")), WHY);
        corrections.cancel("c3", "a-3", WHY);
        assertSame();
        new BatchUndo(world.database(), BilledUsage.NONE).undo(late.batchId(), WHY, Progress.NONE);
        assertSame();
        new RollupRebuild(world.database()).run(meters, Instant.parse("2026-10-10T00:00:00Z"), Progress.NONE);
        assertSame();
        upkeep.run(0, Progress.NONE);
        assertSame();
    }

    @Test
    void aWholeMonthIsReadFromItsSumAndSaysSo() {
        usage("a", 600);
        Instant october = Instant.parse("2026-10-01T00:00:00Z");
        Instant november = Instant.parse("2026-11-01T00:00:00Z");
        assertThat(ask("c1", october, november, true)).allMatch(reading -> reading.hours() > 0);
        upkeep.run(0, Progress.NONE);
        var before = ask("c1", october, november, true);
        assertThat(before)
                .hasSize(3)
                .allMatch(reading -> reading.hours() == 0 && reading.from().equals(october));
        assertThat(ask("c1", october, november.minusSeconds(3_600), true))
                .as("a month that is not whole: its days and the hours of the last one")
                .allMatch(reading -> reading.hours() == 0);
        assertThat(ask("c1", october, october.plusSeconds(7_200), true)).allMatch(reading -> reading.hours() > 0);
    }

    @Test
    void whatWasTakenBackWhollyIsNoReading() {
        var all = usage("a", 100);
        upkeep.run(0, Progress.NONE);
        new BatchUndo(world.database(), BilledUsage.NONE).undo(all.batchId(), WHY, Progress.NONE);
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            assertThat(ask("c" + customer, SEPTEMBER, SEPTEMBER.plus(Duration.ofHours(HOURS)), true))
                    .isEmpty();
        }
    }

    private void assertSame() {
        for (int question = 0; question < 60; question++) {
            int from = random.nextInt(4) == 0 ? 0 : random.nextInt(HOURS);
            int to = from + 1 + (random.nextInt(4) == 0 ? 30 * 24 - 1 : random.nextInt(HOURS));
            Instant since = SEPTEMBER.plus(Duration.ofHours(from));
            Instant until = SEPTEMBER.plus(Duration.ofHours(to));
            String customer = "c" + random.nextInt(CUSTOMERS);
            assertThat(sums(ask(customer, since, until, true)))
                    .as("%s from %s to %s", customer, since, until)
                    .isEqualTo(sums(ask(customer, since, until, false)));
        }
    }

    /** Two questions at once: their meters keep different properties. */
    private List<Reading> ask(String customer, Instant from, Instant to, boolean totals) {
        long id = world.customer(customer);
        var questions = meters.stream()
                .map(meter -> new UsageReadings.Question(
                        id, List.of(meter), Set.copyOf(meter.dimensions()), from, to, totals))
                .toList();
        return readings.of(questions).stream()
                .flatMap(answer -> answer.readings().stream())
                .toList();
    }

    /** Quantity and number of events by meter and properties. */
    private static Map<String, String> sums(List<Reading> readings) {
        var sums = new TreeMap<String, String>();
        readings.stream()
                .collect(groupingBy(reading -> reading.meter() + reading.properties()))
                .forEach((what, all) -> sums.put(what, sum(all)));
        return sums;
    }

    private static String sum(List<Reading> readings) {
        BigDecimal quantity = readings.stream().map(Reading::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal count = readings.stream().map(Reading::count).reduce(BigDecimal.ZERO, BigDecimal::add);
        return quantity.stripTrailingZeros().toPlainString() + " in "
                + count.stripTrailingZeros().toPlainString();
    }

    private ImportReport usage(String prefix, int events) {
        var csv = new StringBuilder("id,customer,event,time,quantity,region\n");
        for (int i = 0; i < events; i++) {
            csv.append("%s-%d,c%d,api_call,%s,%d.%03d,%s%n"
                    .formatted(
                            prefix,
                            i,
                            i % CUSTOMERS,
                            SEPTEMBER.plusSeconds(random.nextInt(HOURS * 3_600)),
                            random.nextInt(50),
                            random.nextInt(1_000),
                            random.nextBoolean() ? "eu" : "us"));
        }
        return world.run(world.file(prefix + ".csv", csv.toString()));
    }
}
