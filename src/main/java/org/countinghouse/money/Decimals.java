package org.countinghouse.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reading, writing and dividing exact decimals. Nothing here goes through binary floating point. */
public final class Decimals {
    /** Decimals a price, rate or quantity may have. */
    public static final int MAX_DECIMALS = 12;

    /** Digits before the point; with {@link #MAX_DECIMALS} this is what the database's numeric(38,12) holds. */
    public static final int MAX_INTEGER_DIGITS = 26;

    /** Beyond this a text is not a figure but an attack on memory. */
    private static final int MAX_TEXT = 80;

    private static final MathContext UNENDING = new MathContext(40, RoundingMode.HALF_EVEN);
    private static final Pattern PLAIN = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
    private static final BigInteger FIVE = BigInteger.valueOf(5);

    private Decimals() {}

    /** The number in plain digits: no exponent, no trailing zeros behind the point. */
    public static String plain(BigDecimal value) {
        if (value.scale() == 0) {
            return value.toString();
        }
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    /** Reads plain digits with an optional sign and point; empty when the text is anything else. */
    public static Optional<BigDecimal> parse(String text) {
        if (text.length() > MAX_TEXT || !PLAIN.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(text));
    }

    /** True when the number has at most 26 digits before and 12 behind the point (zeros at the end do not count). */
    public static boolean fits(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() <= MAX_DECIMALS && stripped.precision() - (long) stripped.scale() <= MAX_INTEGER_DIGITS;
    }

    /** Exact when the division ends, else carried to 40 significant digits. */
    public static BigDecimal divide(BigDecimal dividend, BigDecimal divisor) {
        if (dividend.signum() == 0) {
            return BigDecimal.ZERO;
        }
        return ends(dividend, divisor) ? dividend.divide(divisor) : dividend.divide(divisor, UNENDING);
    }

    /** A quotient ends when the reduced divisor has no prime factor but 2 and 5. */
    private static boolean ends(BigDecimal dividend, BigDecimal divisor) {
        BigInteger reduced = divisor.unscaledValue().abs();
        reduced = reduced.divide(reduced.gcd(dividend.unscaledValue()));
        reduced = reduced.shiftRight(Math.max(0, reduced.getLowestSetBit()));
        while (reduced.mod(FIVE).signum() == 0) {
            reduced = reduced.divide(FIVE);
        }
        return reduced.equals(BigInteger.ONE);
    }
}
