package org.countinghouse.insight;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/** A stretch of time, {@code from} included and {@code to} not. */
public record TimeRange(Instant from, Instant to) {
    public TimeRange {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("A range ends after it begins: " + from + " to " + to);
        }
    }

    public Duration length() {
        return Duration.between(from, to);
    }

    /** The range of the same kind before this one: whole months, else whole days, else the same number of seconds. */
    public TimeRange previous(ZoneId zone) {
        ZonedDateTime begin = from.atZone(zone);
        ZonedDateTime end = to.atZone(zone);
        if (!startsDay(begin) || !startsDay(end)) {
            return new TimeRange(from.minus(length()), from);
        }
        if (begin.getDayOfMonth() == 1 && end.getDayOfMonth() == 1) {
            long months = ChronoUnit.MONTHS.between(begin.toLocalDate(), end.toLocalDate());
            return new TimeRange(begin.minusMonths(months).toInstant(), from);
        }
        long days = ChronoUnit.DAYS.between(begin.toLocalDate(), end.toLocalDate());
        return new TimeRange(begin.minusDays(days).toInstant(), from);
    }

    private static boolean startsDay(ZonedDateTime time) {
        return time.equals(time.toLocalDate().atStartOfDay(time.getZone()))
                || time.toLocalTime().equals(LocalTime.MIDNIGHT);
    }
}
