package org.countinghouse.metering;

import java.math.BigDecimal;

/** Reads quantities exactly from their text; nothing goes through binary floating point. */
public final class Quantities {
    /** Characters of the longest text that is read. */
    public static final int LONGEST = 60;

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
        return new BigDecimal(text);
    }
}
