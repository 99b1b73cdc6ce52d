package org.countinghouse.metering;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What makes two events with one id the same, as a text in UTF-8: type, time, quantity and properties. It is written
 * for each event that comes in, and only to be hashed, so it goes straight to bytes. Not for use by several threads.
 */
final class PayloadText {
    private static final int DAY = 86_400;
    /** The first day of the year 10000, from which on Java writes a sign before the year. */
    private static final long YEAR_10000 = LocalDate.of(10_000, 1, 1).toEpochDay();
    /** Usage comes from few days at a time: the text of each is kept. A power of two. */
    private static final int DAYS = 512;

    private static final int MOST_DIGITS = 18;

    private final @Nullable Day[] days = new Day[DAYS];
    private byte[] bytes = new byte[256];
    private int size;

    /** Writes the text of an event in the place of the one before. */
    PayloadText of(UsageEvent event) throws UnfitJson {
        size = 0;
        quoted(event.id());
        quoted(event.event());
        time(event.time());
        room(1);
        bytes[size++] = ' ';
        if (event.quantity() != null) {
            decimal(event.quantity());
        }
        text(event.properties().canonical());
        return this;
    }

    UUID hash(Hashes hashes) {
        return hashes.of(bytes, size);
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void quoted(String text) throws UnfitJson {
        int before = size;
        room(text.length() + 2);
        bytes[size++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                size = before;
                var escaped = new StringBuilder();
                CanonicalJson.text(escaped, text);
                text(escaped.toString());
                return;
            }
            bytes[size++] = (byte) c;
        }
        bytes[size++] = '"';
    }

    private void text(String text) {
        int before = size;
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > '~') {
                size = before;
                byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
                room(encoded.length);
                System.arraycopy(encoded, 0, bytes, size, encoded.length);
                size += encoded.length;
                return;
            }
            bytes[size++] = (byte) c;
        }
    }

    /** As {@link Instant#toString}, without its cost. */
    void time(Instant time) {
        long day = Math.floorDiv(time.getEpochSecond(), DAY);
        if (day < 0 || day >= YEAR_10000 || time.getNano() % 1_000 != 0) {
            text(time.toString());
            return;
        }
        byte[] date = date(day);
        room(date.length + 17);
        System.arraycopy(date, 0, bytes, size, date.length);
        size += date.length;
        int second = (int) (time.getEpochSecond() - day * DAY);
        bytes[size++] = 'T';
        two(second / 3_600);
        bytes[size++] = ':';
        two(second / 60 % 60);
        bytes[size++] = ':';
        two(second % 60);
        int micros = time.getNano() / 1_000;
        if (micros != 0) {
            bytes[size++] = '.';
            three(micros / 1_000);
            if (micros % 1_000 != 0) {
                three(micros % 1_000);
            }
        }
        bytes[size++] = 'Z';
    }

    private byte[] date(long day) {
        int slot = (int) day & (DAYS - 1);
        Day known = days[slot];
        if (known == null || known.number != day) {
            known = new Day(day);
            days[slot] = known;
        }
        return known.text;
    }

    private static final class Day {
        private final long number;
        private final byte[] text;

        Day(long number) {
            this.number = number;
            this.text = LocalDate.ofEpochDay(number).toString().getBytes(StandardCharsets.US_ASCII);
        }
    }

    private void two(int value) {
        bytes[size++] = (byte) ('0' + value / 10);
        bytes[size++] = (byte) ('0' + value % 10);
    }

    private void three(int value) {
        bytes[size++] = (byte) ('0' + value / 100);
        two(value % 100);
    }

    /** Plainly and without trailing zeros after the point. */
    void decimal(BigDecimal value) {
        int scale = value.scale();
        if (scale < 0 || scale > MOST_DIGITS || value.precision() > MOST_DIGITS) {
            text(value.stripTrailingZeros().toPlainString());
            return;
        }
        long digits = scale == 0 ? value.longValue() : value.unscaledValue().longValue();
        for (; scale > 0 && digits % 10 == 0; scale--) {
            digits /= 10;
        }
        room(2 * MOST_DIGITS);
        if (digits < 0) {
            bytes[size++] = '-';
            digits = -digits;
        }
        int start = size;
        // Backwards, then turned round: at least one digit stands before the point.
        for (int place = 0; digits != 0 || place <= scale; place++) {
            if (place == scale && scale > 0) {
                bytes[size++] = '.';
            }
            bytes[size++] = (byte) ('0' + digits % 10);
            digits /= 10;
        }
        for (int left = start, right = size - 1; left < right; left++, right--) {
            byte swapped = bytes[left];
            bytes[left] = bytes[right];
            bytes[right] = swapped;
        }
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
