package org.countinghouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.countinghouse.catalog.PriceModel.Tier;
import org.junit.jupiter.api.Test;

/** 64-bit arithmetic gives what BigDecimal gives, or no answer. */
class TierListTest {
    private static final int CASES = 200_000;

    @Test
    void bothWaysGiveTheSameAmounts() {
        var random = new Random(20_261_121);
        int answered = 0;
        int declined = 0;
        for (int number = 0; number < CASES; number++) {
            var tiers = tiers(random);
            var list = (TierList) TierList.of(tiers);
            BigDecimal quantity = quantity(random, tiers);
            if (quantity.signum() == 0) {
                continue;
            }
            BigDecimal graduated = list.graduated(quantity);
            BigDecimal volume = list.volume(quantity);
            String description = "case " + number + ": " + quantity + " of " + tiers;
            if (graduated != null) {
                assertThat(graduated).as(description).isEqualByComparingTo(graduated(tiers, quantity));
                answered++;
            } else {
                declined++;
            }
            if (volume != null) {
                assertThat(volume).as(description).isEqualByComparingTo(volume(tiers, quantity));
            }
        }
        assertThat(answered).as("cases that fit").isGreaterThan(CASES / 3);
        assertThat(declined).as("cases that do not fit").isGreaterThan(CASES / 20);
    }

    @Test
    void usualFiguresFit() {
        var list = (TierList) TierList.of(List.of(
                tier("1000", "0.0000025", "0"), tier("250000.5", "0.000001", "5"), tier(null, "0.00000075", "0")));
        assertThat(list.graduated(new BigDecimal("123456789.123456"))).isNotNull();
        assertThat(list.volume(new BigDecimal("123456789.123456"))).isNotNull();
    }

    @Test
    void whatDoesNotFitIsDeclined() {
        var usual = (TierList) TierList.of(List.of(tier("1000", "0.01", "0"), tier(null, "0.005", "0")));
        assertThat(usual.graduated(new BigDecimal("1e18"))).isNull();
        assertThat(usual.graduated(new BigDecimal("0." + "1".repeat(19)))).isNull();
        assertThat(usual.graduated(new BigDecimal(BigInteger.TWO.pow(63)))).isNull();
        assertThat(usual.graduated(new BigDecimal("999999999999999999"))).isNotNull();
        var huge = (TierList) TierList.of(List.of(tier("1e18", "10", "0"), tier(null, "1", "0")));
        assertThat(huge.graduated(BigDecimal.ONE)).isNull();
        assertThat(huge.volume(BigDecimal.ONE)).isNull();
    }

    /** Eighteen digits in all: of the quantity itself, and of the amount behind its point. */
    @Test
    void whatJustFitsIsAnswered() {
        var fine = (TierList) TierList.of(List.of(tier("10", "0.000000000001", "0"), tier(null, "1", "0")));
        assertThat(fine.graduated(new BigDecimal("0.000001"))).isEqualByComparingTo("0.000000000000000001");
        assertThat(fine.graduated(new BigDecimal("0.0000001"))).isNull();
        assertThat(fine.graduated(new BigDecimal("1e-30"))).isNull();
        assertThat(fine.volume(new BigDecimal("1e-30"))).isNull();
        var coarse = (TierList) TierList.of(List.of(tier("10", "1", "0"), tier(null, "2", "0")));
        assertThat(coarse.volume(new BigDecimal("123456789012345678"))).isEqualByComparingTo("246913578024691356");
        assertThat(coarse.volume(new BigDecimal("1234567890123456789"))).isNull();
    }

    @Test
    void isTheListItWasMadeOf() {
        var tiers = List.of(tier("10", "1", "2"), tier(null, "3", "0"));
        assertThat(TierList.of(tiers)).isEqualTo(tiers).hasSameHashCodeAs(tiers);
        assertThat(new PriceModel.Graduated(tiers)).isEqualTo(new PriceModel.Graduated(new ArrayList<>(tiers)));
    }

    private static List<Tier> tiers(Random random) {
        var tiers = new ArrayList<Tier>();
        BigDecimal bound = BigDecimal.ZERO;
        int count = random.nextInt(1, 6);
        for (int index = 0; index < count; index++) {
            bound = bound.add(number(random).abs().max(new BigDecimal("0.001")));
            tiers.add(new Tier(
                    index == count - 1 ? null : bound,
                    number(random),
                    random.nextBoolean() ? BigDecimal.ZERO : number(random)));
        }
        return tiers;
    }

    private static BigDecimal quantity(Random random, List<Tier> tiers) {
        Tier tier = tiers.get(random.nextInt(tiers.size()));
        // Bounds and their neighbours as often as anything else.
        BigDecimal bound = tier.upTo();
        return switch (random.nextInt(4)) {
            case 0 -> bound == null ? number(random).abs() : bound;
            case 1 -> bound == null ? number(random).abs() : bound.add(new BigDecimal("0.001"));
            default -> number(random).abs();
        };
    }

    private static BigDecimal number(Random random) {
        long digits = random.nextLong() >> random.nextInt(16, 64);
        return BigDecimal.valueOf(digits, random.nextInt(6));
    }

    private static BigDecimal graduated(List<Tier> tiers, BigDecimal quantity) {
        BigDecimal amount = BigDecimal.ZERO;
        BigDecimal below = BigDecimal.ZERO;
        for (Tier tier : tiers) {
            BigDecimal bound = tier.upTo();
            BigDecimal part = (bound == null ? quantity : quantity.min(bound)).subtract(below);
            amount = amount.add(part.multiply(tier.unitAmount())).add(tier.flatAmount());
            if (bound == null || quantity.compareTo(bound) <= 0) {
                return amount;
            }
            below = bound;
        }
        return amount;
    }

    private static BigDecimal volume(List<Tier> tiers, BigDecimal quantity) {
        Tier reached = tiers.stream()
                .filter(tier -> tier.upTo() == null || quantity.compareTo(tier.upTo()) <= 0)
                .findFirst()
                .orElseThrow();
        return quantity.multiply(reached.unitAmount()).add(reached.flatAmount());
    }

    private static Tier tier(String bound, String unit, String flat) {
        return new Tier(bound == null ? null : new BigDecimal(bound), new BigDecimal(unit), new BigDecimal(flat));
    }
}
