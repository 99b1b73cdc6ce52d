package org.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.MeterJson;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events go when no meter needs them and no hold keeps them; what was read of them stays. */
class UsageUpkeepTest {
    private static final String OLD = """
            id,customer,event,time,quantity,region
            1,acme,api_call,2020-03-03T10:00:00Z,1,eu
            2,umbrella,api_call,2020-03-04T10:00:00Z,2,eu
            3,acme,stored,2020-03-05T10:00:00Z,4,
            4,acme,api_call,2020-04-03T10:00:00Z,8,eu
            5,acme,api_call,2026-10-03T10:00:00Z,16,eu
            """;

    @TempDir
    private Path folder;

    private MeteredWorld world;
    private UsageUpkeep upkeep;
    private UsageRetention retention;

    @BeforeEach
    void open() {
        world = MeteredWorld.in(folder);
        upkeep = new UsageUpkeep(world.database(), MeteredWorld.CLOCK);
        retention = new UsageRetention(world.database());
        world.run(world.file("old.csv", OLD));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void thereIsRoomForComingMonths() {
        assertThat(upkeep.run(14, Progress.NONE)).isEqualTo(new UpkeepReport(YearMonth.of(2028, 1), 0));
        assertThat(partitions("usage_event_2027")).isEqualTo(12);
        assertThat(partitions("usage_rollup_2028_01")).isEqualTo(1);
        assertThat(upkeep.run(14, Progress.NONE).removed()).isZero();
        assertThat(events()).isEqualTo(5);
    }

    @Test
    void eventsGoWhenEveryMeterHasHadItsMonthsAndReadingsAndKeysStay() {
        retention.keep("calls", 12);
        assertThat(run()).as("another meter needs them for ever").isZero();
        retention.keep("call_count", 60);
        BigDecimal before = sum();
        assertThat(run()).isEqualTo(3);
        assertThat(run()).isZero();
        assertThat(sum()).isEqualByComparingTo(before);
        assertThat(events()).isEqualTo(2);
        assertThat(partitions("usage_event_2020_04")).as("empty, so it went").isZero();
        assertThat(partitions("usage_event_2020_03"))
                .as("other events are in it")
                .isEqualTo(1);
        assertThat(world.run(world.file("again.csv", OLD)).duplicates()).isEqualTo(5);
        assertThat(sum()).isEqualByComparingTo(before);
    }

    @Test
    void aLegalHoldKeepsACustomersEventsUntilItIsReleased() {
        retention.keep("calls", 12);
        retention.keep("call_count", 12);
        retention.hold("acme", "proceedings 7/26");
        retention.hold("acme", "again");
        assertThat(retention.holds())
                .singleElement()
                .satisfies(hold -> assertThat(hold.reason()).isEqualTo("proceedings 7/26"));
        assertThat(run()).isEqualTo(1);
        assertThat(events()).isEqualTo(4);
        retention.release("acme");
        assertThat(run()).isEqualTo(2);
        assertThat(retention.holds()).isEmpty();
    }

    @Test
    void whatNeedsEventsThatAreGoneSaysSo() throws Exception {
        retention.keep("calls", 12);
        retention.keep("call_count", 12);
        run();
        var rebuild = new RollupRebuild(world.database());
        List<Meter> calls = new Meters(world.database(), MeteredWorld.CLOCK)
                .all().stream().filter(meter -> meter.code().equals("calls")).toList();
        fails("usage.raw-gone", () -> rebuild.run(calls, Progress.NONE));
        fails("usage.raw-gone", () -> rebuild.run(calls, Instant.parse("2020-04-01T00:00:00Z"), Progress.NONE));
        BigDecimal before = sum();
        rebuild.run(calls, Instant.parse("2020-05-01T00:00:00Z"), Progress.NONE);
        assertThat(sum()).isEqualByComparingTo(before);
        new Meters(world.database(), MeteredWorld.CLOCK).saveAll(new ObjectMapper().readTree("""
                {"code":"fresh","aggregation":"sum","event":"api_call"}"""));
        rebuild.run(List.of(MeterJson.read("""
                {"code":"fresh","aggregation":"sum","event":"api_call"}""")), Progress.NONE);
        assertThat(world.number("select sum(quantity) from usage_rollup where meter_code = 'fresh'"))
                .as("a new meter counts what is left")
                .isEqualByComparingTo("16");
        var readings = new UsageReadings(world.database());
        Instant from = Instant.parse("2020-03-01T00:00:00Z");
        Instant to = Instant.parse("2020-04-01T00:00:00Z");
        long acme = world.customer("acme");
        assertThat(readings.of(acme, calls, Set.of("region"), from, to).readings())
                .hasSize(1);
        fails("usage.raw-gone", () -> readings.of(acme, calls, Set.of("price"), from, to));
        var corrections = new UsageCorrections(world.database(), MeteredWorld.CLOCK, BilledUsage.NONE);
        fails("usage.event.gone", () -> corrections.cancel("acme", "1", Why.of("x")));
    }

    @Test
    void metersThatHaveOnlyTheirEventsKeepThem() throws Exception {
        new Meters(world.database(), MeteredWorld.CLOCK).saveAll(new ObjectMapper().readTree("""
                {"code":"peak","aggregation":"max","event":"api_call"}"""));
        fails("usage.retention.events", () -> retention.keep("peak", 12));
        fails("usage.retention.meter", () -> retention.keep("none", 12));
        retention.keep("calls", 12);
        retention.keep("call_count", 12);
        assertThat(run()).isZero();
        assertThat(retention.rules()).hasSize(2);
        retention.keepForEver("calls");
        assertThat(retention.rules()).containsExactly(new UsageRetention.Kept("call_count", 12));
    }

    @Test
    void onlyAdminsSetRulesAndNobodyDeletesEvents() {
        try (Database finance = world.test().as(GroupRole.FINANCE)) {
            fails("database.permission", () -> new UsageRetention(finance).keep("calls", 12));
            fails("database.permission", () -> new UsageRetention(finance).hold("acme", "x"));
            fails("database.permission", () -> new UsageUpkeep(finance, MeteredWorld.CLOCK).run(1, Progress.NONE));
        }
        try (Database admin = world.test().as(GroupRole.ADMIN)) {
            new UsageRetention(admin).keep("calls", 12);
            new UsageRetention(admin).keep("call_count", 12);
            assertThat(new UsageUpkeep(admin, MeteredWorld.CLOCK)
                            .run(1, Progress.NONE)
                            .removed())
                    .isEqualTo(3);
        }
    }

    @Test
    void daysAndMonthsAreTheSumsOfTheirHours() {
        assertThat(world.number("select sum(quantity) from usage_daily where meter_code = 'calls'"))
                .isEqualByComparingTo("27");
        assertThat(world.number("select quantity from usage_monthly where meter_code = 'calls' and customer_id = "
                        + world.customer("acme") + " and month = '2020-03-01T00:00:00Z'"))
                .isEqualByComparingTo("1");
    }

    private long run() {
        return upkeep.run(0, Progress.NONE).removed();
    }

    private BigDecimal sum() {
        return world.number("select sum(quantity) from usage_rollup where meter_code in ('calls', 'call_count')");
    }

    private long events() {
        return world.number("select count(*) from usage_event").longValueExact();
    }

    private long partitions(String name) {
        return world.number("select count(*) from pg_class where relkind = 'r' and relname like '" + name + "%'")
                .longValueExact();
    }

    private static void fails(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        UsageCorrectionsTest.assertFails(code, work);
    }
}
