package org.countinghouse.metering.collect;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import org.countinghouse.metering.Quantities;
import org.jspecify.annotations.Nullable;

/** Values of samples, exactly as their text has them; nothing goes through binary floating point. */
final class SampleValue {
    private static final Set<String> NOT_FINITE = Set.of("nan", "inf", "infinity");
    private static final int MOST_DIGITS = 20;

    private SampleValue() {}

    /**
     * A number.
     *
     * @return null for NaN, infinity, and what is too large to be counted: 20 digits before the point
     * @throws NumberFormatException when the text is no number
     */
    static @Nullable BigDecimal parse(String text) {
        String plain = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
        if (NOT_FINITE.contains(plain.toLowerCase(Locale.ROOT))) {
            return null;
        }
        BigDecimal value = Quantities.parse(text);
        // The size first: a number like 1e999999999 must never be written out.
        long digitsBefore = (long) value.precision() - value.scale();
        if (value.signum() != 0 && digitsBefore > MOST_DIGITS) {
            return null;
        }
        boolean tooSmall = value.signum() == 0 || digitsBefore < -Counted.DECIMALS;
        return tooSmall ? BigDecimal.ZERO : value;
    }
}
