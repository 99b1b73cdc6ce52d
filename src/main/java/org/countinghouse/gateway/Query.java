package org.countinghouse.gateway;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.countinghouse.insight.TimeRange;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a request's query; a wrong one is named. */
final class Query {
    private Query() {}

    /** The first of some names that is given; null when none is. */
    static @Nullable String text(Context context, String... names) {
        for (String name : names) {
            String value = context.queryParam(name);
            if (value != null && !value.isBlank()) {
                if (value.indexOf('\0') >= 0) {
                    throw wrong(name, value, "a text");
                }
                return value.strip();
            }
        }
        return null;
    }

    static int number(Context context, String name, int usual, int least, int most) {
        String value = text(context, name);
        if (value == null) {
            return usual;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException unreadable) {
            // Told below, as a number out of bounds is.
        }
        throw wrong(name, value, "a whole number from " + least + " to " + most);
    }

    static boolean flag(Context context, String name) {
        String value = text(context, name);
        return switch (value) {
            case null -> false;
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw wrong(name, value, "true or false");
        };
    }

    /** {@code from} and {@code to}, days or instants; the running month of the zone when neither is given. */
    static TimeRange range(Context context, ZoneId zone, Clock clock) {
        Instant from = instant(context, zone, "from", "start_date");
        Instant to = instant(context, zone, "to", "end_date");
        Instant now = clock.instant();
        var month = YearMonth.from((from == null ? now : from).atZone(zone));
        Instant begin = from != null ? from : month.atDay(1).atStartOfDay(zone).toInstant();
        Instant end = to != null
                ? to
                : month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
        if (!begin.isBefore(end)) {
            throw new Failure("request.range", "The range ends before it begins.", "Give from and to in order.");
        }
        if (begin.isBefore(Instant.parse("1990-01-01T00:00:00Z")) || end.isAfter(now.plus(3_660, ChronoUnit.DAYS))) {
            throw new Failure("request.range", "The range lies outside of all usage.", "Give a nearer one.");
        }
        return new TimeRange(begin, end);
    }

    private static @Nullable Instant instant(Context context, ZoneId zone, String... names) {
        String value = text(context, names);
        if (value == null) {
            return null;
        }
        try {
            return value.length() == 10
                    ? LocalDate.parse(value).atStartOfDay(zone).toInstant()
                    : java.time.OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException unreadable) {
            throw wrong(names[0], value, "a day such as 2026-10-31 or a time such as 2026-10-31T12:00:00Z");
        }
    }

    static LocalDate day(String name, String value) {
        try {
            return LocalDate.parse(value);
        } catch (DateTimeException unreadable) {
            throw wrong(name, value, "a day such as 2026-10-31");
        }
    }

    static long id(String name, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException unreadable) {
            throw wrong(name, value, "a number");
        }
    }

    static Failure wrong(String name, String value, String wanted) {
        String shown = value.length() > 60 ? value.substring(0, 60) + "..." : value;
        return new Failure("request.parameter", name + " is \"" + shown + "\", which is not " + wanted + ".", "");
    }
}
