package org.countinghouse.rating;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.countinghouse.catalog.Fee;
import org.countinghouse.catalog.Moment;
import org.countinghouse.money.Fraction;

/** The line of a fee, for the part of the period after the trial in which the subscription runs. */
final class FeeRating {
    private FeeRating() {}

    static DraftLine line(Fee fee, RatingRequest request, Timeline timeline, boolean explained) {
        BigDecimal quantity = request.subscription().quantities().getOrDefault(fee.code(), fee.quantity());
        Timeline.Stretch billed = afterTrial(request, timeline);
        Fraction share = share(fee, timeline, billed);
        Fraction whole = Fraction.of(fee.amount()).times(quantity);
        Fraction amount = whole.times(share.numerator()).dividedBy(share.denominator());
        Explanation explain = new Explanation(explained);
        explain.step(
                "price",
                step -> step.figure("quantity", quantity)
                        .figure("unit_amount", fee.amount())
                        .figure("amount", whole));
        if (share.numerator().compareTo(share.denominator()) != 0) {
            explain.step(
                    "prorate",
                    step -> step.text(fee.proration() == Fee.Proration.SECOND ? "seconds" : "days")
                            .figure("part", share.numerator())
                            .figure("whole", share.denominator())
                            .figure("amount", amount));
        }
        DraftLine.Subject subject = new DraftLine.Subject(
                RatedLine.Kind.FEE, fee.code(), null, fee.name(), Map.of(), quantity, null, fee.taxCategory());
        return new DraftLine(
                subject,
                amount,
                request.plan().currency().getDecimalPlaces(),
                request.plan().rounding().mode().mode(),
                explain);
    }

    private static Timeline.Stretch afterTrial(RatingRequest request, Timeline timeline) {
        Moment start = request.subscription().start();
        int trialDays = request.plan().trialDays();
        if (start == null || trialDays == 0) {
            return timeline.part();
        }
        LocalDate day = start.day(timeline.zone()).plusDays(trialDays);
        Instant begin = start.at(timeline.zone())
                .atZone(timeline.zone())
                .plusDays(trialDays)
                .toInstant();
        return timeline.part().from(begin, day);
    }

    /** Without proration the fee is full as soon as any of the period is billed. */
    private static Fraction share(Fee fee, Timeline timeline, Timeline.Stretch billed) {
        return switch (fee.proration()) {
            case NONE -> billed.isEmpty() ? Fraction.ZERO : Fraction.of(BigDecimal.ONE);
            case DAY -> timeline.dayShare(billed);
            case SECOND -> timeline.secondShare(billed);
        };
    }
}
