package org.countinghouse.desktop.plans;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Locale;
import java.util.Optional;
import org.countinghouse.money.Decimals;

/** Reads a quantity as the person writes numbers. */
final class QuantityText {
    private QuantityText() {}

    /** Empty for anything but a number that is not negative and not absurdly large or long. */
    static Optional<BigDecimal> parse(String text, Locale locale) {
        String plain = text.strip().replace("\u00a0", "").replace("\u202f", "").replace(" ", "");
        var format = (DecimalFormat) NumberFormat.getNumberInstance(locale);
        format.setParseBigDecimal(true);
        var position = new ParsePosition(0);
        if (format.parse(plain, position) instanceof BigDecimal number
                && position.getIndex() == plain.length()
                && number.signum() >= 0
                && Decimals.fits(number)) {
            return Optional.of(number);
        }
        return Optional.empty();
    }
}
