package org.countinghouse.rating.naive;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** An exact rational number, always in lowest terms with a denominator above zero. */
record Fraction(BigInteger numerator, BigInteger denominator) implements Comparable<Fraction> {
    static final Fraction ZERO = of(0);
    static final Fraction ONE = of(1);
    static final Fraction HUNDRED = of(100);
    private static final Fraction HALF = ONE.over(of(2));

    Fraction {
        if (denominator.signum() == 0) {
            throw new Refusal("division by zero");
        }
        BigInteger common = numerator.gcd(denominator);
        if (denominator.signum() < 0) {
            common = common.negate();
        }
        numerator = numerator.divide(common);
        denominator = denominator.divide(common);
    }

    static Fraction of(long whole) {
        return new Fraction(BigInteger.valueOf(whole), BigInteger.ONE);
    }

    static Fraction of(BigInteger whole) {
        return new Fraction(whole, BigInteger.ONE);
    }

    static Fraction of(String decimal) {
        try {
            BigDecimal number = new BigDecimal(decimal);
            if (Math.abs((long) number.scale()) > 1000 || number.precision() > 1000) {
                throw new Refusal("a number beyond all bounds: " + decimal);
            }
            return of(number.unscaledValue()).times(powerOfTen(-number.scale()));
        } catch (NumberFormatException problem) {
            throw new Refusal("no number: " + decimal);
        }
    }

    static Fraction powerOfTen(int exponent) {
        BigInteger power = BigInteger.TEN.pow(Math.abs(exponent));
        return exponent < 0 ? new Fraction(BigInteger.ONE, power) : of(power);
    }

    static <T> Fraction sum(Collection<T> items, Function<T, Fraction> part) {
        Fraction sum = ZERO;
        for (T item : items) {
            sum = sum.plus(part.apply(item));
        }
        return sum;
    }

    Fraction plus(Fraction other) {
        return new Fraction(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    Fraction minus(Fraction other) {
        return plus(other.negated());
    }

    Fraction times(Fraction other) {
        return new Fraction(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    Fraction over(Fraction other) {
        return new Fraction(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    Fraction percent() {
        return over(HUNDRED);
    }

    Fraction negated() {
        return new Fraction(numerator.negate(), denominator);
    }

    Fraction absolute() {
        return signum() < 0 ? negated() : this;
    }

    int signum() {
        return numerator.signum();
    }

    boolean above(Fraction other) {
        return compareTo(other) > 0;
    }

    Fraction smaller(Fraction other) {
        return above(other) ? other : this;
    }

    Fraction larger(Fraction other) {
        return above(other) ? this : other;
    }

    /** The greatest whole number not above this. */
    Fraction floor() {
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        return of(parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0]);
    }

    Fraction ceiling() {
        return negated().floor().negated();
    }

    /** Rounded to a number of decimals, which may be negative. */
    Fraction rounded(String mode, int decimals) {
        Fraction scaled = times(powerOfTen(decimals));
        Fraction size = scaled.absolute();
        Fraction whole = switch (mode) {
            case "half_up" -> size.plus(HALF).floor();
            case "half_even" -> halfEven(size);
            case "up" -> size.ceiling();
            case "down" -> size.floor();
            case "ceil" -> scaled.ceiling();
            case "floor" -> scaled.floor();
            default -> throw new Refusal("unknown rounding " + mode);
        };
        boolean signed = mode.equals("ceil") || mode.equals("floor");
        return (signed || scaled.signum() >= 0 ? whole : whole.negated()).times(powerOfTen(-decimals));
    }

    private static Fraction halfEven(Fraction size) {
        Fraction below = size.floor();
        int side = size.minus(below).compareTo(HALF);
        boolean odd = below.numerator.testBit(0);
        return side > 0 || (side == 0 && odd) ? below.plus(ONE) : below;
    }

    /** As a decimal: exact when it ends, else carried to 40 significant digits. */
    Fraction carried() {
        BigInteger rest = denominator;
        for (BigInteger prime : List.of(BigInteger.TWO, BigInteger.valueOf(5))) {
            while (rest.mod(prime).signum() == 0) {
                rest = rest.divide(prime);
            }
        }
        return rest.equals(BigInteger.ONE)
                ? this
                : of(new BigDecimal(numerator)
                        .divide(new BigDecimal(denominator), new MathContext(40, RoundingMode.HALF_EVEN))
                        .toString());
    }

    /** Written with a fixed number of decimals; only for numbers that have no more. */
    String text(int decimals) {
        return new BigDecimal(numerator)
                .divide(new BigDecimal(denominator))
                .setScale(decimals)
                .toPlainString();
    }

    @Override
    public int compareTo(Fraction other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }
}
