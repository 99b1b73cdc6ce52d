package org.countinghouse.metering.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.countinghouse.work.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was kept is there after any end, and what was acknowledged is gone. */
class SpoolTest {
    private static final Instant START = Instant.parse("2026-11-01T10:00:00Z");
    private static final long LIMIT = 64L << 20;

    @TempDir
    private Path folder;

    @Test
    void whatWasKeptIsThereAgainUntilItIsAcknowledged() {
        try (var spool = open()) {
            append(spool, "a", "b", "c");
            append(spool, "d");
            var batch = spool.next(2);
            assertThat(series(batch)).containsExactly("a", "b");
            spool.done(batch);
        }
        try (var spool = open()) {
            assertThat(spool.waiting()).isEqualTo(2);
            assertThat(series(spool.next(10))).containsExactly("c", "d");
            assertThat(spool.marks()).containsKey("d");
            spool.done(spool.next(10));
            assertThat(spool.waiting()).isZero();
            assertThat(spool.next(10).events()).isEmpty();
        }
        try (var spool = open()) {
            assertThat(spool.waiting()).isZero();
            append(spool, "e");
            assertThat(series(spool.next(10))).containsExactly("e");
        }
    }

    /** A kill may leave any part of the last record: then the round never was, and all before it is whole. */
    @Test
    void aRecordCutAnywhereNeverWas() throws IOException {
        try (var spool = open()) {
            append(spool, "a");
        }
        Path file = segment();
        byte[] before = Files.readAllBytes(file);
        try (var spool = open()) {
            append(spool, "b");
        }
        byte[] after = Files.readAllBytes(file);
        for (int end = before.length; end < after.length; end++) {
            Files.write(file, Arrays.copyOf(after, end));
            try (var spool = open()) {
                assertThat(series(spool.next(10))).containsExactly("a");
                assertThat(spool.marks()).doesNotContainKey("b");
                append(spool, "c");
                assertThat(series(spool.next(10))).containsExactly("a", "c");
            }
        }
        byte[] holed = after.clone();
        Arrays.fill(holed, before.length + 3, before.length + 20, (byte) 0);
        Files.write(file, holed);
        try (var spool = open()) {
            assertThat(series(spool.next(10))).containsExactly("a");
        }
    }

    @Test
    void aWholeRecordThatChangedIsNeverPassedOver() throws IOException {
        try (var spool = open()) {
            append(spool, "a");
            append(spool, "b");
        }
        byte[] whole = Files.readAllBytes(segment());
        for (int at = 0; at < whole.length; at += 7) {
            byte[] damaged = whole.clone();
            damaged[at] = (byte) (damaged[at] == 'x' ? 'y' : 'x');
            Files.write(segment(), damaged);
            assertThatThrownBy(this::open)
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.code()).isEqualTo("collect.spool-damaged"));
        }
    }

    @Test
    void withoutItsMemoryEverythingIsSentAgainAndNothingIsLost() throws IOException {
        try (var spool = open()) {
            append(spool, "a", "b");
            spool.done(spool.next(1));
        }
        Files.delete(folder.resolve("spool/acknowledged"));
        try (var spool = open()) {
            assertThat(series(spool.next(10))).containsExactly("a", "b");
        }
        Files.writeString(folder.resolve("spool/acknowledged"), "nonsense");
        try (var spool = open()) {
            assertThat(series(spool.next(10))).containsExactly("a", "b");
        }
    }

    @Test
    void acknowledgedSegmentsGoAndTheNewestHasAllMarks() throws IOException {
        var sent = new ArrayList<String>();
        try (var spool = open()) {
            for (int i = 0; i < 90; i++) {
                append(spool, "series " + i, "x".repeat(40_000) + i);
                if (i % 3 == 0) {
                    var batch = spool.next(5);
                    sent.addAll(series(batch));
                    spool.done(batch);
                }
            }
            assertThat(Spool.segments(spool.folder())).hasSizeGreaterThan(1);
        }
        try (var spool = open()) {
            assertThat(spool.waiting()).isEqualTo(180 - sent.size());
            for (var batch = spool.next(7); !batch.events().isEmpty(); batch = spool.next(7)) {
                sent.addAll(series(batch));
                spool.done(batch);
            }
            assertThat(Spool.segments(spool.folder())).hasSize(1);
            assertThat(spool.marks()).containsKeys("series 0", "series 89");
        }
        assertThat(sent)
                .hasSize(180)
                .doesNotHaveDuplicates()
                .startsWith("series 0")
                .contains("series 89");
        try (var spool = open()) {
            assertThat(spool.next(10).events()).isEmpty();
            assertThat(spool.marks()).containsKeys("series 0", "series 89");
        }
    }

    @Test
    void marksAloneDoNotPileUp() throws IOException {
        try (var spool = open()) {
            for (int i = 0; i < 200; i++) {
                var round = round(spool);
                round.mark("m", new Mark(BigDecimal.valueOf(i), START));
                round.mark("large " + "x".repeat(40_000), new Mark(BigDecimal.valueOf(i), START));
                spool.append(round);
            }
            assertThat(Spool.segments(spool.folder())).hasSize(1);
        }
        try (var spool = open()) {
            assertThat(spool.marks().get("m")).isEqualTo(new Mark(BigDecimal.valueOf(199), START));
        }
    }

    @Test
    void aFullSpoolKeepsWhatIsThereAndLeavesTheCountersWhereTheyStood() {
        try (var spool = Spool.open(folder.resolve("spool"), 1 << 16, null)) {
            append(spool, "a".repeat(70_000));
            assertThatThrownBy(() -> append(spool, "b"))
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.code()).isEqualTo("collect.spool-full"));
            assertThat(spool.marks()).doesNotContainKey("b");
            assertThat(spool.waiting()).isEqualTo(1);
        }
    }

    @Test
    void oneCollectorAtATime() {
        try (var spool = open()) {
            assertThat(spool.waiting()).isZero();
            assertThatThrownBy(this::open)
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.code()).isEqualTo("collect.running"));
        }
        open().close();
    }

    @Test
    void countersThatWereNotSeenForAWeekAreForgotten() {
        var kept = Marks.lately(Map.of(
                "old", new Mark(BigDecimal.ONE, START.minus(Marks.KEPT).minusSeconds(1)),
                "new", new Mark(BigDecimal.ONE, START)));
        assertThat(kept).containsOnlyKeys("new");
    }

    @Test
    void anUnfinishedSegmentIsNoSegment() throws IOException {
        try (var spool = open()) {
            append(spool, "a");
        }
        Files.writeString(folder.resolve("spool/0000000000000002.spool.new"), "half", StandardOpenOption.CREATE_NEW);
        try (var spool = open()) {
            assertThat(series(spool.next(10))).containsExactly("a");
        }
    }

    private Spool open() {
        return Spool.open(folder.resolve("spool"), LIMIT, null);
    }

    private Path segment() throws IOException {
        return Spool.segments(folder.resolve("spool")).getLast();
    }

    private static Round round(Spool spool) {
        return new Round(spool.collector(), START, spool.marks(), _ -> {});
    }

    private static void append(Spool spool, String... series) {
        var round = round(spool);
        for (String each : series) {
            round.mark(each, new Mark(BigDecimal.ONE, START));
            round.add(new CollectedEvent("acme", "e", each, START, START, BigDecimal.ONE, Map.of("series", each)));
        }
        spool.append(round);
    }

    private static List<String> series(Spool.Batch batch) {
        return batch.events().stream()
                .map((ObjectNode event) ->
                        event.path("properties").path("series").asText())
                .toList();
    }
}
