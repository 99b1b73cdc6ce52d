package org.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.MeterJson;
import org.countinghouse.rating.Reading;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What billing gets to see of the stored usage. */
class UsageReadingsTest {
    private static final Instant FROM = Instant.parse("2026-10-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-11-01T00:00:00Z");
    private static final Meter CALLS = meter("""
            {"code":"calls","aggregation":"sum","event":"api_call","dimensions":["region"]}""");
    private static final Meter PEAK = meter("""
            {"code":"peak","aggregation":"max","event":"api_call"}""");

    @TempDir
    private Path folder;

    private MeteredWorld world;
    private UsageReadings readings;
    private long acme;

    @BeforeEach
    void open() {
        world = MeteredWorld.in(folder);
        readings = new UsageReadings(world.database());
        acme = world.customer("acme");
        world.run(
                world.file("usage.csv", """
                id,customer,event,time,quantity,region,price
                1,acme,api_call,2026-09-30T23:59:59.999999Z,1,eu,
                2,acme,api_call,2026-10-01T00:00:00Z,2,eu,1e-7
                3,acme,api_call,2026-10-01T00:59:59Z,4,eu,
                4,acme,api_call,2026-10-31T23:30:00Z,8,,
                5,acme,api_call,2026-11-01T00:00:00Z,16,eu,
                6,umbrella,api_call,2026-10-05T00:00:00Z,32,eu,
                7,acme,stored,2026-09-01T00:00:00Z,100,eu,
                8,acme,stored,2026-10-10T00:00:00Z,-30,eu,
                """),
                new ImportOptions(
                        null, java.util.Map.of(), null, java.nio.charset.StandardCharsets.UTF_8, null, false, true, 3));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void hourlyReadingsServeWhenTheyKeepWhatThePlanTellsApart() {
        PeriodUsage usage = readings.of(acme, List.of(CALLS), Set.of("region"), FROM, TO);
        assertThat(usage.events()).isEmpty();
        assertThat(usage.readings())
                .extracting(
                        Reading::from,
                        reading -> reading.properties().get("region"),
                        reading -> reading.quantity().intValueExact())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(FROM, "eu", 6),
                        org.assertj.core.groups.Tuple.tuple(Instant.parse("2026-10-31T23:00:00Z"), null, 8));
    }

    @Test
    void eventsServeWhenAPropertyOrABoundNeedsThem() {
        assertEvents(readings.of(acme, List.of(CALLS), Set.of("region", "price"), FROM, TO), "2", "3", "4");
        assertEvents(
                readings.of(acme, List.of(CALLS), Set.of("region"), FROM.plusSeconds(1800), TO.plusSeconds(1)),
                "3",
                "4",
                "5");
    }

    @Test
    void smallNumbersArePlainText() {
        PeriodUsage usage = readings.of(acme, List.of(CALLS), Set.of("price"), FROM, TO);
        assertThat(usage.events().getFirst().properties().get("price")).isEqualTo("1e-7");
    }

    @Test
    void metersOfOneEventTypeAreServedAlike() {
        PeriodUsage usage = readings.of(acme, List.of(CALLS, PEAK), Set.of(), FROM, TO);
        assertThat(usage.readings()).isEmpty();
        assertEvents(usage, "2", "3", "4");
    }

    @Test
    void levelsThatCarryOverAreReadFromTheirBeginning() {
        Meter storage = meter("""
                {"code":"storage","aggregation":"sum","event":"stored","carry_over":true}""");
        PeriodUsage usage = readings.of(acme, List.of(storage, CALLS), Set.of(), FROM, TO);
        assertThat(usage.readings())
                .filteredOn(reading -> reading.meter().equals("storage"))
                .extracting(reading -> reading.quantity().intValueExact())
                .containsExactly(100, -30);
        assertThat(usage.readings())
                .filteredOn(reading -> reading.meter().equals("calls"))
                .hasSize(2);
    }

    @Test
    void readingsOfANewMeterAreWorkedOutFromStoredEvents() throws Exception {
        Meters meters = new Meters(world.database(), MeteredWorld.CLOCK);
        meters.saveAll(new ObjectMapper().readTree("""
                [{"code":"calls","aggregation":"sum","event":"api_call","dimensions":["price"]},
                 {"code":"late","aggregation":"count","event":"api_call"}]"""));
        var changed = meters.all().stream()
                .filter(meter -> Set.of("calls", "late").contains(meter.code()))
                .toList();
        new RollupRebuild(world.database()).run(changed, Progress.NONE);
        assertThat(sum("late")).isEqualByComparingTo("6");
        assertThat(sum("calls")).isEqualByComparingTo("63");
        assertThat(sum("storage")).isEqualByComparingTo("70");
        assertThat(world.rollupDifferences()).isZero();
        String before = world.state();
        new RollupRebuild(world.database()).run(changed, Progress.NONE);
        assertThat(world.state()).isEqualTo(before);
        PeriodUsage usage = readings.of(acme, changed, Set.of(), FROM, TO);
        assertThat(usage.events()).isEmpty();
        assertThat(usage.readings())
                .allSatisfy(reading -> assertThat(reading.count()).isPositive());
    }

    @Test
    void anImportStopsWhenMetersChangeUnderIt() {
        Path file = world.file("long.jsonl", String.join("\n", ImportFaultsTest.rows(30)));
        var changing = new Progress() {
            @Override
            public void report(String step, long done, long total) {
                try {
                    new Meters(world.database(), MeteredWorld.CLOCK).saveAll(new ObjectMapper().readTree("""
                            {"code":"late","aggregation":"count","event":"api_call"}"""));
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        };
        var options = ImportOptions.DEFAULT.withBatchSize(10);
        var usageImport = new UsageImport(world.database(), MeteredWorld.CLOCK);
        assertThatThrownBy(() -> usageImport.run(file, options, changing))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("usage.meters-changed"));
        ImportReport again = world.run(file, options);
        assertThat(again.accepted())
                .as("the batch that was under way is stored, or not, as it met the change")
                .isIn(20L, 30L);
        assertThat(again.accepted() + again.duplicates()).isEqualTo(30);
        assertThat(sum("late"))
                .as("whatever is stored after the change counts for the new meter")
                .isEqualByComparingTo(BigDecimal.valueOf(again.accepted()));
    }

    private BigDecimal sum(String meter) {
        return world.number("select sum(quantity) from usage_rollup where meter_code = '" + meter + "'");
    }

    private static void assertEvents(PeriodUsage usage, String... ids) {
        assertThat(usage.readings()).isEmpty();
        assertThat(usage.events()).extracting(event -> event.id()).containsExactly(ids);
    }

    private static Meter meter(String json) {
        return MeterJson.read(json);
    }
}
