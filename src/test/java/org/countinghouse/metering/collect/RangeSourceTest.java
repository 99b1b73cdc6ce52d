package org.countinghouse.metering.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.countinghouse.catalog.Json;
import org.countinghouse.metering.collect.MetricsServer.Page;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Range queries against a server that answers as Prometheus does, its limit of points included. */
class RangeSourceTest {
    private static final String INCREASE = "{\"rules\":[{\"event\":\"call\",\"take\":\"increase\"}]}";
    private static final String VALUE =
            "{\"rules\":[{\"event\":\"held\",\"take\":\"value\",\"seconds\":\"seconds\",\"property\":\"level\"}]}";

    private final RoundWorld world = new RoundWorld();
    private final List<Long> asked = new ArrayList<>();
    private final MetricsServer server = new MetricsServer(this::answer);
    private boolean away;

    @AfterEach
    void stop() {
        server.close();
    }

    /** A counter that stands at the seconds since 1970, and one that is only there in odd minutes. */
    private Page answer(Map<String, String> form) {
        if (away) {
            return new Page(503, "application/json", "{\"status\":\"error\",\"error\":\"starting up\"}");
        }
        long start = Long.parseLong(form.getOrDefault("start", "0"));
        long end = Long.parseLong(form.getOrDefault("end", "0"));
        long step = Long.parseLong(form.getOrDefault("step", "1"));
        if ((end - start) / step > 11_000) {
            return new Page(
                    400, "application/json", "{\"status\":\"error\",\"error\":\"exceeded maximum resolution\"}");
        }
        var values = new StringBuilder();
        for (long time = start; time <= end; time += step) {
            asked.add(time);
            values.append(values.isEmpty() ? "" : ",").append("[" + time + ".000,\"" + time + ".125\"]");
        }
        return new Page(200, "application/json", """
                {"status":"success","data":{"resultType":"matrix","result":[
                  {"metric":{"__name__":"calls","job":"api"},"values":[%s]},
                  {"metric":{"job":"histogram"},"histograms":[]}]},"warnings":["partial"]}""".formatted(values));
    }

    @Test
    void anOutageLeavesNoGapAndNoOverlapWithinTheServersLimit() {
        var source = source(INCREASE, null);
        BigDecimal sum = BigDecimal.ZERO;
        for (int outage : new int[] {1, 1, 20_000, 3, 500}) {
            away = true;
            assertThatThrownBy(() -> world.round(source))
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> assertThat(failure.summary()).contains("starting up"));
            away = false;
            do {
                for (var event : world.round(source)) {
                    sum = sum.add(new BigDecimal(event.path("quantity").asText()));
                }
            } while (world.more());
            world.pass(Duration.ofSeconds(15L * outage));
        }
        assertThat(asked).doesNotHaveDuplicates().isSorted();
        assertThat(asked.getLast() - asked.getFirst()).isEqualTo(15L * (asked.size() - 1));
        assertThat(sum).isEqualByComparingTo(BigDecimal.valueOf(asked.getLast() - asked.getFirst()));
        assertThat(world.ids()).doesNotHaveDuplicates();
        assertThat(world.told())
                .anyMatch(line -> line.contains("partial"))
                .anyMatch(line -> line.contains("histogram"));
    }

    @Test
    void whatIsTooMuchAtOnceIsAskedForInParts() {
        var source = source(INCREASE, RoundWorld.START.minus(Duration.ofHours(2)));
        server.answer(form -> {
            long start = Long.parseLong(form.getOrDefault("start", "0"));
            long end = Long.parseLong(form.getOrDefault("end", "0"));
            return end - start > 15 * 100
                    ? new Page(422, "application/json", "{\"status\":\"error\",\"error\":\"too many samples\"}")
                    : answer(form);
        });
        do {
            world.round(source);
        } while (world.more());
        assertThat(asked).hasSize(4 * 120 - 4 + 1).doesNotHaveDuplicates().isSorted();
        server.show(new Page(422, "application/json", "{\"status\":\"error\",\"error\":\"nonsense\"}"));
        world.pass(Duration.ofSeconds(15));
        assertThatThrownBy(() -> world.round(source)).hasMessageContaining("nonsense");
    }

    @Test
    void whoeverAsksForTheSameTimeMakesTheSameEvents() {
        Instant since = RoundWorld.START.minus(Duration.ofHours(1));
        world.round(source(INCREASE, since));
        var again = new RoundWorld();
        again.pass(Duration.ofSeconds(7));
        again.round(source(INCREASE, since));
        assertThat(world.ids()).isNotEmpty();
        assertThat(again.ids()).containsSubsequence(world.ids());
    }

    @Test
    void valuesHoldForAStep() {
        var source = source(VALUE, RoundWorld.START.minus(Duration.ofMinutes(5)));
        var events = world.round(source);
        assertThat(events).hasSizeGreaterThan(10);
        assertThat(RoundWorld.property(events.getFirst(), "level"))
                .isEqualTo(RoundWorld.START.minus(Duration.ofMinutes(5)).getEpochSecond() + ".125");
        assertThat(events.stream().skip(1))
                .allSatisfy(event ->
                        assertThat(RoundWorld.property(event, "seconds")).isEqualTo("15"));
    }

    @Test
    void whatIsNoAnswerOfPrometheusIsNamed() {
        for (String text :
                List.of("", "<html>", "{}", "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\"}}")) {
            server.show(new Page(200, "text/html", text));
            assertThatThrownBy(() -> world.round(source(INCREASE, null))).isInstanceOf(Failure.class);
        }
    }

    private Source source(String mapping, @Nullable Instant since) {
        return new RangeSource(
                server.url(),
                "calls{job=\"api\"}",
                Duration.ofSeconds(15),
                since,
                Mapping.read(Json.parse(mapping), true),
                Subject.of("acme", null, Map.of()));
    }
}
