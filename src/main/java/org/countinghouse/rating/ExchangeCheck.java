package org.countinghouse.rating;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.countinghouse.money.Currencies;
import org.countinghouse.money.Decimals;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** Checks the step from the currency of the prices to the invoice's. */
final class ExchangeCheck {
    private ExchangeCheck() {}

    /** The step, where there is one. */
    static @Nullable CheckedStep find(List<CheckedStep> steps) {
        return steps.stream()
                .filter(step -> step.name().equals(Exchange.STEP))
                .findFirst()
                .orElse(null);
    }

    /** Decimals of the currency that the steps before it are in. */
    static int decimals(CheckedStep step) {
        String from = String.valueOf(step.word("priced_in"));
        return Currencies.find(from)
                .orElseThrow(() -> step.broken("priced_in", "a currency", from))
                .getDecimalPlaces();
    }

    /**
     * @param billed the line up to this step
     * @param currency of the invoice
     */
    static ExplanationVerifier.Billed exchanged(
            CheckedStep step, ExplanationVerifier.Billed billed, CurrencyUnit currency) {
        String to = String.valueOf(step.word("billed_in"));
        step.require(to.equals(currency.getCode()), "billed_in", currency.getCode());
        BigDecimal from = step.require("from", billed.amount());
        BigDecimal exact = step.require(
                "exact",
                step.has("rate")
                        ? from.multiply(step.figure("rate"))
                        : Decimals.divide(from.multiply(step.figure("billed")), MeasureCheck.divisor(step, "for")));
        BigDecimal value = step.require("value", exact.setScale(currency.getDecimalPlaces(), RoundingMode.HALF_UP));
        step.done();
        return new ExplanationVerifier.Billed(billed.quantity(), exact, value, billed.steps() + 1);
    }
}
