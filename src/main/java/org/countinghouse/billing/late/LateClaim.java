package org.countinghouse.billing.late;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.countinghouse.rating.LateInterest;
import org.jspecify.annotations.Nullable;

/**
 * All that is owed for paying one invoice late, until a day.
 *
 * @param first day that is charged; null: none until then, and nothing is owed
 * @param terms of that day, which decide on everything but the rates of later days; null when {@code first} is
 * @param fee once
 * @param percent the part of what was open on the first day, once
 * @param base what was open on the first day
 * @param interest day after day, in stretches of one balance and one rate
 */
public record LateClaim(
        @Nullable LocalDate first,
        @Nullable LateTerms terms,
        BigDecimal fee,
        BigDecimal percent,
        BigDecimal base,
        List<Stretch> interest) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** Nothing. */
    public static final LateClaim NONE =
            new LateClaim(null, null, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, List.of());

    public LateClaim {
        interest = List.copyOf(interest);
    }

    /**
     * Days with one balance and one rate.
     *
     * @param to the last of them
     */
    public record Stretch(LocalDate from, LocalDate to, LateInterest interest) {
        /** The part of it from one day to another, both in it. */
        Stretch part(LocalDate begin, LocalDate end) {
            var before = new LateInterest(
                    interest.balance(),
                    interest.rate(),
                    Math.toIntExact(ChronoUnit.DAYS.between(from, begin)),
                    interest.yearDays(),
                    interest.carried(),
                    interest.most());
            return new Stretch(
                    begin,
                    end,
                    new LateInterest(
                            interest.balance(),
                            interest.rate(),
                            days(begin, end),
                            interest.yearDays(),
                            before.reached(),
                            interest.most()));
        }
    }

    static int days(LocalDate from, LocalDate to) {
        return Math.toIntExact(ChronoUnit.DAYS.between(from, to) + 1);
    }

    /**
     * Works out what is owed.
     *
     * @param dueOn the last day to pay in time
     * @param until the last day that counts; the days before it are over
     * @param scale decimals of the currency
     */
    public static LateClaim of(LateRules rules, OpenAmounts open, LocalDate dueOn, LocalDate until, int scale) {
        LocalDate first = rules.first(dueOn, until);
        LateTerms terms = first == null ? null : rules.on(first);
        if (first == null || terms == null || open.on(first).signum() == 0) {
            return NONE;
        }
        BigDecimal base = open.on(first);
        BigDecimal fee = most(terms.fee(), terms.cap()).setScale(scale, RoundingMode.HALF_UP);
        BigDecimal part = base.multiply(terms.percent()).divide(HUNDRED).setScale(scale, RoundingMode.HALF_UP);
        BigDecimal percent = most(part, less(terms.cap(), fee));
        BigDecimal left = less(terms.cap(), fee.add(percent));
        return new LateClaim(first, terms, fee, percent, base, interest(rules, open, first, until, left));
    }

    private static BigDecimal most(BigDecimal amount, @Nullable BigDecimal cap) {
        return cap == null ? amount : amount.min(cap);
    }

    private static @Nullable BigDecimal less(@Nullable BigDecimal cap, BigDecimal taken) {
        return cap == null ? null : cap.subtract(taken);
    }

    private static List<Stretch> interest(
            LateRules rules, OpenAmounts open, LocalDate first, LocalDate until, @Nullable BigDecimal most) {
        var begins = new TreeSet<>(List.of(first));
        begins.addAll(rules.changes());
        begins.addAll(open.changes());
        var stretches = new ArrayList<Stretch>();
        BigDecimal carried = BigDecimal.ZERO;
        LocalDate begin = first;
        while (begin != null && !begin.isAfter(until)) {
            LocalDate next = begins.higher(begin);
            LocalDate end = next == null || next.isAfter(until) ? until : next.minusDays(1);
            LateTerms terms = rules.on(begin);
            BigDecimal balance = open.on(begin);
            if (terms != null && terms.rate().signum() > 0 && balance.signum() > 0) {
                var interest =
                        new LateInterest(balance, terms.rate(), days(begin, end), terms.yearDays(), carried, most);
                stretches.add(new Stretch(begin, end, interest));
                carried = interest.reached();
            }
            begin = next;
        }
        return stretches;
    }
}
