package org.countinghouse.rating;

import java.math.BigDecimal;
import java.util.Set;
import org.countinghouse.money.Decimals;

/** Checks the steps that change an amount by a rule: shares, adjustments, discounts, caps, minimums, commitments. */
final class RuleCheck {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** Steps that begin a line of their own, of which there is one. */
    static final Set<String> OWN_LINES = Set.of("adjustment", "minimum", "commitment");

    private RuleCheck() {}

    /** @return the amount after the step */
    static BigDecimal amount(CheckedStep step, BigDecimal amount) {
        return switch (step.name()) {
            case "prorate" ->
                step.require("amount", Decimals.divide(amount.multiply(step.figure("part")), whole(step)));
            case "adjustment" -> adjustment(step);
            case "discount" ->
                step.require("value", percent(step.require("from", amount), HUNDRED.subtract(step.figure("percent"))));
            case "maximum" -> maximum(step, amount);
            case "minimum" -> minimum(step);
            case "commitment" -> commitment(step);
            default -> throw step.broken("step", "a step that is known", step.name());
        };
    }

    static BigDecimal percent(BigDecimal of, BigDecimal percent) {
        return of.multiply(percent).movePointLeft(2);
    }

    /** A figure that is a share of the full one, by days. */
    static void share(CheckedStep step, String figure) {
        BigDecimal part = step.figure("full").multiply(step.figure("part"));
        step.require(figure, Decimals.divide(part, whole(step)));
    }

    private static BigDecimal whole(CheckedStep step) {
        return MeasureCheck.divisor(step, "whole");
    }

    /** The reading must be on the right side of its bounds, strictly. */
    private static BigDecimal adjustment(CheckedStep step) {
        BigDecimal reading = step.figure("reading");
        if (step.has("above")) {
            BigDecimal over = step.require("over", reading.subtract(step.figure("above")));
            step.require(over.signum() > 0, "over", "above zero");
        }
        if (step.has("below")) {
            BigDecimal under = step.require("under", step.figure("below").subtract(reading));
            step.require(under.signum() > 0, "under", "above zero");
        }
        return step.require("amount", percent(step.figure("from"), step.figure("percent")));
    }

    private static BigDecimal maximum(CheckedStep step, BigDecimal amount) {
        BigDecimal from = step.require("from", amount);
        BigDecimal rest = step.figure("maximum").subtract(step.figureOrZero("billed"));
        step.requireOrZero("over", rest.negate().max(BigDecimal.ZERO));
        BigDecimal left = step.require("left", rest.max(BigDecimal.ZERO).subtract(step.figureOrZero("others")));
        step.require(from.compareTo(left) > 0, "from", "more than is left");
        return step.require("value", left.max(BigDecimal.ZERO));
    }

    private static BigDecimal minimum(CheckedStep step) {
        if (step.has("full")) {
            share(step, "minimum");
        }
        return step.require("amount", step.figure("minimum").subtract(step.figure("billed")));
    }

    private static BigDecimal commitment(CheckedStep step) {
        if (step.has("full")) {
            share(step, "minimum");
        }
        BigDecimal missing = step.figure("minimum").subtract(step.figure("usage"));
        if (missing.signum() > 0) {
            return step.require("amount", missing);
        }
        BigDecimal overage = step.require("overage", missing.negate());
        return step.require(
                "amount", overage.multiply(step.figure("overage_factor").subtract(BigDecimal.ONE)));
    }
}
