package org.countinghouse.billing.late;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LateClaimTest {
    private static final LocalDate DUE = LocalDate.of(2026, 3, 1);

    /** 4,500 EUR, 11 % (reference rate 3 % and 8 points), 30 days late: fiscavo.com/blog/late-payment-interest-eu-uk. */
    @Test
    void aPublishedExampleComesToItsFigures() {
        var claim = claim(rules(terms("40.00", "0", "11", 365, null)), open("4500.00"), DUE.plusDays(30));
        assertThat(claim.fee()).isEqualByComparingTo("40.00");
        assertThat(LateDifference.of(claim, List.of(), 2).interestAmount()).isEqualByComparingTo("40.68");
        assertThat(LateDifference.of(claim, List.of(), 2).total()).isEqualByComparingTo("80.68");
    }

    @Test
    void aYearOf360DaysAndARateThatChangesInTheMiddle() {
        var rules = new LateRules(
                List.of(
                        entry(LocalDate.of(2026, 1, 1), terms("0", "0", "10", 360, null)),
                        entry(DUE.plusDays(19), terms("0", "0", "12", 365, null))),
                List.of());
        // 18 days of 10 % and 12 of 12 %: 1000 x (0.1 x 18 / 360 + 0.12 x 12 / 365) = 5 + 3.945...
        assertThat(total(claim(rules, open("1000.00"), DUE.plusDays(30)))).isEqualByComparingTo("8.95");
    }

    @Test
    void theDayOfPaymentIsTheLastThatBearsInterestOnWhatWasPaid() {
        var open = open("365.00");
        open.settle(DUE.plusDays(10), new BigDecimal("265.00"));
        open.settle(DUE.plusDays(20), new BigDecimal("100.00"));
        var claim = claim(rules(terms("0", "0", "10", 365, null)), open, DUE.plusDays(90));
        // 10 days on 365.00 and 10 on 100.00
        assertThat(total(claim)).isEqualByComparingTo("1.27");
        assertThat(claim.interest()).hasSize(2);
    }

    @Test
    void graceBearsNothingAndWhatIsPaidInItOwesNothing() {
        var rules = new LateRules(
                List.of(entry(
                        LocalDate.of(2026, 1, 1),
                        new LateTerms(
                                5,
                                1,
                                new BigDecimal("40"),
                                BigDecimal.ZERO,
                                BigDecimal.TEN,
                                365,
                                BigDecimal.ZERO,
                                null,
                                null))),
                List.of());
        assertThat(claim(rules, open("365.00"), DUE.plusDays(5))).isEqualTo(LateClaim.NONE);
        var sixth = claim(rules, open("365.00"), DUE.plusDays(6));
        assertThat(sixth.first()).isEqualTo(DUE.plusDays(6));
        assertThat(total(sixth)).isEqualByComparingTo("40.10");
        var paid = open("365.00");
        paid.settle(DUE.plusDays(5), new BigDecimal("365.00"));
        assertThat(claim(rules, paid, DUE.plusDays(60))).isEqualTo(LateClaim.NONE);
    }

    @Test
    void theCapCoversFeesAndInterestTogether() {
        var capped = rules(terms("40.00", "1", "10", 365, "52.00"));
        var claim = claim(capped, open("1000.00"), DUE.plusDays(365));
        assertThat(claim.percent()).isEqualByComparingTo("10.00");
        assertThat(total(claim)).isEqualByComparingTo("52.00");
        assertThat(total(claim(rules(terms("40.00", "1", "10", 365, "45.00")), open("1000.00"), DUE.plusDays(9))))
                .isEqualByComparingTo("45.00");
    }

    @Test
    void anExceptionHoldsUntilTheSellersRuleIsWantedAgain() {
        var general = entry(LocalDate.of(2026, 1, 1), terms("0", "0", "10", 365, null));
        var rules = new LateRules(
                List.of(general),
                List.of(
                        new LateRules.Entry(DUE.plusDays(11), LateRules.Kind.NONE, null),
                        new LateRules.Entry(DUE.plusDays(21), LateRules.Kind.GENERAL, null)));
        assertThat(total(claim(rules, open("365.00"), DUE.plusDays(30)))).isEqualByComparingTo("2.00");
    }

    @Test
    void termsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> terms("40.001", "0", "0", 365, null).check(2)).isInstanceOf(Failure.class);
        assertThatThrownBy(() -> terms("0", "0", "0", 365, null).check(2)).isInstanceOf(Failure.class);
        assertThatThrownBy(() -> terms("1", "0", "5", 366, null).check(2)).isInstanceOf(Failure.class);
        assertThatThrownBy(() -> terms("1", "101", "5", 365, null).check(2)).isInstanceOf(Failure.class);
        assertThatThrownBy(() -> terms("1", "0", "-5", 365, null).check(2)).isInstanceOf(Failure.class);
    }

    /** However the days are cut, and whatever was void in between, all bills together are what one bill is. */
    @Test
    void anySlicesOfDaysAddUpToOneBill() {
        for (int seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            LateRules rules = anyRules(random);
            OpenAmounts open = anyAmounts(random);
            int length = 1 + random.nextInt(400);
            LateClaim whole = claim(rules, open, DUE.plusDays(length));
            assertThat(LateDifference.of(whole, List.of(), 2).interestAmount())
                    .as("rounded once, seed %d", seed)
                    .isEqualByComparingTo(byDays(rules, open, whole, DUE.plusDays(length)));

            var standing = new ArrayList<LateDifference.Taken>();
            int day = 0;
            while (day < length) {
                day = Math.min(length, day + 1 + random.nextInt(60));
                LateClaim claim = claim(rules, open, DUE.plusDays(day));
                LateDifference difference = LateDifference.of(claim, standing, 2);
                LocalDate first = claim.first();
                if (difference.total().signum() != 0 && first != null) {
                    LocalDate from = difference.interest().isEmpty()
                            ? first
                            : difference.interest().getFirst().from();
                    standing.add(new LateDifference.Taken(
                            from,
                            DUE.plusDays(day),
                            difference.fee(),
                            difference.percent(),
                            difference.interestAmount()));
                }
                if (!standing.isEmpty() && random.nextInt(5) == 0) {
                    standing.remove(random.nextInt(standing.size()));
                }
            }
            LateDifference last = LateDifference.of(whole, standing, 2);
            BigDecimal together = standing.stream()
                    .map(taken -> taken.fee().add(taken.percent()).add(taken.interest()))
                    .reduce(last.total(), BigDecimal::add);
            assertThat(together).as("seed %d", seed).isEqualByComparingTo(total(whole));
        }
    }

    /** Day by day with 60 digits and rounded once: another way to the same figure. */
    private static BigDecimal byDays(LateRules rules, OpenAmounts open, LateClaim whole, LocalDate until) {
        if (whole.first() == null || whole.terms() == null) {
            return BigDecimal.ZERO;
        }
        BigDecimal numerator = BigDecimal.ZERO;
        for (LocalDate day = whole.first(); !day.isAfter(until); day = day.plusDays(1)) {
            LateTerms terms = rules.on(day);
            if (terms != null) {
                numerator = numerator.add(
                        open.on(day).multiply(terms.rate()).multiply(BigDecimal.valueOf(365 * 360 / terms.yearDays())));
            }
        }
        BigDecimal exact = numerator.divide(BigDecimal.valueOf(100L * 365 * 360), 60, RoundingMode.HALF_UP);
        BigDecimal rounded = exact.setScale(2, RoundingMode.HALF_UP);
        BigDecimal cap = whole.terms().cap();
        return cap == null ? rounded : rounded.min(cap.subtract(whole.fee()).subtract(whole.percent()));
    }

    private static LateRules anyRules(Random random) {
        var general = new ArrayList<LateRules.Entry>();
        String cap = random.nextInt(4) == 0 ? "50.00" : null;
        int count = 1 + random.nextInt(3);
        for (int index = 0; index < count; index++) {
            general.add(entry(
                    DUE.plusDays(index == 0 ? -30 : random.nextInt(300)),
                    terms(
                            random.nextBoolean() ? "40.00" : "0",
                            random.nextInt(3) == 0 ? "1.5" : "0",
                            BigDecimal.valueOf(1 + random.nextInt(2_000), 2).toPlainString(),
                            random.nextBoolean() ? 365 : 360,
                            cap)));
        }
        var own = new ArrayList<LateRules.Entry>();
        if (random.nextInt(3) == 0) {
            own.add(new LateRules.Entry(DUE.plusDays(50), LateRules.Kind.NONE, null));
            own.add(new LateRules.Entry(DUE.plusDays(90), LateRules.Kind.GENERAL, null));
        }
        return new LateRules(general, own);
    }

    private static OpenAmounts anyAmounts(Random random) {
        BigDecimal left = BigDecimal.valueOf(1 + random.nextInt(1_000_000), 2);
        var open = new OpenAmounts(left);
        for (int index = random.nextInt(4); index > 0; index--) {
            BigDecimal part = left.divide(BigDecimal.valueOf(1 + random.nextInt(3)), 2, RoundingMode.DOWN);
            open.settle(DUE.plusDays(random.nextInt(300) - 5), part);
            left = left.subtract(part);
        }
        return open;
    }

    private static BigDecimal total(LateClaim claim) {
        return LateDifference.of(claim, List.of(), 2).total();
    }

    private static LateClaim claim(LateRules rules, OpenAmounts open, LocalDate until) {
        return LateClaim.of(rules, open, DUE, until, 2);
    }

    private static OpenAmounts open(String due) {
        return new OpenAmounts(new BigDecimal(due));
    }

    private static LateRules rules(LateTerms terms) {
        return new LateRules(List.of(entry(LocalDate.of(2026, 1, 1), terms)), List.of());
    }

    private static LateRules.Entry entry(LocalDate from, LateTerms terms) {
        return new LateRules.Entry(from, LateRules.Kind.TERMS, terms);
    }

    private static LateTerms terms(String fee, String percent, String rate, int year, @Nullable String cap) {
        return new LateTerms(
                0,
                1,
                new BigDecimal(fee),
                new BigDecimal(percent),
                new BigDecimal(rate),
                year,
                BigDecimal.ZERO,
                cap == null ? null : new BigDecimal(cap),
                null);
    }
}
