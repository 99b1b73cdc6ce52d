package org.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InstantTextTest {
    @Test
    void everyDayOfFourHundredYearsIsWrittenAsJavaWritesIt() {
        LocalDate end = LocalDate.of(2301, 1, 1);
        for (LocalDate day = LocalDate.of(1899, 12, 30); day.isBefore(end); day = day.plusDays(1)) {
            assertSame(day.atStartOfDay(ZoneOffset.UTC).toInstant());
        }
    }

    @Test
    void anyTimeIsWrittenAsJavaWritesIt() {
        var random = new Random(11);
        for (int i = 0; i < 200_000; i++) {
            long second = random.nextLong(-100_000_000_000L, 400_000_000_000L);
            int nano = switch (i % 4) {
                case 0 -> 0;
                case 1 -> random.nextInt(1_000) * 1_000_000;
                case 2 -> random.nextInt(1_000_000) * 1_000;
                default -> random.nextInt(1_000_000_000);
            };
            assertSame(Instant.ofEpochSecond(second, nano));
        }
    }

    private static void assertSame(Instant time) {
        var out = new StringBuilder();
        InstantText.append(out, time);
        assertThat(out).hasToString(time.toString());
    }
}
