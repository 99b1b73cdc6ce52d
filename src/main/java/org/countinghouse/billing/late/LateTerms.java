package org.countinghouse.billing.late;

import java.math.BigDecimal;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What is charged for paying late. Amounts are in the currency of the invoices.
 *
 * @param graceDays after the due date that bear nothing, 0 to 3650
 * @param everyDays at least so many lie between two bills for an invoice that is still open, 1 to 3650
 * @param fee once an invoice, for example the 40 EUR of Article 6 of Directive 2011/7/EU; zero: none
 * @param percent of what is open when the fee falls due, once; zero: none
 * @param rate of interest in percent a year, simple; zero: none
 * @param yearDays by which a year's rate is divided, 360 or 365
 * @param minimum an amount below it waits until more is owed
 * @param cap of fees and interest of one invoice together; null: none
 * @param taxCategory as charges have it; null: outside the scope of VAT
 */
public record LateTerms(
        int graceDays,
        int everyDays,
        BigDecimal fee,
        BigDecimal percent,
        BigDecimal rate,
        int yearDays,
        BigDecimal minimum,
        @Nullable BigDecimal cap,
        @Nullable String taxCategory) {
    private static final int LONGEST = 3650;
    private static final int DECIMALS = 12;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal HIGHEST_RATE = BigDecimal.valueOf(1000);
    private static final BigDecimal LARGEST = BigDecimal.TEN.pow(12);

    /**
     * @param decimals of the currency
     * @throws Failure {@code late-fees.terms} naming what cannot be
     */
    public void check(int decimals) {
        require(graceDays >= 0 && graceDays <= LONGEST, "The grace is 0 to " + LONGEST + " days.");
        require(everyDays >= 1 && everyDays <= LONGEST, "Bills are 1 to " + LONGEST + " days apart.");
        require(amount(fee, decimals), "The fee is an amount from zero on.");
        require(amount(minimum, decimals), "The minimum is an amount from zero on.");
        require(cap == null || (cap.signum() > 0 && amount(cap, decimals)), "The cap is an amount above zero.");
        require(between(percent, HUNDRED), "The part of the open amount is 0 to 100 percent.");
        require(between(rate, HIGHEST_RATE), "Interest is 0 to " + HIGHEST_RATE + " percent a year.");
        require(yearDays == 360 || yearDays == 365, "A year of interest has 360 or 365 days.");
        require(
                fee.signum() > 0 || percent.signum() > 0 || rate.signum() > 0,
                "A rule charges a fee, a part of the amount, or interest.");
    }

    private static boolean amount(BigDecimal value, int decimals) {
        return between(value, LARGEST) && value.stripTrailingZeros().scale() <= decimals;
    }

    private static boolean between(BigDecimal value, BigDecimal most) {
        return value.signum() >= 0
                && value.compareTo(most) <= 0
                && value.stripTrailingZeros().scale() <= DECIMALS;
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new Failure("late-fees.terms", sentence, "Nothing was changed.");
        }
    }
}
