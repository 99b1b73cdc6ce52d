package org.countinghouse.metering;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Reads timestamps of usage: ISO 8601 with {@code T} or a space, up to nine decimals of a second, an offset or
 * {@code Z}; or seconds or milliseconds since 1970. Kept to the microsecond, the rest is cut off.
 */
final class Timestamps {
    private static final String FORM = "is not a timestamp like 2026-10-03T10:00:00Z";

    private final @Nullable ZoneId zone;

    /** @param zone for timestamps without a zone; null = such timestamps are refused */
    Timestamps(@Nullable ZoneId zone) {
        this.zone = zone;
    }

    /** @throws Unreadable with the reason */
    Instant parse(String text) throws Unreadable {
        String trimmed = text.strip();
        try {
            return trimmed.length() >= 10 && trimmed.charAt(4) == '-' ? calendar(trimmed) : epoch(trimmed);
        } catch (DateTimeException | NumberFormatException | StringIndexOutOfBoundsException e) {
            throw new Unreadable(quoted(trimmed) + " " + FORM);
        }
    }

    private Instant calendar(String text) throws Unreadable {
        var scan = new Scan(text);
        int year = scan.digits(4);
        scan.expect('-');
        int month = scan.digits(2);
        scan.expect('-');
        int day = scan.digits(2);
        if (scan.done()) {
            return local(LocalDateTime.of(year, month, day, 0, 0), text);
        }
        scan.expect('T', 't', ' ');
        int hour = scan.digits(2);
        scan.expect(':');
        int minute = scan.digits(2);
        int second = 0;
        int nanos = 0;
        if (scan.at(':')) {
            scan.expect(':');
            second = scan.digits(2);
            nanos = scan.at('.') || scan.at(',') ? scan.fraction() : 0;
        }
        LocalDateTime at = LocalDateTime.of(year, month, day, hour, minute, second, nanos);
        return scan.done() ? local(at, text) : at.toInstant(scan.offset());
    }

    private Instant local(LocalDateTime at, String text) throws Unreadable {
        if (zone == null) {
            throw new Unreadable(quoted(text) + " has no time zone: write it with Z or an offset, or say which zone the"
                    + " file means with --timezone");
        }
        if (zone.getRules().getValidOffsets(at).isEmpty()) {
            throw new Unreadable(quoted(text) + " does not exist in " + zone + ": the clock was put forward");
        }
        return at.atZone(zone).toInstant();
    }

    private static Instant epoch(String text) throws Unreadable {
        long number = Long.parseLong(text);
        return switch (text.length()) {
            case 9, 10 -> Instant.ofEpochSecond(number);
            case 12, 13 -> Instant.ofEpochMilli(number);
            default -> throw new Unreadable(quoted(text) + " " + FORM);
        };
    }

    static String quoted(String text) {
        return '"' + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + '"';
    }

    /** The text is no timestamp that can be understood; the message is the reason. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String reason) {
            super(reason, null, false, false);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    /** A cursor over the text: every file has millions of these, so no formatter and no pattern. */
    private static final class Scan {
        /** Decimals of a second that are kept. */
        private static final int MICROS = 6;

        private final String text;
        private int at;

        Scan(String text) {
            this.text = text;
        }

        boolean done() {
            return at == text.length();
        }

        boolean at(char c) {
            return at < text.length() && text.charAt(at) == c;
        }

        boolean atDigit() {
            return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
        }

        int digits(int count) {
            int value = 0;
            for (int i = 0; i < count; i++) {
                value = value * 10 + digit(text.charAt(at++));
            }
            return value;
        }

        /** In nanoseconds, cut off after the microseconds. */
        int fraction() {
            at++;
            int micros = 0;
            int places = 0;
            for (; atDigit(); at++, places++) {
                if (places < MICROS) {
                    micros = micros * 10 + digit(text.charAt(at));
                }
            }
            if (places == 0) {
                throw new DateTimeException("no digits after the point");
            }
            for (; places < MICROS; places++) {
                micros *= 10;
            }
            return micros * 1_000;
        }

        ZoneOffset offset() {
            if (text.startsWith(" UTC", at) && at + 4 == text.length()) {
                return ZoneOffset.UTC;
            }
            char sign = text.charAt(at);
            if (sign == 'Z' || sign == 'z') {
                at++;
                if (!done()) {
                    throw new DateTimeException("text after Z");
                }
                return ZoneOffset.UTC;
            }
            expect('+', '-');
            int hours = digits(2);
            if (at(':')) {
                at++;
            }
            int minutes = done() ? 0 : digits(2);
            if (!done()) {
                throw new DateTimeException("text after the offset");
            }
            int direction = sign == '-' ? -1 : 1;
            return ZoneOffset.ofHoursMinutes(direction * hours, direction * minutes);
        }

        void expect(char... any) {
            char c = text.charAt(at++);
            for (char one : any) {
                if (one == c) {
                    return;
                }
            }
            throw new DateTimeException("unexpected character");
        }

        private static int digit(char c) {
            if (c < '0' || c > '9') {
                throw new DateTimeException("not a digit");
            }
            return c - '0';
        }
    }
}
