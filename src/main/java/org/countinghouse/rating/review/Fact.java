package org.countinghouse.rating.review;

import java.math.BigDecimal;
import org.countinghouse.money.Decimals;
import org.joda.money.CurrencyUnit;

/** A value inside a sentence, so that faces can write it as their reader does. */
public sealed interface Fact {
    /** The value in English, with a plain decimal point. */
    String text();

    /** A quantity or another bare number. */
    record Quantity(BigDecimal value) implements Fact {
        @Override
        public String text() {
            return Decimals.plain(value);
        }
    }

    /** Money, never with fewer decimals than its currency has. */
    record Amount(CurrencyUnit currency, BigDecimal value) implements Fact {
        @Override
        public String text() {
            BigDecimal plain = value.stripTrailingZeros();
            int decimals = Math.max(plain.scale(), Math.max(0, currency.getDecimalPlaces()));
            return plain.setScale(decimals).toPlainString() + " " + currency.getCode();
        }
    }

    /** Percent, 19 for nineteen. */
    record Percent(BigDecimal value) implements Fact {
        @Override
        public String text() {
            return Decimals.plain(value) + " %";
        }
    }

    /** A name, a time or another text that is the same in every language. */
    record Words(String text) implements Fact {}

    static Fact of(BigDecimal quantity) {
        return new Quantity(quantity);
    }

    static Fact of(long number) {
        return new Quantity(BigDecimal.valueOf(number));
    }

    static Fact of(String text) {
        return new Words(text);
    }
}
