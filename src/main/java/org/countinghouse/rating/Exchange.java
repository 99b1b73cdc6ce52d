package org.countinghouse.rating;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.countinghouse.money.Decimals;
import org.countinghouse.money.Fraction;
import org.joda.money.CurrencyUnit;

/**
 * How an invoice gets from the currency of its prices to its own: each line is rated and rounded in the currency of the
 * prices, then exchanged and rounded once more, half up. All that comes after it (coupons, credits, taxes, what was paid
 * ahead) is in the invoice's currency.
 *
 * @param currency of the invoice, another one than that of the prices
 * @param rate units of it for one of the prices' currency, above zero
 * @param day of the rate
 * @param source who published it
 */
public record Exchange(CurrencyUnit currency, BigDecimal rate, LocalDate day, String source) {
    static final String STEP = "exchange";

    public Exchange {
        if (rate.signum() <= 0) {
            throw new IllegalArgumentException("a rate is above zero, not " + rate);
        }
    }

    /** What an amount comes to on the invoice. */
    public BigDecimal of(BigDecimal amount) {
        return amount.multiply(rate).setScale(currency.getDecimalPlaces(), RoundingMode.HALF_UP);
    }

    /**
     * A line that was rounded elsewhere and of which nothing has been taken yet.
     *
     * @param from the currency that it is in
     */
    public RatedLine of(RatedLine line, CurrencyUnit from) {
        return exchanged(
                line, line.amount().multiply(rate), of(line.amount()), step -> explain(step, from, line.amount()));
    }

    /** Describes how an amount was exchanged. */
    void explain(Explanation.Step step, CurrencyUnit from, BigDecimal amount) {
        step.text(money(amount, from) + " × " + Decimals.plain(rate) + " (" + source + ", " + day + ") = "
                        + money(of(amount), currency))
                .word("priced_in", from.getCode())
                .word("billed_in", currency.getCode())
                .word("rate_source", source)
                .word("rate_day", day.toString())
                .figure("from", amount)
                .figure("rate", rate)
                .figure("exact", amount.multiply(rate))
                .figure("value", of(amount));
    }

    /**
     * What something was billed at before.
     *
     * @param priced in the currency of the prices, not zero
     * @param billed the same on invoices of before
     */
    public record Before(BigDecimal priced, BigDecimal billed) {}

    /**
     * A line that settles what was billed before, in the same proportion: nothing is won or lost by rates that have changed
     * since.
     *
     * @param currency of the invoices, of before and now
     * @param from the currency that the line is in
     */
    public static RatedLine asBefore(CurrencyUnit currency, Before before, RatedLine line, CurrencyUnit from) {
        var exact = new Fraction(line.amount().multiply(before.billed()), before.priced());
        BigDecimal value = exact.round(currency.getDecimalPlaces(), RoundingMode.HALF_UP);
        return exchanged(
                line,
                exact.value(),
                value,
                step -> step.text(money(line.amount(), from) + " as it was billed, "
                                + money(before.billed(), currency) + " for " + money(before.priced(), from) + " = "
                                + money(value, currency))
                        .word("priced_in", from.getCode())
                        .word("billed_in", currency.getCode())
                        .figure("from", line.amount())
                        .figure("billed", before.billed())
                        .figure("for", before.priced())
                        .figure("exact", exact)
                        .figure("value", value));
    }

    private static RatedLine exchanged(
            RatedLine line, BigDecimal exact, BigDecimal amount, Consumer<Explanation.Step> step) {
        var explanation = new Explanation(true);
        explanation.addAll(line.explanation());
        explanation.step(STEP, step);
        BigDecimal nothing = BigDecimal.ZERO.setScale(amount.scale());
        return new RatedLine(
                line.kind(),
                line.charge(),
                line.meter(),
                line.name(),
                line.group(),
                line.quantity(),
                line.unit(),
                exact,
                amount,
                nothing,
                nothing,
                amount,
                line.taxCategory(),
                List.copyOf(explanation.steps()));
    }

    private static String money(BigDecimal amount, CurrencyUnit unit) {
        return amount.toPlainString() + " " + unit.getCode();
    }
}
