package org.countinghouse.billing;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import org.countinghouse.work.Failure;

/**
 * A half-open span of local days {@code [from, to)} in the time zone of the subscription.
 *
 * @param from first day
 * @param to first day no longer covered
 */
public record BillingPeriod(LocalDate from, LocalDate to) {
    public BillingPeriod {
        if (!to.isAfter(from)) {
            throw new IllegalArgumentException("a period ends after it begins: " + from + " to " + to);
        }
    }

    public static BillingPeriod month(YearMonth month) {
        return new BillingPeriod(month.atDay(1), month.plusMonths(1).atDay(1));
    }

    /**
     * @param text a calendar month such as {@code 2023-11}
     * @throws Failure {@code billing.period} when it is none
     */
    public static BillingPeriod parse(String text) {
        try {
            return month(YearMonth.parse(text.strip()));
        } catch (DateTimeParseException e) {
            throw new Failure(
                    "billing.period", "\"" + text + "\" is not a billing period.", "Write a month as 2023-11.", e);
        }
    }

    /** {@code 2023-11} for a calendar month, else both days. */
    public String label() {
        var month = YearMonth.from(from);
        return equals(month(month)) ? month.toString() : from + "/" + to;
    }
}
