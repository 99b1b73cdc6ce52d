package org.countinghouse.metering.collect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.countinghouse.catalog.ExamplePlans;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.MeterJson;
import org.countinghouse.metering.MeterQuantity;
import org.countinghouse.metering.collect.HostReading.Traffic;
import org.junit.jupiter.api.Test;

/** A machine as it could be, and the one this runs on. */
class HostSourceTest {
    private static final long GIGABYTE = 1_000_000_000L;

    private final RoundWorld world = new RoundWorld();
    private HostReading reading = reading(1_000, 10_000, Map.of("eth0", new Traffic(100, 10)));

    @Test
    void theFirstRoundOnlyKnowsLevels() {
        assertThat(types(world.round(source()))).containsExactly("storage");
    }

    @Test
    void usageIsWhatCountersRoseByAndLevelsHeld() {
        world.round(source());
        world.pass(Duration.ofSeconds(30));
        reading = reading(16_250, 70_000, Map.of("eth0", new Traffic(1_500_000_100, 10)));
        var events = world.round(source());
        JsonNode compute = event(events, "compute");
        assertThat(RoundWorld.property(compute, "cpu_seconds")).isEqualTo("15.25");
        assertThat(RoundWorld.property(compute, "cpu_percent")).isEqualTo("25.42");
        assertThat(RoundWorld.property(compute, "cpu_cores")).isEqualTo("2");
        assertThat(RoundWorld.property(compute, "duration_seconds")).isEqualTo("30");
        assertThat(RoundWorld.property(compute, "memory_mb")).isEqualTo("1024");
        assertThat(RoundWorld.property(compute, "memory_percent")).isEqualTo("25");
        assertThat(RoundWorld.property(compute, "service")).isEqualTo("web");
        JsonNode network = event(events, "network");
        assertThat(RoundWorld.property(network, "gb")).isEqualTo("1.5");
        assertThat(RoundWorld.property(network, "bytes_in")).isEqualTo("1500000000");
        assertThat(RoundWorld.property(network, "interface")).isEqualTo("eth0");
        assertThat(RoundWorld.property(event(events, "storage"), "storage_gb")).isEqualTo("12.000000001");
        assertThat(types(events)).doesNotContain("disk_io");
    }

    @Test
    void afterARestartOfTheMachineItsCountersCountFromZero() {
        world.round(source());
        world.pass(Duration.ofHours(2));
        reading = reading(400, 4_000, Map.of("eth0", new Traffic(7, 3)));
        var events = world.round(source());
        assertThat(RoundWorld.property(event(events, "compute"), "cpu_seconds")).isEqualTo("0.4");
        assertThat(RoundWorld.property(event(events, "compute"), "duration_seconds"))
                .as("nobody saw the memory of two hours")
                .isEqualTo("300");
        assertThat(RoundWorld.property(event(events, "network"), "bytes")).isEqualTo("10");
    }

    @Test
    void interfacesComeAndGo() {
        world.round(source());
        var sum = BigDecimal.ZERO;
        for (var interfaces : List.of(
                Map.of("eth0", new Traffic(200, 10), "usb0", new Traffic(5_000, 0)),
                Map.of("eth0", new Traffic(250, 10)),
                Map.of("eth0", new Traffic(250, 10), "usb0", new Traffic(40, 0)))) {
            world.pass(Duration.ofSeconds(30));
            reading = reading(2_000, 20_000, interfaces);
            for (JsonNode event : world.round(source())) {
                sum = event.path("event").asText().equals("network")
                        ? sum.add(new BigDecimal(RoundWorld.property(event, "bytes")))
                        : sum;
            }
        }
        assertThat(sum).as("100 + 50 of eth0, 40 of usb0 after it began again").isEqualByComparingTo("190");
        assertThat(world.ids()).doesNotHaveDuplicates();
    }

