package org.countinghouse.catalog;

import java.math.BigDecimal;

/**
 * A recurring amount that does not depend on usage.
 *
 * @param amount price of one for a whole period
 * @param quantity how many, unless the subscription says otherwise
 */
public record Fee(
        String code,
        String name,
        BigDecimal amount,
        BigDecimal quantity,
        Timing timing,
        Proration proration,
        String taxCategory) {
    /** The same fee under another name, or at another price. */
    public Fee with(String otherName, BigDecimal otherAmount) {
        return new Fee(code, otherName, otherAmount, quantity, timing, proration, taxCategory);
    }

    /** How a part of a period is charged. */
    public enum Proration {
        /** The whole fee. */
        NONE,
        /** Local days used / local days of the period. */
        DAY,
        /** Exact duration ratio. */
        SECOND
    }
}
