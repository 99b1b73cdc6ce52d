package org.countinghouse.metering;

import java.time.Instant;

/** Writes times as {@link Instant#toString} does, without its cost: imports write several for each event. */
final class InstantText {
    private static final long DAY = 86_400;
    /** Days from the first of March of the year 0 to 1970. Years that begin in March end with the leap day. */
    private static final long FROM_MARCH_0 = 719_468;

    private static final long DAYS_OF_400_YEARS = 146_097;

    private InstantText() {}

    static void append(StringBuilder out, Instant time) {
        long days = Math.floorDiv(time.getEpochSecond(), DAY);
        long shifted = days + FROM_MARCH_0;
        if (shifted < DAYS_OF_400_YEARS || days >= 2_932_896 || time.getNano() % 1_000 != 0) {
            // Before the year 400, after 9999 or finer than microseconds: no usage.
            out.append(time);
            return;
        }
        date(out, shifted);
        int second = (int) Math.floorMod(time.getEpochSecond(), DAY);
        out.append('T');
        two(out, second / 3_600);
        out.append(':');
        two(out, second / 60 % 60);
        out.append(':');
        two(out, second % 60);
        fraction(out, time.getNano() / 1_000);
        out.append('Z');
    }

    /** The proleptic Gregorian calendar by whole numbers (Howard Hinnant, "chrono-compatible low-level date algorithms"). */
    private static void date(StringBuilder out, long daysFromMarch0) {
        long era = daysFromMarch0 / DAYS_OF_400_YEARS;
        int dayOfEra = (int) (daysFromMarch0 % DAYS_OF_400_YEARS);
        int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int fromMarch = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * fromMarch + 2) / 5 + 1;
        int month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
        int year = (int) (era * 400 + yearOfEra) + (month <= 2 ? 1 : 0);
        two(out, year / 100);
        two(out, year % 100);
        out.append('-');
        two(out, month);
        out.append('-');
        two(out, day);
    }

    private static void fraction(StringBuilder out, int micros) {
        if (micros == 0) {
            return;
        }
        out.append('.');
        three(out, micros / 1_000);
        if (micros % 1_000 != 0) {
            three(out, micros % 1_000);
        }
    }

    private static void two(StringBuilder out, int value) {
        out.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
    }

    private static void three(StringBuilder out, int value) {
        out.append((char) ('0' + value / 100));
        two(out, value % 100);
    }
}
