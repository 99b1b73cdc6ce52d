package org.countinghouse.rating.review;

import java.util.List;
import org.countinghouse.catalog.Meter;
import org.countinghouse.rating.Coupon;
import org.jspecify.annotations.Nullable;

/**
 * What is known besides the plan document.
 *
 * @param meters null when they are not known: then no meter is called unknown
 * @param usage what was observed; may be empty
 * @param coupons that are given together with the plan; may be empty
 */
public record LintContext(@Nullable List<Meter> meters, List<ObservedUsage> usage, List<Coupon> coupons) {
    /** Nothing but the document. */
    public static final LintContext NOTHING = new LintContext(null, List.of(), List.of());

    public LintContext {
        meters = meters == null ? null : List.copyOf(meters);
        usage = List.copyOf(usage);
        coupons = List.copyOf(coupons);
    }
}
