package org.countinghouse.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.junit.jupiter.api.Test;

class MoneyTest {
    @Test
    void divisionIsExactWhenItEndsAndLongWhenItDoesNot() {
        assertThat(Decimals.divide(new BigDecimal("1"), new BigDecimal("1024"))).isEqualByComparingTo("0.0009765625");
        BigDecimal huge = new BigDecimal("1").divide(new BigDecimal("2").pow(150));
        assertThat(Decimals.divide(BigDecimal.ONE, new BigDecimal("2").pow(150)))
                .isEqualByComparingTo(huge);
        assertThat(Decimals.divide(new BigDecimal("9"), new BigDecimal("3"))).isEqualByComparingTo("3");
        assertThat(Decimals.divide(BigDecimal.ONE, new BigDecimal("3")).precision())
                .isGreaterThanOrEqualTo(34);
    }

    @Test
    void fractionRoundsFromTheExactQuotient() {
        Fraction third = Fraction.of(BigDecimal.ONE).dividedBy(new BigDecimal("3"));
        assertThat(third.times(new BigDecimal("3")).value()).isEqualByComparingTo("1");
        assertThat(third.plus(third).plus(third).round(0, RoundingMode.FLOOR)).isEqualByComparingTo("1");
    }

    @Test
    void numbersAreReadStrictly() {
        assertThat(Decimals.parse("1e3")).isEmpty();
        assertThat(Decimals.parse("١٢")).isEmpty();
        assertThat(Decimals.parse(" 1")).isEmpty();
        assertThat(Decimals.plain(new BigDecimal("1E+3"))).isEqualTo("1000");
    }

    @Test
    void sharesAddUpAndNoneIsAUnitOff() {
        qt().forAll(
                        lists().of(integers().between(0, 10_000)).ofSizeBetween(1, 12),
                        integers().between(0, 100_000))
                .assuming((weights, cents) -> weights.stream().anyMatch(weight -> weight > 0))
                .checkAssert((weights, cents) -> {
                    BigDecimal total = BigDecimal.valueOf(cents, 2);
                    List<BigDecimal> exact =
                            weights.stream().map(BigDecimal::valueOf).toList();
                    List<BigDecimal> shares = LargestRemainder.spread(total, exact, 2);
                    assertThat(shares.stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                            .isEqualByComparingTo(total);
                    BigDecimal sum = exact.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
                    for (int index = 0; index < shares.size(); index++) {
                        BigDecimal fair = Decimals.divide(total.multiply(exact.get(index)), sum);
                        assertThat(shares.get(index).subtract(fair).abs()).isLessThan(new BigDecimal("0.01"));
                    }
                });
    }

    @Test
    void currenciesAreIsoOnly() {
        assertThat(Currencies.find("JPY"))
                .hasValueSatisfying(yen -> assertThat(yen.getDecimalPlaces()).isZero());
        assertThat(Currencies.find("XAU")).isEmpty();
        assertThat(Currencies.find("usd")).isEmpty();
    }

    @Test
    void aTextOfEightyCharactersIsTheLongestNumber() {
        assertThat(Decimals.parse("7".repeat(80))).isPresent();
        assertThat(Decimals.parse("7".repeat(81))).isEmpty();
    }

    @Test
    void nothingIsDividedByZero() {
        assertThatThrownBy(() -> new Fraction(BigDecimal.ONE, BigDecimal.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Fraction(BigDecimal.ONE, BigDecimal.ONE.negate()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LargestRemainder.spread(BigDecimal.ONE, List.of(BigDecimal.ZERO), 2))
                .hasMessageStartingWith("weights must add up");
        assertThat(Fraction.of(BigDecimal.TEN).isDecimal()).isTrue();
        assertThat(Fraction.of(BigDecimal.TEN).dividedBy(BigDecimal.valueOf(3)).isDecimal())
                .isFalse();
    }
}
