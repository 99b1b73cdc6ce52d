package org.countinghouse.rating;

import java.math.BigDecimal;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.List;
import org.countinghouse.catalog.Interval;
import org.countinghouse.catalog.Moment;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.money.AmountRounding;
import org.countinghouse.money.Fraction;
import org.countinghouse.money.LargestRemainder;

/** Reserved capacity is paid whether used or not; what goes beyond is on demand. */
final class ReservedPricing {
    private ReservedPricing() {}

    static Pricing.Priced price(
            PriceModel.Reserved reserved, PricedUsage usage, PricingContext context, Explanation explain) {
        Fraction capacity = Fraction.of(reserved.reservedQuantity()).times(reserved.unitAmount());
        Explanation inside = explain.inside();
        inside.step(
                "price",
                step -> step.text("reserved")
                        .figure("quantity", reserved.reservedQuantity())
                        .figure("unit_amount", reserved.unitAmount())
                        .figure("amount", capacity));
        BigDecimal upfront = upfront(reserved, context);
        if (reserved.upfrontAmount().signum() != 0) {
            inside.step(
                    "price",
                    step -> step.text("upfront").figure("flat_amount", upfront).figure("amount", upfront));
        }
        Fraction fixed = capacity.plus(upfront);
        explain.step(
                "part", step -> step.text("reserved").figure("amount", fixed).inside(inside));
        AllowancePricing.explain(usage, "reserved", reserved.reservedQuantity(), explain);
        PricedUsage excess = usage.beyond(reserved.reservedQuantity());
        if (excess.quantity().signum() == 0) {
            return new Pricing.Priced(fixed, usage.quantity());
        }
        Pricing.Priced onDemand = Pricing.price(reserved.onDemand(), excess, context, explain);
        Fraction unpriced = excess.quantity().minus(onDemand.quantity());
        return new Pricing.Priced(
                fixed.plus(onDemand.amount()), usage.quantity().minus(unpriced));
    }

    /** Billed once in the period that holds the subscription's start, or this period's part of the term. */
    private static BigDecimal upfront(PriceModel.Reserved reserved, PricingContext context) {
        if (reserved.upfrontAmount().signum() == 0) {
            return BigDecimal.ZERO;
        }
        Moment start = context.request().subscription().start();
        if (start == null) {
            throw context.failure(
                    "rating.needs_start", "has an upfront amount: it needs the subscription's start to place it.");
        }
        Interval term = reserved.term();
        if (term == null) {
            boolean first = context.timeline()
                    .whole()
                    .contains(start.at(context.timeline().zone()));
            return first ? reserved.upfrontAmount() : BigDecimal.ZERO;
        }
        return partOfTerm(reserved.upfrontAmount(), term, start, context);
    }

    private static BigDecimal partOfTerm(BigDecimal upfront, Interval term, Moment start, PricingContext context) {
        Interval period = context.request().plan().interval();
        int periods = term.dividedInto(period);
        if (periods == 0) {
            throw context.failure("rating.bad_term", "has a term that is no whole number of billing periods.");
        }
        int index = periodsSince(start, period, periods, context.timeline());
        if (index >= periods) {
            return BigDecimal.ZERO;
        }
        BigDecimal whole = upfront.setScale(context.scale(), AmountRounding.HALF_UP.mode());
        List<BigDecimal> even = Collections.nCopies(periods, BigDecimal.ONE);
        return LargestRemainder.spread(whole, even, context.scale()).get(index);
    }

    /** How many periods began after the subscription's start, up to the one being rated; an instant counts as its day. */
    private static int periodsSince(Moment start, Interval period, int most, Timeline timeline) {
        boolean hours = period.unit() == Interval.Unit.HOUR;
        ZonedDateTime first = hours
                ? start.at(timeline.zone()).atZone(timeline.zone())
                : start.day(timeline.zone()).atStartOfDay(timeline.zone());
        int index = 0;
        while (index < most && isBefore(period.after(first, index), timeline.whole(), hours)) {
            index++;
        }
        return index;
    }

    private static boolean isBefore(ZonedDateTime begin, Timeline.Stretch rated, boolean hours) {
        return hours
                ? begin.toInstant().isBefore(rated.from())
                : begin.toLocalDate().isBefore(rated.fromDay());
    }
}