    @Test
    void aClockPutBackHoldsNothing() {
        world.round(source());
        world.pass(Duration.ofMinutes(-1));
        reading = reading(2_000, 20_000, Map.of());
        assertThat(RoundWorld.property(event(world.round(source()), "compute"), "duration_seconds"))
                .isEqualTo("0");
    }

    @Test
    void theMetersThatArePrintedCountEveryEventAndAreThoseOfTheExample() throws IOException {
        world.round(source());
        world.pass(Duration.ofSeconds(30));
        reading = new HostReading(
                2_000,
                20_000,
                2,
                4L << 30,
                1L << 30,
                100 * GIGABYTE,
                12 * GIGABYTE,
                Map.of("eth0", new Traffic(300, 20)),
                Map.of("sda", new Traffic(9, 9)));
        var events = world.round(source());
        var counted = new HashMap<String, BigDecimal>();
        for (JsonNode document : meters()) {
            var meter = MeterJson.read(document);
            for (JsonNode event : events) {
                if (meter.eventType().equals(event.path("event").asText())) {
                    counted.put(
                            meter.code(),
                            MeterQuantity.of(
                                            meter,
                                            null,
                                            name -> Optional.ofNullable(event.path("properties")
                                                            .get(name))
                                                    .map(JsonNode::asText))
                                    .orElseThrow());
                }
            }
        }
        assertThat(counted.keySet()).hasSize(meters().size());
        assertThat(counted.get("core_hours")).isEqualByComparingTo("60");
        assertThat(counted.get("disk_bytes_read")).isEqualByComparingTo("4");
        var example = ExamplePlans.find("resource-based").orElseThrow().metersDocument();
        assertThat(meters()).containsAll(example);
    }

    @Test
    void thisVeryMachineIsMeasured() {
        var machine = new ThisMachine(Set.of());
        HostReading now = machine.get();
        assertThat(now.cores()).isPositive();
        assertThat(now.memoryUsed()).isBetween(1L, now.memory());
        assertThat(now.storageUsed()).isBetween(0L, now.storage());
        assertThat(now.allMillis()).isGreaterThan(now.busyMillis()).isPositive();
        assertThat(now.interfaces()).doesNotContainKey("lo");
        burn();
        HostReading then = machine.get();
        assertThat(then.busyMillis()).isGreaterThan(now.busyMillis());
        var source = new HostSource(machine, "acme", Map.of(), EnumSet.allOf(Measure.class), Duration.ofMinutes(5));
        world.round(source);
        burn();
        world.pass(Duration.ofSeconds(1));
        var events = world.round(source);
        assertThat(types(events)).contains("compute", "storage", "allocation");
        assertThat(new BigDecimal(RoundWorld.property(event(events, "compute"), "cpu_seconds")))
                .isPositive();
    }

    private static void burn() {
        long end = System.nanoTime() + 300_000_000L;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static JsonNode meters() throws IOException {
        try (var in = HostSource.class.getResourceAsStream("/collect/host.meters.json")) {
            return Json.MAPPER.readTree(Objects.requireNonNull(in));
        }
    }

    private HostSource source() {
        return new HostSource(
                () -> reading,
                "acme",
                Map.of("service", "web"),
                EnumSet.complementOf(EnumSet.of(Measure.ALLOCATION)),
                Duration.ofMinutes(5));
    }

    private static HostReading reading(long busy, long all, Map<String, Traffic> interfaces) {
        return new HostReading(
                busy,
                all,
                2,
                4L << 30,
                1L << 30,
                100 * GIGABYTE,
                12 * GIGABYTE + 1,
                interfaces,
                Map.of("sda", new Traffic(5, 5)));
    }

    private static List<String> types(List<JsonNode> events) {
        return events.stream()
                .map(event -> event.path("event").asText())
                .distinct()
                .toList();
    }

    private static JsonNode event(List<JsonNode> events, String type) {
        return events.stream()
                .filter(event -> event.path("event").asText().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
