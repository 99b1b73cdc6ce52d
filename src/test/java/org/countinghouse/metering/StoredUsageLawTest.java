package org.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.MeterJson;
import org.countinghouse.rating.RatedLine;
import org.countinghouse.rating.RatingEngine;
import org.countinghouse.rating.RatingJson;
import org.countinghouse.rating.RatingRequest;
import org.countinghouse.rating.UsageEvent;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is billed from the store, hourly readings and sums of days and months among it, is what the events that count come
 * to when all of them are given to the engine: for every aggregation, and after corrections.
 */
class StoredUsageLawTest {
    private static final Instant AUGUST = Instant.parse("2026-08-20T00:00:00Z");
    private static final int SECONDS = 75 * 86_400;
    private static final Map<String, String> AGGREGATIONS = new LinkedHashMap<>();

    static {
        AGGREGATIONS.put("sum", "'aggregation':'sum'");
        AGGREGATIONS.put("count", "'aggregation':'count'");
        AGGREGATIONS.put("level", "'aggregation':'sum','carry_over':true");
        AGGREGATIONS.put("max", "'aggregation':'max'");
        AGGREGATIONS.put("min", "'aggregation':'min'");
        AGGREGATIONS.put("latest", "'aggregation':'latest'");
        AGGREGATIONS.put("average", "'aggregation':'average'");
        AGGREGATIONS.put("users", "'aggregation':'unique_count','property':'user'");
        AGGREGATIONS.put("held", "'aggregation':'weighted_sum','carry_over':true");
        AGGREGATIONS.put("p95", "'aggregation':'percentile','percentile':'95'");
    }

    @TempDir
    private Path folder;

    private final Random random = new Random(5);
    private final Map<String, UsageEvent> counting = new LinkedHashMap<>();
    private MeteredWorld world;
    private UsageReadings readings;
    private List<Meter> meters;

    @BeforeEach
    void open() {
        world = MeteredWorld.in(folder);
        var definitions = Json.parse(AGGREGATIONS.entrySet().stream()
                .map(each -> "{'code':'law_%s','event':'law_%s',%s,'dimensions':['region']}"
                        .formatted(each.getKey(), each.getKey(), each.getValue()))
                .collect(Collectors.joining(",", "[", "]"))
                .replace('\'', '"'));
        new Meters(world.database(), MeteredWorld.CLOCK).saveAll(definitions);
        meters = MeterJson.readAll(definitions);
        readings = new UsageReadings(world.database());
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void theStoreBillsWhatTheEventsComeTo() {
        usage("a", 1_500);
        assertSame();
        var upkeep = new UsageUpkeep(world.database(), MeteredWorld.CLOCK);
        upkeep.run(0, Progress.NONE);
        assertSame();
        usage("late", 400);
        correct();
        assertSame();
        upkeep.run(0, Progress.NONE);
        assertSame();
    }

    private void assertSame() {
        for (int turn = 0; turn < 25; turn++) {
            boolean months = random.nextBoolean();
            Instant from = months
                    ? Instant.parse("2026-09-01T00:00:00Z")
                    : AUGUST.plusSeconds(random.nextInt(SECONDS)).truncatedTo(ChronoUnit.HOURS);
            Instant to = months
                    ? Instant.parse("2026-10-01T00:00:00Z")
                    : from.plus(Duration.ofHours(1 + random.nextInt(900)));
            String split = random.nextBoolean() ? "'group_by':['region']," : "";
            for (Meter meter : meters) {
                assertThat(fromStore(meter, from, to, split))
                        .as("%s from %s to %s %s", meter.code(), from, to, split)
                        .isEqualTo(lines(
                                request(meter, from, to, split).withUsage(List.copyOf(counting.values()), List.of())));
            }
        }
    }

    private List<String> fromStore(Meter meter, Instant from, Instant to, String split) {
        var usage = readings.of(List.of(new UsageReadings.Question(
                        world.customer("acme"),
                        List.of(meter),
                        split.isEmpty() ? Set.of() : Set.of("region"),
                        from,
                        to,
                        true)))
                .getFirst();
        return lines(request(meter, from, to, split).withUsage(usage.events(), usage.readings()));
    }

    private RatingRequest request(Meter meter, Instant from, Instant to, String split) {
        return RatingJson.readRequest(
                """
                {'plan':{'code':'p','currency':'USD','charges':[{'code':'c','meter':'%s',%s
                    'price':{'model':'graduated','tiers':[{'up_to':'10','unit_amount':'0.013'},
                        {'up_to':null,'unit_amount':'0.007'}]}}]},
                 'meters':%s,'period':{'from':'%s','to':'%s'}}""".formatted(meter.code(), split, meterJson(meter), from, to).replace('\'', '"'));
    }

    private static String meterJson(Meter meter) {
        String name = meter.code().substring("law_".length());
        return "[{'code':'law_%s','event':'law_%s',%s}]".formatted(name, name, AGGREGATIONS.get(name));
    }

    private static List<String> lines(RatingRequest request) {
        return RatingEngine.rate(request, true).lines().stream()
                .map(StoredUsageLawTest::line)
                .toList();
    }

    private static String line(RatedLine line) {
        return line.group() + " " + line.quantity() + " " + line.amount();
    }

    /** Also several at the same time, and the same user again and again. */
    private void usage(String prefix, int events) {
        var csv = new StringBuilder("id,customer,event,time,quantity,region,user\n");
        List<String> names = List.copyOf(AGGREGATIONS.keySet());
        for (int i = 0; i < events; i++) {
            String id = prefix + "-" + i;
            String event = "law_" + names.get(random.nextInt(names.size()));
            Instant time = AUGUST.plusSeconds(600L * random.nextInt(SECONDS / 600));
            String quantity = random.nextInt(40) + "." + random.nextInt(1_000);
            String region = random.nextBoolean() ? "eu" : "us";
            String user = "u" + random.nextInt(30);
            csv.append(String.join(",", id, "acme", event, time.toString(), quantity, region, user))
                    .append('\n');
            counting.put(
                    id,
                    new UsageEvent(id, time, event, new BigDecimal(quantity), Map.of("region", region, "user", user)));
        }
        assertThat(world.run(world.file(prefix + ".csv", csv.toString())).accepted())
                .isEqualTo(events);
    }

    private void correct() {
        var corrections = new UsageCorrections(world.database(), MeteredWorld.CLOCK, BilledUsage.NONE);
        var ids = new ArrayList<>(counting.keySet());
        for (int i = 0; i < 60; i++) {
            String id = ids.remove(random.nextInt(ids.size()));
            if (i % 2 == 0) {
                corrections.cancel("acme", id, Why.of("test"));
                counting.remove(id);
            } else {
                BigDecimal other = new BigDecimal(random.nextInt(90) + ".5");
                corrections.amend("acme", id, Amendment.ofQuantity(other), Why.of("test"));
                counting.computeIfPresent(
                        id, (_, old) -> new UsageEvent(id, old.time(), old.event(), other, old.properties()));
            }
        }
    }
}
