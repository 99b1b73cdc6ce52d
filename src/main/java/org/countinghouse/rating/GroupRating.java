package org.countinghouse.rating;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.catalog.Aggregation;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.Price;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.money.Fraction;

/** Prices the usage of one group: each stretch of a price version and each bucket on its own, summed unrounded. */
final class GroupRating {
    /** Eleven years of hours; more is a mistake in the period. */
    private static final int MAX_BUCKETS = 100_000;

    private final PricingContext context;
    private final Charge charge;
    private final Conversion conversion;
    private final Explanation explain;
    private Fraction freeLeft;
    private boolean freeExplained;
    private Fraction amount = Fraction.ZERO;
    private Fraction quantity = Fraction.ZERO;

    /** A price in force from an instant until another. */
    private record Slice(Price price, Instant from, Instant to, List<Item> items) {}

    GroupRating(PricingContext context, Meter meter, Explanation explain) {
        this.context = context;
        this.charge = context.charge();
        this.explain = explain;
        this.conversion =
                new Conversion(meter, charge.unit(), context.timeline().wholeSeconds());
        Fraction free = Fraction.of(charge.freeUnits());
        this.freeLeft = charge.prorate() ? prorated(free) : free;
    }

    private Fraction prorated(Fraction free) {
        Fraction share = context.timeline().dayShare(context.timeline().part());
        return free.times(share.numerator()).dividedBy(share.denominator());
    }

    /** Prices a total that was given directly. */
    Pricing.Priced ofTotal(BigDecimal total) {
        List<Slice> stretches = stretches(List.of());
        if (stretches.size() > 1 || charge.bucket() != null) {
            throw context.failure(
                    "rating.needs_usage",
                    "prices parts of the period apart: a quantity given directly cannot be split, give usage.");
        }
        explain.step("aggregate", step -> step.text("given directly").figure("value", total));
        Slice slice = stretches.getFirst();
        CellPricing.refuseTotal(slice.price().model(), context);
        slice(slice, rounded(Fraction.of(total), explain), true, explain);
        return new Pricing.Priced(amount, quantity);
    }

    /** Prices items; they are ordered by time. */
    Pricing.Priced ofItems(List<Item> items) {
        List<Slice> slices = new ArrayList<>();
        List<Slice> stretches = stretches(items);
        for (Slice stretch : stretches) {
            slices.addAll(charge.bucket() == null ? List.of(stretch) : buckets(stretch, charge.bucket(), items));
        }
        boolean split = stretches.size() > 1 || charge.bucket() != null;
        if (split) {
            refuseWhatCannotBeSplit();
        }
        for (Slice slice : slices) {
            if (!split) {
                aggregated(slice, explain);
            } else if (isUsed(slice)) {
                Explanation inside = explain.inside();
                Fraction before = amount;
                aggregated(slice, inside);
                explain.step(
                        "part",
                        step -> step.text(slice.from() + " to " + slice.to())
                                .figure("amount", amount.minus(before))
                                .inside(inside));
            }
        }
        if (split) {
            explain.step("sum", step -> step.figure("amount", amount));
        }
        return new Pricing.Priced(amount, quantity);
    }

    /** Rather no figure than one that bills a level or an upfront amount several times. */
    private void refuseWhatCannotBeSplit() {
        Meter meter = conversion.meter();
        if (meter.carryOver() && meter.aggregation() != Aggregation.WEIGHTED_SUM) {
            throw context.failure(
                    "rating.unsupported", "combines a carried-over level with buckets or price versions.");
        }
        boolean upfront = charge.price().model() instanceof PriceModel.Reserved reserved
                && reserved.upfrontAmount().signum() != 0;
        if (upfront) {
            throw context.failure("rating.unsupported", "combines an upfront amount with buckets or price versions.");
        }
    }

    private boolean isUsed(Slice slice) {
        boolean held = conversion.meter().aggregation() == Aggregation.WEIGHTED_SUM;
        return held
                ? conversion.aggregate(slice.items(), slice.from(), slice.to()).signum() != 0
                : !slice.items().isEmpty();
    }

    private void aggregated(Slice slice, Explanation steps) {
        Fraction aggregate = conversion.aggregate(slice.items(), slice.from(), slice.to());
        steps.step(
                "aggregate",
                step -> AggregateWording.describe(step, conversion, slice.items(), slice.from(), slice.to()));
        slice(slice, rounded(aggregate, steps), false, steps);
    }

    private Fraction rounded(Fraction aggregate, Explanation steps) {
        Fraction rounded = Aggregates.rounded(conversion.meter(), aggregate);
        AggregateWording.rounding(conversion.meter(), aggregate, steps);
        return rounded;
    }

