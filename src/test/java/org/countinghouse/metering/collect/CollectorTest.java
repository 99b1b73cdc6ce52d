package org.countinghouse.metering.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.countinghouse.catalog.Json;
import org.countinghouse.metering.collect.Delivery.Answer;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A counter that is scraped over a real HTTP server: what arrives is what it counted, whatever happens on the way. */
@Timeout(60)
class CollectorTest {
    private static final String RULE = """
            {"rules":[{"metric":"calls_total","event":"api_call","labels":{"region":"region"}}]}""";

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-01T10:00:00Z"));
    private final Recipient recipient = new Recipient();
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final MetricsServer server = new MetricsServer(_ -> MetricsServer.Page.plain(""));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theSumOfWhatArrivesIsTheRiseOfTheCounter() {
        rounds("100.1", "100.3", "100.3", "100.300000000004", "9007199254740993");
        assertThat(recipient.events()).hasSize(3);
        assertThat(recipient.sum()).isEqualByComparingTo("9007199254740892.9");
        assertThat(recipient.events().getFirst().toString())
                .contains(
                        "\"customer\":\"acme\"",
                        "\"event\":\"api_call\"",
                        "\"quantity\":\"0.2\"",
                        "\"service\":\"web\"")
                .contains("\"time\":\"2026-11-01T10:00:30Z\"");
    }

    @Test
    void fineDecimalsAreCutOnceAndNotEachTime() {
        var values = new ArrayList<String>();
        for (int i = 0; i <= 100; i++) {
            values.add(new BigDecimal("0.00000000000123456")
                    .multiply(BigDecimal.valueOf(i))
                    .toPlainString());
        }
        rounds(values.toArray(String[]::new));
        assertThat(recipient.sum()).isEqualByComparingTo("0.000000000123");
    }

    @Test
    void aCounterThatBeganAgainCountsFromZero() {
        rounds("10", "25", "4", "6");
        assertThat(recipient.sum()).isEqualByComparingTo("21");
    }

    @Test
    void missedRoundsAreInTheNextOne() {
        try (var spool = spool()) {
            var collector = collector(spool);
            once(collector, "5");
            server.answer(_ -> new MetricsServer.Page(503, "text/plain", "away"));
            assertThatThrownBy(collector::measure).isInstanceOf(Failure.class);
            server.show(MetricsServer.Page.plain("calls_total 7\nnot a line\n"));
            assertThatThrownBy(collector::measure).isInstanceOf(Failure.class);
            clock.pass(Duration.ofHours(3));
            once(collector, "12");
        }
        assertThat(recipient.events()).hasSize(1);
        assertThat(recipient.sum()).isEqualByComparingTo("7");
    }

    @Test
    void aRestartForgetsNothing() {
        for (String value : List.of("3", "10", "11", "2", "2")) {
            try (var spool = spool()) {
                once(collector(spool), value);
            }
        }
        assertThat(recipient.sum()).isEqualByComparingTo("10");
        assertThat(recipient.duplicates()).isZero();
    }

    @Test
    void anOutageOfTheRecipientLosesAndDoublesNothing() {
        try (var spool = spool()) {
            var collector = collector(spool);
            once(collector, "1");
            recipient.answersAlways(new Answer.Later("away", Duration.ZERO));
            for (int value = 2; value <= 50; value++) {
                once(collector, Integer.toString(value));
            }
            assertThat(recipient.events()).isEmpty();
            assertThat(spool.waiting()).isEqualTo(49);
        }
        recipient.answersAlways(null);
        recipient.losesAnswers(1);
        try (var spool = spool()) {
            var collector = collector(spool);
            once(collector, "51");
            collector.send();
            assertThat(spool.waiting()).isZero();
            assertThat(collector.totals().duplicates()).isPositive();
        }
        assertThat(recipient.events()).hasSize(50);
        assertThat(recipient.sum()).isEqualByComparingTo("50");
        assertThat(recipient.conflicts()).isEmpty();
    }

    @Test
    void aClockPutBackMakesNoIdTwice() {
        try (var spool = spool()) {
            var collector = collector(spool);
            for (int value = 1; value <= 10; value++) {
                once(collector, Integer.toString(value));
                clock.pass(Duration.ofSeconds(value == 5 ? -150 : 0));
            }
        }
        assertThat(recipient.events()).hasSize(9);
        assertThat(recipient.conflicts()).isEmpty();
    }

