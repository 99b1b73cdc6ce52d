package org.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.MeterJson;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Corrections add facts; the old ones stay visible, and readings are exact at once. */
class UsageCorrectionsTest {
    private static final Instant FROM = Instant.parse("2026-10-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-11-01T00:00:00Z");
    private static final Why WHY = Why.of("the sensor was wrong");

    @TempDir
    private Path folder;

    private MeteredWorld world;
    private UsageCorrections corrections;

    @BeforeEach
    void open() {
        world = MeteredWorld.in(folder);
        corrections = new UsageCorrections(world.database(), MeteredWorld.CLOCK, BilledUsage.NONE);
        world.run(world.file("usage.csv", """
                id,customer,event,time,quantity,region
                1,acme,api_call,2026-10-03T10:00:00Z,1.5,eu
                2,acme,api_call,2026-10-03T10:30:00Z,2,eu
                3,acme,api_call,2026-10-03T11:00:00Z,40,us
                4,umbrella,api_call,2026-10-03T10:00:00Z,8,eu
                """));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void anAmendedEventCountsWithItsNewContentAndTheOldOneStaysVisible() throws Exception {
        var corrected = corrections.amend("acme", "1", Amendment.ofQuantity(new BigDecimal("7.25")), WHY);
        assertThat(corrected.repeated()).isFalse();
        assertThat(calls("eu")).isEqualByComparingTo("9.25");
        corrections.amend("acme", "1", Amendment.ofProperties(EventProperties.of(Map.of("region", "us"))), WHY);
        assertThat(calls("eu")).isEqualByComparingTo("2");
        assertThat(calls("us")).isEqualByComparingTo("47.25");
        assertThat(reading("call_count")).isEqualByComparingTo("1");
        assertThat(corrections.history("acme", "1"))
                .extracting(EventVersion::quantity, EventVersion::properties, EventVersion::effective)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(new BigDecimal("1.5"), "{\"region\": \"eu\"}", false),
                        org.assertj.core.groups.Tuple.tuple(new BigDecimal("7.25"), "{\"region\": \"eu\"}", false),
                        org.assertj.core.groups.Tuple.tuple(new BigDecimal("7.25"), "{\"region\": \"us\"}", true));
        assertThat(corrections.history("acme", "1").getFirst().endedBy())
                .extracting(EventVersion.Fact::kind, EventVersion.Fact::reason)
                .containsExactly("amend", "the sensor was wrong");
        assertThat(world.number("select count(*) from usage_event where customer_id = " + world.customer("acme")
                        + " and event_id = '1'"))
                .isEqualByComparingTo("3");
        assertRebuildChangesNothing();
    }

    @Test
    void aCancelledEventCountsNowhereAndItsIdIsSpent() {
        corrections.cancel("acme", "3", WHY);
        assertThat(calls("us")).isZero();
        assertThat(reading("call_count")).isEqualByComparingTo("2");
        assertThat(corrections.cancel("acme", "3", WHY).repeated()).isTrue();
        var again = world.run(world.file("again.csv", """
                id,customer,event,time,quantity,region
                3,acme,api_call,2026-10-03T11:00:00Z,40,us
                """));
        assertThat(again.duplicates()).isEqualTo(1);
        assertThat(calls("us")).isZero();
        assertFails("usage.event.cancelled", () -> corrections.amend("acme", "3", quantity("1"), WHY));
        assertRebuildChangesNothing();
    }

    @Test
    void aBackfilledEventCountsOnceAndIsNotedAsACorrection() {
        var event = new UsageEvent(
                "acme",
                "late",
                "api_call",
                Instant.parse("2025-10-05T00:00:00Z"),
                BigDecimal.TEN,
                EventProperties.NONE);
        assertThat(corrections.backfill(event, WHY).repeated()).isFalse();
        assertThat(corrections.backfill(event, WHY).repeated()).isTrue();
        assertThat(world.number("select sum(quantity) from usage_rollup where meter_code = 'calls'"
                        + " and hour < '2026-01-01' and customer_id = " + world.customer("acme")))
                .isEqualByComparingTo("10");
        assertThat(corrections.history("acme", "late").getFirst().broughtBy().kind())
                .isEqualTo("backfill");
        var other = new UsageEvent("acme", "late", "api_call", event.time(), BigDecimal.ONE, EventProperties.NONE);
        assertFails("usage.event.conflict", () -> corrections.backfill(other, WHY));
        assertRebuildChangesNothing();
    }

    @Test
    void aKeyCountsOnceAndIsRefusedForSomethingElse() {
        var first = corrections.amend("acme", "1", quantity("5"), WHY.withKey("ticket-7"));
        var again = corrections.amend("acme", "1", quantity("5.0"), WHY.withKey("ticket-7"));
        assertThat(again.repeated()).isTrue();
        assertThat(again.id()).isEqualTo(first.id());
        corrections.amend("acme", "1", quantity("6"), WHY.withKey("ticket-8"));
        // The answer to a repeat is that of the first time, whatever came since.
        assertThat(corrections
                        .amend("acme", "1", quantity("5"), WHY.withKey("ticket-7"))
                        .repeated())
                .isTrue();
        assertThat(calls("eu")).isEqualByComparingTo("8");
        assertFails(
                "usage.correction.key", () -> corrections.amend("acme", "1", quantity("9"), WHY.withKey("ticket-7")));
        assertFails("usage.correction.key", () -> corrections.cancel("acme", "2", WHY.withKey("ticket-7")));
        assertThat(corrections.amend("acme", "1", quantity("6"), WHY).repeated())
                .as("what it has already")
                .isTrue();
        assertRebuildChangesNothing();
    }

