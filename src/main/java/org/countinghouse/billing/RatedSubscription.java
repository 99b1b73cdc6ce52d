package org.countinghouse.billing;

import java.util.List;
import org.countinghouse.rating.RatingResult;

/**
 * A subscription's period, rated: what went in and what came out.
 *
 * @param late closed periods whose late usage it bills
 * @param fees what it bills of fees in advance, period by period
 */
record RatedSubscription(
        DueSubscription due,
        DuePeriod period,
        InvoiceKind kind,
        InvoiceInput input,
        RatingResult result,
        List<LateUsageBooks.Closed> late,
        List<FeeSettlement> fees) {}