    private void slice(Slice slice, Fraction aggregate, boolean direct, Explanation steps) {
        Fraction converted = conversion.converted(aggregate);
        AggregateWording.conversion(conversion, aggregate, steps);
        if (converted.signum() < 0) {
            steps.step(
                    "below_zero",
                    step -> step.text("a quantity below zero bills nothing")
                            .figure("quantity", converted)
                            .figure("amount", BigDecimal.ZERO));
            return;
        }
        Fraction free = freeLeft;
        Fraction used = converted.min(free);
        Fraction reaching = converted.minus(used);
        freeLeft = free.minus(used);
        if (charge.freeUnits().signum() != 0) {
            steps.step("free", step -> describeFree(step, free, reaching));
        }
        PricedUsage usage =
                new PricedUsage(conversion, reaching, free, slice.items(), slice.from(), slice.to(), direct);
        Pricing.Priced priced = Pricing.price(slice.price(), usage, context, steps);
        amount = amount.plus(priced.amount());
        quantity = quantity.plus(priced.quantity());
    }

    private void describeFree(Explanation.Step step, Fraction free, Fraction reaching) {
        if (charge.prorate() && !freeExplained) {
            Fraction share = context.timeline().dayShare(context.timeline().part());
            step.figure("full", charge.freeUnits())
                    .figure("part", share.numerator())
                    .figure("whole", share.denominator());
        }
        freeExplained = true;
        step.figure("quantity", free).figureUnlessZero("left", freeLeft).figure("value", reaching);
    }

    /** The subscribed part, cut where a new price version comes into force. */
    private List<Slice> stretches(List<Item> items) {
        Timeline.Stretch part = context.timeline().part();
        ZoneId zone = context.timeline().zone();
        List<Slice> stretches = new ArrayList<>();
        Price price = charge.price();
        Instant from = part.from();
        Instant previous = Instant.MIN;
        for (Price.Version version : charge.price().versions()) {
            Instant next = version.from().at(zone);
            if (!next.isAfter(previous)) {
                throw context.failure("plan.bad_versions", "has price versions that are not in order of their begin.");
            }
            previous = next;
            if (next.isAfter(from) && next.isBefore(part.to())) {
                stretches.add(new Slice(price, from, next, between(items, from, next)));
                from = next;
            }
            price = next.isBefore(part.to()) ? version.price() : price;
        }
        stretches.add(new Slice(price, from, part.to(), between(items, from, part.to())));
        return stretches;
    }

    /**
     * The items of a stretch, led by what sets its begin: everything earlier when the first stretch carries over, the
     * last earlier item for a level that is held.
     */
    private List<Item> between(List<Item> items, Instant from, Instant to) {
        int first = firstAtOrAfter(items, from);
        int end = firstAtOrAfter(items, to);
        boolean held = conversion.meter().aggregation() == Aggregation.WEIGHTED_SUM;
        boolean carried = conversion.meter().carryOver()
                && from.equals(context.timeline().part().from());
        int begin = carried ? 0 : held ? Math.max(0, first - 1) : first;
        return items.subList(begin, end);
    }

    private static int firstAtOrAfter(List<Item> items, Instant time) {
        int low = 0;
        int high = items.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (items.get(middle).time().isBefore(time)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Local hours, days or months; an hour that comes twice in autumn is two. */
    private List<Slice> buckets(Slice stretch, Charge.Bucket bucket, List<Item> items) {
        boolean held = conversion.meter().aggregation() == Aggregation.WEIGHTED_SUM;
        ZoneId zone = context.timeline().zone();
        List<Slice> buckets = new ArrayList<>();
        Instant from = stretch.from();
        while (from.isBefore(stretch.to())) {
            int next = firstAtOrAfter(items, from);
            if (!held && next == items.size()) {
                break;
            }
            // Empty buckets cost nothing: go on at the next usage, unless a level is held meanwhile.
            Instant begin = held ? from : later(from, items.get(next).time());
            Instant to = earlier(BucketEnd.after(begin.atZone(zone), bucket), stretch.to());
            if (begin.isBefore(to)) {
                buckets.add(new Slice(stretch.price(), begin, to, between(items, begin, to)));
            }
            if (buckets.size() > MAX_BUCKETS) {
                throw context.failure("rating.too_many_buckets", "has more than " + MAX_BUCKETS + " buckets.");
            }
            from = later(from, to);
            if (!begin.isBefore(to)) {
                break;
            }
        }
        return buckets;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