    @Test
    void billedUsageIsRefusedUnlessSaidOtherwise() {
        var billed = new UsageCorrections(
                world.database(), MeteredWorld.CLOCK, (connection, usage) -> List.of("R-2026-0001"));
        assertThatThrownBy(() -> billed.cancel("acme", "1", WHY))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("R-2026-0001");
        assertThat(calls("eu")).isEqualByComparingTo("3.5");
        assertThat(billed.cancel("acme", "1", WHY.withBilled()).invoices()).containsExactly("R-2026-0001");
        assertThat(calls("eu")).isEqualByComparingTo("2");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertFails("usage.event.unknown", () -> corrections.cancel("acme", "99", WHY));
        assertFails("usage.customer", () -> corrections.cancel("nobody", "1", WHY));
        assertFails("usage.reason", () -> Why.of(" "));
        assertFails("usage.event.refused", () -> corrections.amend("acme", "1", quantity("1e30"), WHY));
        assertThat(calls("eu")).isEqualByComparingTo("3.5");
    }

    @Test
    void aggregationsWithoutHourlyReadingsSeeOnlyWhatCounts() {
        Meter peak = MeterJson.read("""
                {"code":"peak","aggregation":"max","event":"api_call"}""");
        var readings = new UsageReadings(world.database());
        corrections.cancel("acme", "3", WHY);
        corrections.amend("acme", "2", quantity("3"), WHY);
        assertThat(readings.of(world.customer("acme"), List.of(peak), Set.of(), FROM, TO)
                        .events())
                .extracting(event -> event.id(), event -> event.quantity())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("1", new BigDecimal("1.5")),
                        org.assertj.core.groups.Tuple.tuple("2", new BigDecimal("3")));
    }

    @Test
    void manyCorrectionsAtOnceLeaveReadingsThatARebuildDoesNotChange() throws Exception {
        world.run(world.file("many.jsonl", String.join("\n", ImportFaultsTest.rows(200))));
        var random = new Random(11);
        List<Callable<Boolean>> work = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            String id = "event-" + random.nextInt(40);
            boolean acme = Integer.parseInt(id.substring(6)) % 3 == 0;
            String customer = acme ? "acme" : "umbrella";
            boolean cancel = i % 4 == 0;
            var amendment = quantity(random.nextInt(100) + "." + random.nextInt(1_000));
            work.add(() -> {
                try {
                    if (cancel) {
                        corrections.cancel(customer, id, WHY);
                    } else {
                        corrections.amend(customer, id, amendment, WHY);
                    }
                    return true;
                } catch (Failure refused) {
                    assertThat(refused.code()).isIn("usage.event.cancelled", "usage.event.changed");
                    return false;
                }
            });
        }
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
        }
        assertThat(world.number("select count(*) from usage_superseded")).isGreaterThan(new BigDecimal(50));
        assertThat(world.rollupDifferences()).isZero();
        assertRebuildChangesNothing();
    }

    @Test
    void factsCannotBeChangedAndTheAuditLogHasThem() {
        corrections.cancel("acme", "1", WHY);
        assertThat(world.number("select count(*) from audit_entry where action = 'usage.cancel'"))
                .isEqualByComparingTo("1");
        try (Database admin = world.test().as(GroupRole.ADMIN);
                Database analyst = world.test().as(GroupRole.ANALYST)) {
            for (String sql : List.of(
                    "delete from usage_superseded",
                    "update usage_superseded set key = key",
                    "delete from usage_correction",
                    "update usage_correction set reason = ''",
                    "insert into usage_correction (customer_id, key, kind, content_hash, event_id, reason, corrected_by)"
                            + " values (1, gen_random_uuid(), 'cancel', gen_random_uuid(), '1', 'x', 'somebody else')")) {
                assertThatThrownBy(() -> MeteredWorld.execute(admin, sql))
                        .as(sql)
                        .isInstanceOf(Failure.class);
            }
            var own = new UsageCorrections(analyst, MeteredWorld.CLOCK, BilledUsage.NONE);
            assertFails("database.permission", () -> own.cancel("acme", "2", WHY));
        }
    }

    private void assertRebuildChangesNothing() {
        String before = world.state();
        new RollupRebuild(world.database()).run(new Meters(world.database(), MeteredWorld.CLOCK).all(), Progress.NONE);
        assertThat(world.state()).isEqualTo(before);
    }

    private static Amendment quantity(String quantity) {
        return Amendment.ofQuantity(new BigDecimal(quantity));
    }

    private BigDecimal calls(String region) {
        return world.number(
                "select sum(quantity) from usage_rollup where meter_code = 'calls' and dimensions ->> 'region' = '"
                        + region + "' and customer_id = " + world.customer("acme"));
    }

    private BigDecimal reading(String meter) {
        return world.number("select sum(quantity) from usage_rollup where meter_code = '" + meter
                + "' and customer_id = " + world.customer("acme"));
    }

    static void assertFails(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
    }
}
