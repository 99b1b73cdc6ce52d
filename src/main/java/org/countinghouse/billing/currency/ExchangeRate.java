package org.countinghouse.billing.currency;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.joda.money.CurrencyUnit;

/**
 * What a currency is worth in another one.
 *
 * @param base ISO 4217
 * @param quote ISO 4217
 * @param day of the rate; of market prices the day of the inquiry in UTC
 * @param rate units of {@code quote} for one of {@code base}, above zero
 * @param source for example {@code ECB}; of a rate worked out from others all of them
 */
public record ExchangeRate(String base, String quote, LocalDate day, BigDecimal rate, String source) {
    public ExchangeRate {
        if (rate.signum() <= 0) {
            throw new IllegalArgumentException("a rate is above zero, not " + rate);
        }
    }

    /** What an amount of the base is worth, rounded half up to the minor unit of the quote. */
    public BigDecimal of(BigDecimal amount) {
        int decimals = Math.max(0, CurrencyUnit.of(quote).getDecimalPlaces());
        return amount.multiply(rate).setScale(decimals, RoundingMode.HALF_UP);
    }
}
