package org.countinghouse.billing.late;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What is owed less what stands billed or waived. Whichever days were billed together, all bills of an invoice come to
 * what one bill would.
 *
 * @param fee may be below zero, as the others
 * @param interest of days that nothing stands for, at least one day each
 * @param correction of interest for days that something stands for: a payment became known later, or a rule changed
 */
public record LateDifference(
        BigDecimal fee, BigDecimal percent, List<LateClaim.Stretch> interest, BigDecimal correction, int scale) {
    public LateDifference {
        interest = List.copyOf(interest);
    }

    /**
     * What stands.
     *
     * @param to the last day of it
     */
    public record Taken(LocalDate from, LocalDate to, BigDecimal fee, BigDecimal percent, BigDecimal interest) {}

    /** @param scale decimals of the currency */
    public static LateDifference of(LateClaim owed, List<Taken> standing, int scale) {
        var open = new ArrayList<LateClaim.Stretch>();
        BigDecimal covered = BigDecimal.ZERO;
        for (LateClaim.Stretch stretch : owed.interest()) {
            LocalDate begin = stretch.from();
            while (!begin.isAfter(stretch.to())) {
                boolean taken = holds(standing, begin);
                LocalDate end = begin;
                while (end.isBefore(stretch.to()) && holds(standing, end.plusDays(1)) == taken) {
                    end = end.plusDays(1);
                }
                LateClaim.Stretch part = stretch.part(begin, end);
                if (taken) {
                    covered = covered.add(part.interest().amount(scale));
                } else {
                    open.add(part);
                }
                begin = end.plusDays(1);
            }
        }
        BigDecimal fee = owed.fee();
        BigDecimal percent = owed.percent();
        for (Taken each : standing) {
            fee = fee.subtract(each.fee());
            percent = percent.subtract(each.percent());
            covered = covered.subtract(each.interest());
        }
        return new LateDifference(fee, percent, open, covered, scale);
    }

    private static boolean holds(List<Taken> standing, LocalDate day) {
        return standing.stream().anyMatch(each -> !day.isBefore(each.from()) && !day.isAfter(each.to()));
    }

    /** Interest of new days and the correction of others. */
    public BigDecimal interestAmount() {
        return interest.stream()
                .map(stretch -> stretch.interest().amount(scale))
                .reduce(correction, BigDecimal::add);
    }

    /** All of it. */
    public BigDecimal total() {
        return fee.add(percent).add(interestAmount());
    }
}
