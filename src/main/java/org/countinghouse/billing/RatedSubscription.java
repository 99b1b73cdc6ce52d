package org.countinghouse.billing;

import java.math.BigDecimal;
import java.util.List;
import org.countinghouse.rating.RatingResult;

/**
 * A subscription's period, rated: what went in and what came out.
 *
 * @param late closed periods whose late usage it bills
 * @param fees what it bills of fees in advance, period by period
 * @param progressive what it takes back of the period's usage, and bills itself
 */
record RatedSubscription(
        DueSubscription due,
        DuePeriod period,
        InvoiceKind kind,
        InvoiceInput input,
        RatingResult result,
        List<LateUsageBooks.Closed> late,
        List<FeeSettlement> fees,
        ProgressiveSettlement progressive) {
    /** An invoice for late usage alone that turned out to be none. */
    boolean nothingLate() {
        return kind == InvoiceKind.CLOSING
                && !late.isEmpty()
                && fees.isEmpty()
                && input.settled().isEmpty()
                && result.problems().isEmpty();
    }

    /** The same, for the threshold that its usage passed. */
    RatedSubscription passing(BigDecimal threshold) {
        return new RatedSubscription(due, period, kind, input, result, late, fees, progressive.passing(threshold));
    }
}
