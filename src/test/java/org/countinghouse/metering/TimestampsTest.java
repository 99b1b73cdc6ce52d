package org.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    @ParameterizedTest
    @CsvSource({
        "2026-10-03T10:00:00Z, 2026-10-03T10:00:00Z",
        "2026-10-03t10:00z, 2026-10-03T10:00:00Z",
        "2026-10-03 10:00:00.1234567Z, 2026-10-03T10:00:00.123456Z",
        "2026-10-03T10:00:00.5+05:45, 2026-10-03T04:15:00.5Z",
        "2026-10-03T10:00:00-0330, 2026-10-03T13:30:00Z",
        "2026-10-03T10:00:00+02, 2026-10-03T08:00:00Z",
        "2026-10-03 10:00:00 UTC, 2026-10-03T10:00:00Z",
        "1640995200, 2022-01-01T00:00:00Z",
        "1640995200123, 2022-01-01T00:00:00.123Z"
    })
    void readsWhatNamesItsZone(String text, Instant expected) throws Exception {
        assertThat(new Timestamps(null).parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "today",
                "2026-13-01T00:00:00Z",
                "2026-02-30T00:00:00Z",
                "2026-10-03T24:00:00Z",
                "2026-10-03T10:00:60Z",
                "2026-10-03T10:00:00Zulu",
                "2026-10-03T10:00:00+25:00",
                "03.10.2026",
                "2026-10-03T10:00:00.Z",
                "12345",
                "99999999999999999999",
                "2026-10-03T10",
                "2026-1-3T10:00:00Z",
                "2026-10-03T10:00:00+02:00:00",
                "\u0662026-10-03T10:00:00Z"
            })
    void refusesTheRest(String text) {
        assertThatThrownBy(() -> new Timestamps(null).parse(text)).isInstanceOf(Timestamps.Unreadable.class);
    }

    @Test
    void aTimeWithoutZoneNeedsOne() throws Exception {
        assertThatThrownBy(() -> new Timestamps(null).parse("2026-10-03 10:00:00"))
                .hasMessageContaining("--timezone");
        var berlin = new Timestamps(ZoneId.of("Europe/Berlin"));
        assertThat(berlin.parse("2026-10-03 10:00:00")).isEqualTo("2026-10-03T08:00:00Z");
        assertThat(berlin.parse("2026-10-25 02:30:00")).as("the first of two").isEqualTo("2026-10-25T00:30:00Z");
        assertThatThrownBy(() -> berlin.parse("2026-03-29 02:30:00")).hasMessageContaining("does not exist");
        assertThat(berlin.parse("2026-10-03")).isEqualTo("2026-10-02T22:00:00Z");
    }
}
