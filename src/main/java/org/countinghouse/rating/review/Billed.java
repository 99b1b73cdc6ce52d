package org.countinghouse.rating.review;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Commitment;
import org.countinghouse.catalog.Fee;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.Moment;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.Timing;
import org.countinghouse.rating.Coupon;
import org.countinghouse.rating.RatingEngine;
import org.countinghouse.rating.RatingRequest;
import org.countinghouse.rating.RatingResult;
import org.jspecify.annotations.Nullable;

/** Small bills of parts of a plan, made by the engine. */
final class Billed {
    private static final LocalDate FROM = LocalDate.of(2026, 1, 1);
    private static final RatingRequest.Period MONTH =
            new RatingRequest.Period(Moment.of(FROM), Moment.of(FROM.plusMonths(1)));

    private Billed() {}

    /** What an amount comes to on an invoice under the plan's rounding. */
    static BigDecimal fee(PlanDocument plan, BigDecimal amount) {
        return withCoupons(plan, amount, List.of()).net();
    }

    /** A fee of this amount, less coupons. */
    static RatingResult withCoupons(PlanDocument plan, BigDecimal amount, List<Coupon> coupons) {
        var fee =
                new Fee("fee", "fee", amount, BigDecimal.ONE, Timing.ADVANCE, Fee.Proration.NONE, Charge.STANDARD_TAX);
        var alone = with(plan, List.of(fee), List.of(), null);
        var request = new RatingRequest(
                alone,
                List.<Meter>of(),
                RatingRequest.Subscription.ALWAYS,
                MONTH,
                List.of(),
                Map.of(),
                List.of(),
                Map.of(),
                coupons,
                List.of(),
                List.of(),
                BigDecimal.ZERO,
                null);
        return RatingEngine.rate(request, false);
    }

    /** The plan with other fees and charges, and without quotas. */
    static PlanDocument with(PlanDocument plan, List<Fee> fees, List<Charge> charges, @Nullable Commitment commitment) {
        return new PlanDocument(
                plan.code(),
                plan.name(),
                plan.currency(),
                plan.interval(),
                PlanDocument.Anchor.CALENDAR,
                0,
                plan.rounding(),
                plan.taxRounding(),
                false,
                fees,
                charges,
                commitment,
                List.of());
    }
}
