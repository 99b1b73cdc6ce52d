package org.countinghouse.metering;

import java.math.BigDecimal;

/** Reads quantities exactly from their text; nothing goes through binary floating point. */
public final class Quantities {
    /** Characters of the longest text that is read. */
    public static final int LONGEST = 60;

    /** What a quantity may have and the database keeps. */
    public static final int MOST_DECIMALS = 12;

    private Quantities() {}

    /** @throws NumberFormatException when the text is no decimal number with a point */
    public static BigDecimal parse(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            throw new NumberFormatException();
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                throw new NumberFormatException();
            }
        }
        return plain(new BigDecimal(text));
    }

    /**
     * The same value without zeros that only say how it was written: {@code 0e-400000000} is nothing, but added to one
     * it would be a number of 400 million digits, and {@code 1.0000000000000} has no decimals although it shows more than
     * are kept.
     */
    public static BigDecimal plain(BigDecimal number) {
        if (number.signum() == 0) {
            return number.scale() < 0 || number.scale() > MOST_DECIMALS ? BigDecimal.ZERO : number;
        }
        if (number.scale() <= MOST_DECIMALS) {
            return number;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
