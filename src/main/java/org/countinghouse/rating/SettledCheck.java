package org.countinghouse.rating;

import java.math.BigDecimal;
import java.util.Set;

/** Checks the one step of lines that settle what was billed before: its amounts are rounded already. */
final class SettledCheck {
    /** What is given back of a fee that was billed for longer than it was used. */
    static final String UNUSED = "unused";
    /** What a closed period comes to after usage arrived late. */
    static final String LATE_USAGE = "late_usage";

    private static final Set<String> STEPS = Set.of(UNUSED, LATE_USAGE);

    private SettledCheck() {}

    static boolean isOne(CheckedStep step) {
        return STEPS.contains(step.name());
    }

    /** The line up to its amount. */
    static ExplanationVerifier.Billed billed(CheckedStep step) {
        ExplanationVerifier.Billed billed = step.name().equals(UNUSED) ? unused(step) : lateUsage(step);
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

    private static ExplanationVerifier.Billed lateUsage(CheckedStep step) {
        BigDecimal amount = step.require("amount", step.figure("after").subtract(step.figure("before")));
        BigDecimal quantity = step.figure("quantity_after").subtract(step.figure("quantity_before"));
        return new ExplanationVerifier.Billed(quantity, amount, amount, 1);
    }
}
