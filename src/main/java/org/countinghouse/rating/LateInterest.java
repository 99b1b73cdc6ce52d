package org.countinghouse.rating;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countinghouse.money.Fraction;
import org.jspecify.annotations.Nullable;

/**
 * Simple interest of a stretch of days on one balance. An amount is the difference of two rounded running totals, half
 * up, so that the amounts of any stretches that follow each other add up to the interest of all of them, rounded once.
 *
 * @param balance that was open, in the invoice's currency
 * @param rate percent a year
 * @param days how many bear interest
 * @param yearDays 360 or 365
 * @param carried exact interest of all days before, in {@link #UNITS}
 * @param most what the running total does not exceed; null: nothing
 */
public record LateInterest(
        BigDecimal balance,
        BigDecimal rate,
        int days,
        int yearDays,
        BigDecimal carried,
        @Nullable BigDecimal most) {
    /** So many make one of the currency: a whole number of them for each day of both kinds of years, in percent. */
    public static final BigDecimal UNITS = BigDecimal.valueOf(100L * 365 * 360);

    static final String STEP = "late_interest";

    /** Exact interest at the end of the stretch, in {@link #UNITS}. */
    public BigDecimal reached() {
        return carried.add(balance.multiply(rate).multiply(BigDecimal.valueOf(days * (365L * 360 / yearDays))));
    }

    /** What the stretch adds, at so many decimals. */
    public BigDecimal amount(int scale) {
        return total(reached(), most, scale).subtract(total(carried, most, scale));
    }

    /** A running total, rounded. */
    public static BigDecimal total(BigDecimal units, @Nullable BigDecimal most, int scale) {
        BigDecimal rounded = new Fraction(units, UNITS).round(scale, RoundingMode.HALF_UP);
        return most == null ? rounded : rounded.min(most);
    }

    ExplanationStep explain(String text, BigDecimal amount) {
        Map<String, BigDecimal> figures = new LinkedHashMap<>();
        figures.put("balance", balance);
        figures.put("rate", rate);
        figures.put("days", BigDecimal.valueOf(days));
        figures.put("year_days", BigDecimal.valueOf(yearDays));
        figures.put("carried", carried);
        if (most != null) {
            figures.put("most", most);
        }
        figures.put("amount", amount);
        return new ExplanationStep(STEP, text, Map.of(), figures, List.of());
    }

    /** Works a step out again. */
    static ExplanationVerifier.Billed billed(CheckedStep step, int scale) {
        var interest = new LateInterest(
                step.figure("balance"),
                step.figure("rate"),
                step.figure("days").intValueExact(),
                step.figure("year_days").intValueExact(),
                step.figure("carried"),
                step.has("most") ? step.figure("most") : null);
        BigDecimal amount = step.require("amount", interest.amount(scale));
        return new ExplanationVerifier.Billed(BigDecimal.ONE, amount, amount, 1);
    }
}
