package org.countinghouse.rating;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import org.countinghouse.catalog.Charge;

/** Where a local hour, day or month ends; an hour that comes twice in autumn is two. */
final class BucketEnd {
    private BucketEnd() {}

    /** The end of the bucket that holds a moment, always after it. */
    static Instant after(ZonedDateTime time, Charge.Bucket bucket) {
        LocalDate day = time.toLocalDate();
        return switch (bucket) {
            case HOUR -> ofHour(time);
            case DAY -> begin(day.plusDays(1), time);
            case MONTH -> begin(day.withDayOfMonth(1).plusMonths(1), time);
        };
    }

    private static Instant begin(LocalDate day, ZonedDateTime time) {
        return day.atStartOfDay(time.getZone()).toInstant();
    }

    /** Where the clock changes by half an hour, the change ends an hour that is not full. */
    private static Instant ofHour(ZonedDateTime time) {
        LocalDateTime local = time.toLocalDateTime();
        Duration past = Duration.between(local.truncatedTo(ChronoUnit.HOURS), local);
        Instant full = time.toInstant().minus(past).plus(1, ChronoUnit.HOURS);
        ZoneOffsetTransition change = time.getZone().getRules().nextTransition(time.toInstant());
        return change == null || change.getInstant().isAfter(full) ? full : change.getInstant();
    }
}
