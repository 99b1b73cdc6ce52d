package org.countinghouse.rating;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.countinghouse.money.Decimals;
import org.jspecify.annotations.Nullable;

/** Checks what happens to a rounded line: coupons, then credits, then tax. */
final class ReductionCheck {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final int scale;
    private final BigDecimal unit;
    private BigDecimal left;
    private BigDecimal discount = BigDecimal.ZERO;
    private BigDecimal credit = BigDecimal.ZERO;
    private BigDecimal containedTax = BigDecimal.ZERO;
    /** What the contained taxes are contained in. */
    private @Nullable BigDecimal gross;

    ReductionCheck(BigDecimal amount, int scale) {
        this.left = amount;
        this.scale = scale;
        this.unit = BigDecimal.ONE.movePointLeft(scale);
    }

    BigDecimal left() {
        return left;
    }

    BigDecimal discount() {
        return discount;
    }

    BigDecimal credit() {
        return credit;
    }

    BigDecimal containedTax() {
        return containedTax;
    }

    void step(CheckedStep step) {
        switch (step.name()) {
            case "coupon" -> discount = discount.add(share(step));
            case "credit" -> credit = credit.add(share(step));
            case TaxWording.CONTAINED -> containedTax = containedTax.add(contained(step));
            case TaxWording.ADDED -> added(step);
            default -> throw step.broken("step", "a coupon, a credit or a tax", step.name());
        }
        step.done();
    }

    /** What was taken off all covered lines, and this line's share by largest remainder. */
    private BigDecimal share(CheckedStep step) {
        BigDecimal from = step.require("from", left);
        BigDecimal covered = MeasureCheck.divisor(step, "covered");
        BigDecimal wanted = step.has("percent")
                ? step.require("wanted", RuleCheck.percent(covered, step.figure("percent")))
                : step.figure("wanted");
        BigDecimal taken = step.require(
                "taken", wanted.setScale(scale, RoundingMode.HALF_UP).min(covered));
        step.requireOrZero("rest", wanted.subtract(taken));
        BigDecimal exact = step.require("exact", Decimals.divide(taken.multiply(from), covered));
        BigDecimal share = step.require("share", settled(step, exact));
        left = step.require("value", from.subtract(share));
        return share;
    }

    /** Rounded down, with one unit more where the remainder was large. */
    private BigDecimal settled(CheckedStep step, BigDecimal exact) {
        BigDecimal extra = step.figureOrZero("extra");
        step.require(extra.signum() == 0 || extra.compareTo(unit) == 0, "extra", "nothing or " + unit);
        return exact.setScale(scale, RoundingMode.FLOOR).add(extra);
    }

    private BigDecimal contained(CheckedStep step) {
        BigDecimal from = step.require("from", left);
        gross = step.require("gross", gross == null ? left : gross);
        BigDecimal percent = rate(step);
        BigDecimal exact =
                step.require("exact", Decimals.divide(gross.multiply(percent), HUNDRED.add(step.figure("all"))));
        boolean byLine = "line".equals(step.word("per"));
        BigDecimal tax =
                step.require("tax", byLine ? exact.setScale(scale, RoundingMode.HALF_UP) : settled(step, exact));
        left = step.require("value", from.subtract(tax));
        return tax;
    }

    /** Changes nothing on the line: the tax stands on the invoice. */
    private void added(CheckedStep step) {
        BigDecimal net = step.require("net", left);
        BigDecimal amount = step.require("amount", RuleCheck.percent(net, rate(step)));
        if (step.has("value")) {
            step.require("value", amount.setScale(scale, RoundingMode.HALF_UP));
        }
    }

    /** Percent of the net; several entries of one tax add, and one on other taxes counts for more. */
    private static BigDecimal rate(CheckedStep step) {
        if (step.has("rate")) {
            return step.figure("rate");
        }
        BigDecimal together = BigDecimal.ZERO;
        for (CheckedStep entry : step.inside()) {
            BigDecimal base = HUNDRED.add(entry.figureOrZero("before"));
            together = together.add(entry.require("percent", RuleCheck.percent(base, entry.figure("rate"))));
            entry.done();
        }
        return step.require("percent", together);
    }
}
