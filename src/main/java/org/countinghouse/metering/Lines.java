package org.countinghouse.metering;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Lines of a text with their numbers, each in bounded memory: a longer line is cut and says so. */
final class Lines implements Closeable {
    /** Longest line that is read whole, in characters. */
    static final int LONGEST = 1 << 20;

    private static final int KEPT_OF_A_LONG_LINE = 200;

    private final Reader in;
    private final char[] buffer = new char[1 << 16];
    private int position;
    private int end;
    private long number;

    /** @param text without line end */
    record Line(long number, String text, boolean tooLong) {}

    Lines(Reader in) {
        this.in = in;
    }

    @Nullable
    Line next() throws IOException {
        if (position == end && !fill()) {
            return null;
        }
        number++;
        StringBuilder longer = null;
        boolean tooLong = false;
        while (true) {
            int from = position;
            while (position < end && buffer[position] != '\n') {
                position++;
            }
            boolean complete = position < end;
            int length = position - from;
            if (complete && longer == null && !tooLong) {
                position++;
                return new Line(number, chomp(buffer, from, length), false);
            }
            if (longer == null) {
                longer = new StringBuilder();
            }
            if (longer.length() + length > LONGEST) {
                longer.append(buffer, from, Math.min(length, KEPT_OF_A_LONG_LINE));
                longer.setLength(KEPT_OF_A_LONG_LINE);
                tooLong = true;
            } else if (!tooLong) {
                longer.append(buffer, from, length);
            }
            if (complete) {
                position++;
            }
            if (complete || !fill()) {
                return new Line(number, chomp(longer), tooLong);
            }
        }
    }

    private boolean fill() throws IOException {
        position = 0;
        end = Math.max(0, in.read(buffer, 0, buffer.length));
        return end > 0;
    }

    private static String chomp(char[] from, int start, int length) {
        boolean carriageReturn = length > 0 && from[start + length - 1] == '\r';
        return new String(from, start, carriageReturn ? length - 1 : length);
    }

    private static String chomp(StringBuilder text) {
        int length = text.length();
        return length > 0 && text.charAt(length - 1) == '\r' ? text.substring(0, length - 1) : text.toString();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
