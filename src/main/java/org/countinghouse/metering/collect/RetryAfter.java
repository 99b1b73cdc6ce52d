package org.countinghouse.metering.collect;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The header of RFC 9110, section 10.2.3: seconds, or a date. */
final class RetryAfter {
    /** A longer wish is taken for a mistake. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /** Zero without the header, and when it is not understood. */
    static Duration of(@Nullable String header, Clock clock) {
        if (header == null) {
            return Duration.ZERO;
        }
        Duration wished = wished(header.strip(), clock);
        if (wished.isNegative()) {
            return Duration.ZERO;
        }
        return wished.compareTo(LONGEST) > 0 ? LONGEST : wished;
    }

    private static Duration wished(String header, Clock clock) {
        try {
            return header.chars().allMatch(c -> c >= '0' && c <= '9')
                    ? Duration.ofSeconds(Long.parseLong(header))
                    : Duration.between(
                            clock.instant(),
                            ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (DateTimeException | ArithmeticException | NumberFormatException unreadable) {
            return Duration.ZERO;
        }
    }
}
