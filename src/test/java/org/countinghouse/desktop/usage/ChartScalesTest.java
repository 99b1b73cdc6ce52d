package org.countinghouse.desktop.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.countinghouse.insight.Granularity;
import org.countinghouse.insight.TimeRange;
import org.junit.jupiter.api.Test;

class ChartScalesTest {
    @Test
    void gridLinesAreRoundAndReachTheHighestValue() {
        assertThat(ValueScale.upTo(1080).lines()).containsExactly(0.0, 250.0, 500.0, 750.0, 1000.0, 1250.0);
        assertThat(ValueScale.upTo(1000).lines()).containsExactly(0.0, 200.0, 400.0, 600.0, 800.0, 1000.0);
        assertThat(ValueScale.upTo(0.003).top()).isEqualTo(0.003);
        assertThat(ValueScale.upTo(0).lines()).containsExactly(0.0, 1.0);
    }

    @Test
    void labelsStandAtRoundTimes() {
        var range = new TimeRange(Instant.parse("2023-11-16T18:15:00Z"), Instant.parse("2023-11-16T19:15:00Z"));
        var labels = new TimeLabels(Granularity.MINUTE, ZoneOffset.UTC, Locale.GERMANY)
                .along(Granularity.MINUTE.starts(range, ZoneOffset.UTC), 8);
        assertThat(labels)
                .extracting(TimeLabels.Label::text)
                .containsExactly("18:20", "18:30", "18:40", "18:50", "19:00", "19:10");
    }

    @Test
    void aNewDayIsNamedByItsDate() {
        var range = new TimeRange(Instant.parse("2023-11-16T12:00:00Z"), Instant.parse("2023-11-17T12:00:00Z"));
        var labels = new TimeLabels(Granularity.HOUR, ZoneOffset.UTC, Locale.GERMANY)
                .along(Granularity.HOUR.starts(range, ZoneOffset.UTC), 4);
        assertThat(labels).extracting(TimeLabels.Label::text).containsExactly("12:00", "18:00", "17. Nov.", "06:00");
    }

    @Test
    void daysOfAClockChangeAreOneBucketEach() {
        var berlin = ZoneId.of("Europe/Berlin");
        var range = new TimeRange(Instant.parse("2023-10-27T22:00:00Z"), Instant.parse("2023-10-30T23:00:00Z"));
        assertThat(Granularity.DAY.starts(range, berlin))
                .containsExactly(
                        Instant.parse("2023-10-27T22:00:00Z"),
                        Instant.parse("2023-10-28T22:00:00Z"),
                        Instant.parse("2023-10-29T23:00:00Z"));
    }
}
