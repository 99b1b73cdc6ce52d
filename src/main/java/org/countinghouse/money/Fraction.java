package org.countinghouse.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An exact quotient of two decimals. Quantities and amounts stay fractions until their line ends, so that a rule
 * like "multiply first, divide once and last" holds by construction.
 *
 * @param numerator any decimal
 * @param denominator above zero
 */
public record Fraction(BigDecimal numerator, BigDecimal denominator) {
    public static final Fraction ZERO = new Fraction(BigDecimal.ZERO, BigDecimal.ONE);

    public Fraction {
        if (!isOne(denominator) && denominator.signum() <= 0) {
            throw new IllegalArgumentException("denominator must be above zero: " + denominator);
        }
    }

    public static Fraction of(BigDecimal value) {
        return value.signum() == 0 ? ZERO : new Fraction(value, BigDecimal.ONE);
    }

    public Fraction plus(Fraction other) {
        if (other.signum() == 0) {
            return this;
        }
        if (signum() == 0) {
            return other;
        }
        if (sameDenominator(other)) {
            return new Fraction(numerator.add(other.numerator), denominator);
        }
        return new Fraction(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    public Fraction plus(BigDecimal other) {
        return other.signum() == 0 ? this : plus(of(other));
    }

    public Fraction minus(Fraction other) {
        return plus(other.negate());
    }

    public Fraction minus(BigDecimal other) {
        return other.signum() == 0 ? this : plus(of(other.negate()));
    }

    public Fraction negate() {
        return new Fraction(numerator.negate(), denominator);
    }

    public Fraction times(BigDecimal factor) {
        return new Fraction(numerator.multiply(factor), denominator);
    }

    /** @param percent for example 19 for nineteen percent */
    public Fraction percent(BigDecimal percent) {
        return times(percent.movePointLeft(2));
    }

    /** @param divisor above zero */
    public Fraction dividedBy(BigDecimal divisor) {
        return isOne(divisor) ? this : new Fraction(numerator, denominator.multiply(divisor));
    }

    public Fraction min(Fraction other) {
        return compare(other) <= 0 ? this : other;
    }

    /** This, or zero when it is below zero. */
    public Fraction atLeastZero() {
        return signum() < 0 ? ZERO : this;
    }

    /** True when the denominator is one: the numerator is the value. */
    public boolean isDecimal() {
        return isOne(denominator);
    }

    public int signum() {
        return numerator.signum();
    }

    public int compare(Fraction other) {
        if (sameDenominator(other)) {
            return numerator.compareTo(other.numerator);
        }
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    public int compare(BigDecimal other) {
        return numerator.compareTo(isOne(denominator) ? other : other.multiply(denominator));
    }

    /** The quotient: exact when it ends, else to 40 significant digits. */
    public BigDecimal value() {
        return isOne(denominator) ? numerator : Decimals.divide(numerator, denominator);
    }

    /** Rounded once, from the exact quotient. */
    public BigDecimal round(int scale, RoundingMode mode) {
        return isOne(denominator) ? numerator.setScale(scale, mode) : numerator.divide(denominator, scale, mode);
    }

    // Most denominators are the constant one: identity answers at once, the comparison behind it decides the others.
    @SuppressWarnings("ReferenceEquality")
    private boolean sameDenominator(Fraction other) {
        return denominator == other.denominator || denominator.compareTo(other.denominator) == 0;
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean isOne(BigDecimal value) {
        return value == BigDecimal.ONE || value.compareTo(BigDecimal.ONE) == 0;
    }
}
