package org.countinghouse.rating;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.countinghouse.money.Decimals;

/** Checks the steps from usage to priced units. */
final class MeasureCheck {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private MeasureCheck() {}

    /** A sum, a count or one of the values stands for itself; what was divided or picked by rank shows how. */
    static BigDecimal aggregate(CheckedStep step) {
        if (step.has("percentile")) {
            step.require(
                    "rank",
                    step.figure("percentile").multiply(step.figure("samples")).divide(HUNDRED));
        }
        if (step.has("held")) {
            return step.require("value", divided(step, quotient(step, "held", "seconds")));
        }
        if (step.has("samples") && step.has("sum")) {
            return step.require("value", divided(step, quotient(step, "sum", "samples")));
        }
        if (step.has("sum") || step.has("sample")) {
            return step.require("value", divided(step, step.figure(step.has("sum") ? "sum" : "sample")));
        }
        return step.figure("value");
    }

    private static BigDecimal divided(CheckedStep step, BigDecimal dividend) {
        return step.has("divide_by") ? Decimals.divide(dividend, divisor(step, "divide_by")) : dividend;
    }

    private static BigDecimal quotient(CheckedStep step, String dividend, String divisor) {
        return Decimals.divide(step.figure(dividend), divisor(step, divisor));
    }

    static BigDecimal divisor(CheckedStep step, String figure) {
        BigDecimal divisor = step.figure(figure);
        step.require(divisor.signum() > 0, figure, "above zero");
        return divisor;
    }

    static BigDecimal rounded(CheckedStep step, BigDecimal measured) {
        BigDecimal unit = divisor(step, "multiple_of");
        BigDecimal exact = step.require("exact", Decimals.divide(measured, unit));
        BigDecimal multiples = step.require("multiples", exact.setScale(0, step.mode()));
        return step.require("value", multiples.multiply(unit));
    }

    static BigDecimal converted(CheckedStep step, BigDecimal measured) {
        BigDecimal exact = Decimals.divide(measured, divisor(step, "divide_by"));
        if (!step.has("exact")) {
            return step.require("value", exact);
        }
        RoundingMode mode = step.mode();
        return step.require("value", step.require("exact", exact).setScale(0, mode));
    }
}
