package org.countinghouse.metering;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decimals as PostgreSQL's {@code numeric} has them in binary: digits to the base 10,000, the weight of the first, the
 * sign and the scale, two bytes each (PostgreSQL source, {@code numeric_send}). Only for numbers whose digits fit a long,
 * which are nearly all; whole numbers of unlimited size take several times as long.
 */
final class NumericBytes {
    private static final int BASE = 10_000;
    private static final int DIGITS_OF_BASE = 4;
    /** So that the digits still fit a long when zeros fill up the last digit to the base. */
    private static final int MOST_DIGITS = 15;

    private static final long[] TENS = {1, 10, 100, 1_000};
    private static final short NEGATIVE = 0x4000;
    /** A long has at most five digits to the base. */
    private static final int MOST_PLACES = 5;

    private static final int HEAD = 8;

    private NumericBytes() {}

    /** Null when the number is too long for this way or has a negative scale. */
    static byte @Nullable [] of(BigDecimal value) {
        int scale = value.scale();
        if (scale < 0 || scale > MOST_DIGITS || value.precision() > MOST_DIGITS) {
            return null;
        }
        int fractionPlaces = (scale + DIGITS_OF_BASE - 1) / DIGITS_OF_BASE;
        long left = Math.abs(value.unscaledValue().longValue()) * TENS[fractionPlaces * DIGITS_OF_BASE - scale];
        short[] places = new short[MOST_PLACES];
        int first = MOST_PLACES;
        int end = MOST_PLACES;
        for (; left != 0; left /= BASE) {
            places[--first] = (short) (left % BASE);
            // Zeros at the end are not written.
            end -= end == first + 1 && places[first] == 0 ? 1 : 0;
        }
        return bytes(value, Arrays.copyOfRange(places, first, end), MOST_PLACES - first - fractionPlaces - 1);
    }

    private static byte[] bytes(BigDecimal value, short[] places, int weight) {
        var bytes = ByteBuffer.allocate(HEAD + 2 * places.length)
                .putShort((short) places.length)
                .putShort((short) (places.length == 0 ? 0 : weight))
                .putShort(value.signum() < 0 ? NEGATIVE : 0)
                .putShort((short) value.scale());
        for (short place : places) {
            bytes.putShort(place);
        }
        return bytes.array();
    }
}