    /** Any mixture of outages, lost answers, restarts, restarts of the program and rounds that fail. */
    @Test
    void whateverHappensTheSumIsRight() {
        var random = new Random(11);
        for (int run = 0; run < 20; run++) {
            var collected = new Recipient();
            Path place = folder.resolve("run" + run);
            @Nullable Spool spool = null;
            BigDecimal counter = BigDecimal.ZERO;
            BigDecimal expected = BigDecimal.ZERO;
            boolean seen = false;
            for (int step = 0; step < 60; step++) {
                if (spool == null) {
                    spool = Spool.open(place, 64L << 20, null);
                }
                var collector = new Collector(source(), spool, collected, clock, told::add);
                BigDecimal rise = new BigDecimal(random.nextInt(1_000)).movePointLeft(random.nextInt(8));
                counter = counter.add(rise);
                // What it counted before it was first seen is nobody's.
                expected = seen ? expected.add(rise) : expected;
                switch (random.nextInt(8)) {
                    case 0 -> collected.answersAlways(new Answer.Later("away", Duration.ZERO));
                    case 1, 2 -> collected.answersAlways(null);
                    case 3 -> collected.losesAnswers(1);
                    default -> {}
                }
                try {
                    server.show(MetricsServer.Page.plain(text(counter.toPlainString())));
                    if (random.nextInt(5) == 0) {
                        server.answer(_ -> new MetricsServer.Page(500, "", ""));
                    }
                    collector.measure();
                    seen = true;
                } catch (Failure missed) {
                    assertThat(missed.code()).isEqualTo("collect.refused");
                }
                collector.send();
                clock.pass(Duration.ofSeconds(30));
                if (random.nextInt(4) == 0) {
                    spool.close();
                    spool = null;
                }
            }
            if (spool != null) {
                spool.close();
            }
            collected.answersAlways(null);
            collected.losesAnswers(0);
            server.show(MetricsServer.Page.plain(text(counter.toPlainString())));
            try (var last = Spool.open(place, 64L << 20, null)) {
                var collector = new Collector(source(), last, collected, clock, told::add);
                collector.measure();
                collector.send();
                assertThat(last.waiting()).isZero();
            }
            assertThat(collected.sum()).as("run %d", run).isEqualByComparingTo(expected);
            assertThat(collected.conflicts()).isEmpty();
        }
    }

    @Test
    void eventsThatAreRefusedForGoodAreKeptAsideWithTheReason() throws Exception {
        try (var spool = spool()) {
            var collector = collector(spool);
            once(collector, "1");
            recipient.answersAlways(new Answer.Refused("The gateway answers 415."));
            once(collector, "2");
            assertThat(collector.totals().rejected()).isEqualTo(1);
            assertThat(spool.waiting()).isZero();
            assertThat(Files.readString(spool.folder().resolve("rejected.jsonl")))
                    .contains("\"reason\":\"The gateway answers 415.\"", "\"event\":\"api_call\"");
        }
    }

    @Test
    void whatAPersonMustMendIsKeptAndSaid() {
        try (var spool = spool()) {
            var collector = collector(spool);
            once(collector, "1");
            recipient.answersAlways(new Answer.Held("The gateway answers 401: The token has expired."));
            once(collector, "2");
            assertThat(spool.waiting()).isEqualTo(1);
            assertThat(told).anyMatch(line -> line.contains("401"));
        }
    }

    @Test
    void aRequestThatIsTooLargeIsSentInParts() {
        try (var spool = spool()) {
            var collector = collector(spool);
            once(collector, "1");
            recipient.answersAlways(new Answer.Later("away", Duration.ZERO));
            for (int value = 2; value <= 10; value++) {
                once(collector, Integer.toString(value));
            }
            var picky = new PickyRecipient(recipient, 2);
            recipient.answersAlways(null);
            new Collector(source(), spool, picky, clock, told::add).send();
            assertThat(spool.waiting()).isZero();
            assertThat(recipient.sum()).isEqualByComparingTo("9");
        }
    }

    @Test
    void itRunsUntilItIsStoppedAndSendsWhatItHas() throws Exception {
        server.answer(_ -> MetricsServer.Page.plain(text(Integer.toString(server.asked()))));
        try (var spool = spool()) {
            var collector = collector(spool);
            var running = Thread.ofVirtual().start(() -> collector.run(Duration.ofMillis(20)));
            while (recipient.events().size() < 5) {
                Thread.sleep(10);
            }
            collector.stop();
            assertThat(running.join(Duration.ofSeconds(8))).isTrue();
            assertThat(spool.waiting()).isZero();
            assertThat(recipient.sum()).isEqualByComparingTo(BigDecimal.valueOf(server.asked() - 1L));
        }
    }

    private void rounds(String... values) {
        try (var spool = spool()) {
            var collector = collector(spool);
            for (String value : values) {
                once(collector, value);
            }
        }
    }

    private void once(Collector collector, String value) {
        server.show(MetricsServer.Page.plain(text(value)));
        collector.measure();
        collector.send();
        clock.pass(Duration.ofSeconds(30));
    }

    private static String text(String value) {
        return "# TYPE calls_total counter\ncalls_total{region=\"eu\"} " + value + "\n";
    }

    private Spool spool() {
        return Spool.open(folder.resolve("spool"), 64L << 20, null);
    }

    private Collector collector(Spool spool) {
        return new Collector(source(), spool, recipient, clock, told::add);
    }

    private Source source() {
        return new ScrapeSource(
                server.url() + "/metrics",
                Mapping.read(Json.parse(RULE), true),
                Subject.of("acme", "web", Map.of()),
                Duration.ofMinutes(5));
    }
}
