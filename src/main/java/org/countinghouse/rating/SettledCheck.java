package org.countinghouse.rating;

import java.math.BigDecimal;
import java.util.Set;

/** Checks the one step of lines that nothing was rated for: what was billed before, and what a person wrote. */
final class SettledCheck {
    /** What is given back of a fee that was billed for longer than it was used. */
    static final String UNUSED = "unused";
    /** What a closed period comes to after usage arrived late. */
    static final String LATE_USAGE = "late_usage";

    /** What a person wrote on the invoice. */
    static final String MANUAL = "manual";
    /** What a fee that was billed ahead comes to after a change. */
    static final String BILLED_AHEAD = "billed_ahead";

    /** What an invoice inside the period has billed of its usage. */
    static final String BILLED_BEFORE = "billed_before";

    private static final Set<String> STEPS =
            Set.of(UNUSED, LATE_USAGE, MANUAL, BILLED_AHEAD, BILLED_BEFORE, LateInterest.STEP);

    private SettledCheck() {}

    static boolean isOne(CheckedStep step) {
        return STEPS.contains(step.name());
    }

    /**
     * The line up to its amount.
     *
     * @param scale decimals of the currency
     */
    static ExplanationVerifier.Billed billed(CheckedStep step, int scale) {
        ExplanationVerifier.Billed billed = switch (step.name()) {
            case UNUSED -> unused(step);
            case BILLED_AHEAD -> billedAhead(step);
            case BILLED_BEFORE -> billedBefore(step);
            case MANUAL -> manual(step, scale);
            case LateInterest.STEP -> LateInterest.billed(step, scale);
            default -> lateUsage(step);
        };
        step.done();
        return billed;
    }

    /** Never more is given back than was billed. */
    private static ExplanationVerifier.Billed unused(CheckedStep step) {
        BigDecimal before = step.figure("billed");
        BigDecimal kept = step.figure("used").min(before).max(BigDecimal.ZERO);
        BigDecimal amount = step.require("amount", kept.subtract(before).min(BigDecimal.ZERO));
        return new ExplanationVerifier.Billed(step.figure("quantity"), amount, amount, 1);
    }

    private static ExplanationVerifier.Billed manual(CheckedStep step, int scale) {
        BigDecimal quantity = step.figure("quantity");
        BigDecimal exact = step.require("exact", quantity.multiply(step.figure("unit_amount")));
        BigDecimal amount = step.require("amount", exact.setScale(scale, step.mode()));
        return new ExplanationVerifier.Billed(quantity, exact, amount, 1);
    }

    private static ExplanationVerifier.Billed billedAhead(CheckedStep step) {
        BigDecimal amount = step.require("amount", step.figure("owed").subtract(step.figure("billed")));
        return new ExplanationVerifier.Billed(step.figure("quantity"), amount, amount, 1);
    }

    private static ExplanationVerifier.Billed billedBefore(CheckedStep step) {
        BigDecimal left = step.figureOrZero("credited").subtract(step.figure("billed"));
        BigDecimal amount = step.require("amount", left);
        return new ExplanationVerifier.Billed(BigDecimal.ONE, amount, amount, 1);
    }

    private static ExplanationVerifier.Billed lateUsage(CheckedStep step) {
        BigDecimal amount = step.require("amount", step.figure("after").subtract(step.figure("before")));
        BigDecimal quantity = step.figure("quantity_after").subtract(step.figure("quantity_before"));
        return new ExplanationVerifier.Billed(quantity, amount, amount, 1);
    }
}
