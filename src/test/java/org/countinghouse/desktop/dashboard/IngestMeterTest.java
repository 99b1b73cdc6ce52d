package org.countinghouse.desktop.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.countinghouse.insight.IngestReading;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IngestMeterTest {
    private static final Instant BEGIN = Instant.parse("2026-03-14T12:00:00Z");

    private final IngestMeter meter = new IngestMeter();

    private IngestFigures at(int second, long stored, @Nullable Instant told) {
        return meter.add(new IngestReading(stored, stored, 0, 0, 0, told), BEGIN.plusSeconds(second));
    }

    @Test
    void whatWasThereBeforeIsNoSpeed() {
        IngestFigures first = at(0, 5_000_000, null);
        assertThat(first.perSecond()).isZero();
        assertThat(first.recent()).isZero();
        assertThat(first.curve()).hasSize(IngestMeter.STRETCHES).allMatch(events -> events == 0);
        assertThat(first.last()).isNull();
    }

    @Test
    void speedIsOfTheLastTenSecondsAndTheCurveAddsUpToWhatCame() {
        IngestFigures now = at(0, 0, null);
        for (int second = 1; second <= 90; second++) {
            now = at(second, second * 100L, null);
        }
        assertThat(now.perSecond()).isCloseTo(100, within(0.001));
        assertThat(now.recent()).isEqualTo(6_000);
        assertThat(now.since()).isEqualTo(BEGIN.plusSeconds(30));
        assertThat(now.curve().stream().mapToLong(Long::longValue).sum()).isEqualTo(9_000);
        assertThat(now.curve().getLast()).isEqualTo(500);
        assertThat(now.last()).isEqualTo(BEGIN.plusSeconds(90));
        for (int second = 91; second <= 105; second++) {
            now = at(second, 9_000, null);
        }
        assertThat(now.perSecond()).isZero();
        assertThat(now.last()).isEqualTo(BEGIN.plusSeconds(90));
    }

    @Test
    void whatCameWhileNobodyLookedIsNoBurst() {
        at(0, 0, null);
        at(1, 10, null);
        IngestFigures back = at(600, 1_000_000, BEGIN.plusSeconds(599));
        assertThat(back.perSecond()).isZero();
        assertThat(back.recent()).isZero();
        assertThat(back.since()).isEqualTo(BEGIN.plusSeconds(600));
        assertThat(back.last()).isEqualTo(BEGIN.plusSeconds(599));
    }
}
