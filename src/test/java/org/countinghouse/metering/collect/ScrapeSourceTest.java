package org.countinghouse.metering.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.countinghouse.catalog.Json;
import org.countinghouse.metering.collect.MetricsServer.Page;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the rules of a mapping make of a page with metrics. */
class ScrapeSourceTest {
    private static final Duration HALF_MINUTE = Duration.ofSeconds(30);

    private final RoundWorld world = new RoundWorld();
    private final MetricsServer server = new MetricsServer(_ -> Page.plain(""));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aGaugeHoldsForTheTimeSinceTheRoundBeforeAndNotLonger() {
        var source = source(
                "{'metric':'pool_connections','event':'connections','property':'held','seconds':'duration_seconds'}");
        server.show(Page.plain("# TYPE pool_connections gauge\npool_connections 4.5\n"));
        assertThat(world.round(source)).singleElement().satisfies(event -> {
            assertThat(RoundWorld.property(event, "held")).isEqualTo("4.5");
            assertThat(RoundWorld.property(event, "duration_seconds")).isEqualTo("0");
            assertThat(event.has("quantity")).isFalse();
        });
        world.pass(HALF_MINUTE);
        assertThat(RoundWorld.property(world.round(source).getFirst(), "duration_seconds"))
                .isEqualTo("30");
        world.pass(Duration.ofHours(5));
        assertThat(RoundWorld.property(world.round(source).getFirst(), "duration_seconds"))
                .isEqualTo("300");
    }

    @Test
    void labelsBecomePropertiesAndSayWhoseUsageItIs() {
        var source = source("{'metric':'jobs','event':'job','customer_label':'tenant','labels':{'queue':'line'},"
                + "'where':{'env':['prod','live']},'properties':{'kind':'batch'}}");
        server.show(Page.plain("""
                # TYPE jobs gauge
                jobs{tenant="acme",queue="q1",env="prod"} 3
                jobs{tenant="umbrella",queue="",env="live"} 4
                jobs{tenant="acme",queue="q1",env="test"} 5
                jobs{queue="q1",env="prod"} 6
                """));
        var events = world.round(source);
        assertThat(events).hasSize(2);
        assertThat(events.getFirst().path("customer").asText()).isEqualTo("acme");
        assertThat(events.getFirst().path("quantity").asText()).isEqualTo("3");
        assertThat(events.getFirst().path("properties").toString())
                .contains("\"line\":\"q1\"", "\"kind\":\"batch\"", "\"region\":\"eu\"");
        assertThat(events.getLast().path("customer").asText()).isEqualTo("umbrella");
        assertThat(events.getLast().path("properties").has("line")).isFalse();
        assertThat(world.told()).anyMatch(line -> line.contains("has no label tenant"));
    }

    @Test
    void countsAndSumsOfHistogramsAreCounters() {
        var source = source("{'metric':'took_seconds_sum','event':'work'}");
        for (String sum : new String[] {"1.5", "4.25"}) {
            server.show(Page.plain("# TYPE took_seconds histogram\ntook_seconds_bucket{le=\"+Inf\"} 1\n"
                    + "took_seconds_sum " + sum + "\ntook_seconds_count 1\n"));
            world.round(source)
                    .forEach(
                            event -> assertThat(event.path("quantity").asText()).isEqualTo("2.75"));
            world.pass(HALF_MINUTE);
        }
        assertThat(world.ids()).hasSize(1);
    }

    @Test
    void whatIsNoNumberOrSaysNoTypeIsToldAndLeftOut() {
        var source = source("{'metric':'odd','event':'a'},{'metric':'weird','event':'b'}");
        server.show(Page.plain("odd 1\n# TYPE weird gauge\nweird{a=\"1\"} NaN\nweird{a=\"2\"} +Inf\n"));
        assertThat(world.round(source)).isEmpty();
        assertThat(world.told())
                .anyMatch(line -> line.startsWith("odd does not say its type"))
                .anyMatch(line -> line.startsWith("weird{a=\"1\"} is no number") && line.contains("1 more"));
    }

    @Test
    void aCounterThatSaysWhenItBeganAgainIsBelieved() {
        var source = source("{'metric':'calls_total','event':'call'}");
        assertThat(total(source, "10", RoundWorld.START.getEpochSecond() - 100)).isNull();
        world.pass(HALF_MINUTE);
        assertThat(total(source, "12", RoundWorld.START.getEpochSecond() - 100)).isEqualTo("2");
        world.pass(HALF_MINUTE);
        // It began again and stands higher than before: only its birth tells.
        assertThat(total(source, "20", RoundWorld.START.getEpochSecond() + 45)).isEqualTo("20");
        world.pass(HALF_MINUTE);
        assertThat(total(source, "21", RoundWorld.START.getEpochSecond() + 45)).isEqualTo("1");
    }

    @Test
    void aSeriesThatWasBornSinceTheRoundBeforeCountsFromItsBirth() {
        var source = source("{'metric':'calls_total','event':'call','labels':{'of':'of'}}");
        server.show(Page.openMetrics("# TYPE calls counter\n# EOF\n"));
        world.round(source);
        world.pass(HALF_MINUTE);
        long born = RoundWorld.START.getEpochSecond() + 10;
        server.show(Page.openMetrics("# TYPE calls counter\ncalls_total{of=\"new\"} 7\ncalls_created{of=\"new\"} "
                + born + "\ncalls_total{of=\"old\"} 9\ncalls_created{of=\"old\"} 100\n# EOF\n"));
        assertThat(world.round(source)).singleElement().satisfies(event -> {
            assertThat(event.path("quantity").asText()).isEqualTo("7");
            assertThat(RoundWorld.property(event, "of")).isEqualTo("new");
        });
    }

    @Test
    void aSampleWithATimeOfItsOwnCountsOncePerTime() {
        var source = source(
                "{'metric':'level','event':'l','take':'value'},{'metric':'calls','event':'c','take':'increase'}");
        long time = RoundWorld.START.toEpochMilli() - 5_000;
        server.show(Page.plain("level 3 " + time + "\ncalls 5 " + time + "\n"));
        assertThat(world.round(source))
                .singleElement()
                .satisfies(event -> assertThat(event.path("time").asText()).isEqualTo("2026-11-01T09:59:55Z"));
        world.pass(HALF_MINUTE);
        assertThat(world.round(source)).isEmpty();
        server.show(Page.plain("level 3 " + (time + 1) + "\ncalls 6 " + (time + 1) + "\n"));
        assertThat(world.round(source)).hasSize(2);
        assertThat(world.ids()).doesNotHaveDuplicates();
    }

    private @Nullable String total(Source source, String value, long born) {
        server.show(Page.openMetrics(
                "# TYPE calls counter\ncalls_total " + value + "\ncalls_created " + born + ".0\n# EOF\n"));
        var events = world.round(source);
        return events.isEmpty() ? null : events.getFirst().path("quantity").asText();
    }

    private Source source(String rules) {
        var mapping = Json.parse("{\"rules\":[" + rules.replace('\'', '"') + "]}");
        return new ScrapeSource(
                server.url(),
                Mapping.read(mapping, true),
                Subject.of("acme", null, Map.of("region", "eu")),
                Duration.ofMinutes(5));
    }
}
