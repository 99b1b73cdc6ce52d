package org.countinghouse.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.joda.money.CurrencyUnit;

/** Amounts at their currency's minor unit. */
final class Amounts {
    private Amounts() {}

    /** Digits after the point. */
    static int scale(String currency) {
        return CurrencyUnit.of(currency).getDecimalPlaces();
    }

    /** The same amount with the currency's digits; it has no more. */
    static BigDecimal exact(BigDecimal amount, String currency) {
        return amount.setScale(scale(currency), RoundingMode.UNNECESSARY);
    }

    /** For example {@code 12.50 EUR}. */
    static String plain(BigDecimal amount, String currency) {
        BigDecimal shown = amount.stripTrailingZeros().scale() > scale(currency) ? amount : exact(amount, currency);
        return shown.toPlainString() + " " + currency;
    }
}
