package org.countinghouse.billing.currency;

import java.math.BigDecimal;
import java.util.Optional;
import org.countinghouse.money.Decimals;

/**
 * What may be kept as a rate, wherever it comes from: above zero, and of a size of which also what is turned round, or goes
 * by way of the euro, can be read back with an invoice.
 */
final class RateValue {
    /** An invoice keeps its rate, and reads no more digits, before or behind the point. */
    static final int MOST_DIGITS = 30;

    private static final int FAR = 12;
    private static final int SEEN = 40;

    private RateValue() {}

    /** Why a number cannot be kept, as the end of a sentence; empty when it can. */
    static Optional<String> wrong(BigDecimal rate) {
        if (rate.signum() <= 0) {
            return Optional.of("is not above zero");
        }
        boolean digits =
                rate.scale() <= MOST_DIGITS && rate.precision() - (long) Math.min(0, rate.scale()) <= MOST_DIGITS;
        boolean near = rate.compareTo(BigDecimal.ONE.movePointRight(FAR)) <= 0
                && rate.compareTo(BigDecimal.ONE.movePointLeft(FAR)) >= 0;
        return digits && near
                ? Optional.empty()
                : Optional.of("has more than " + MOST_DIGITS + " digits, or is beyond a million millions to one");
    }

    /** The same of a text. */
    static Optional<String> wrong(String text) {
        var number = Decimals.parse(text);
        if (number.isPresent()) {
            return wrong(number.get());
        }
        return Optional.of(
                text.matches("[0-9.-]+") && text.length() > SEEN
                        ? "has more than " + MOST_DIGITS + " digits"
                        : "is no number in plain digits");
    }

    /** A number that can be kept; empty for everything else. */
    static Optional<BigDecimal> of(String text) {
        return wrong(text).isPresent() ? Optional.empty() : Decimals.parse(text);
    }

    /** As much of it as a sentence takes, without anything but text. */
    static String shown(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", " ");
        return plain.length() > SEEN ? plain.substring(0, SEEN) + "\u2026" : plain;
    }
}
