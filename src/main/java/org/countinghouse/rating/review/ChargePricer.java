package org.countinghouse.rating.review;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.countinghouse.catalog.Aggregation;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Fee;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.Moment;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.Price;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.rating.RatedLine;
import org.countinghouse.rating.RatingEngine;
import org.countinghouse.rating.RatingRequest;
import org.countinghouse.rating.RatingResult;
import org.countinghouse.rating.UsageEvent;

/**
 * Prices one charge of a plan for any quantity, by asking the rating engine for a month in which nothing else happened.
 * Filter, grouping, buckets and effective-dated versions of the charge are left out: they say which usage is priced,
 * not what a quantity costs. So are adjustments, unless they are asked for.
 */
public final class ChargePricer {
    private static final LocalDate FROM = LocalDate.of(2026, 1, 1);
    private static final RatingRequest.Period MONTH =
            new RatingRequest.Period(Moment.of(FROM), Moment.of(FROM.plusMonths(1)));
    private static final RatingRequest.Subscription STARTED_THEN =
            new RatingRequest.Subscription(Moment.of(FROM), null, ZoneOffset.UTC, Map.of());

    private final PlanDocument plan;
    private final Meter meter;
    private final Charge charge;
    private final Usage usage;

    /** What the usage is like besides its quantity, and whether lines explain themselves. */
    private record Usage(Map<String, String> properties, Instant time, boolean explained) {
        private static final Usage PLAIN =
                new Usage(Map.of(), FROM.atTime(12, 0).toInstant(ZoneOffset.UTC), true);
    }

    public ChargePricer(PlanDocument plan, Meter meter, Charge charge) {
        this(plain(meter), alone(charge, List.of()), onlyWith(plan, List.of()), Usage.PLAIN);
    }

    private ChargePricer(Meter meter, Charge charge, PlanDocument plan, Usage usage) {
        this.meter = meter;
        this.charge = charge;
        this.plan = Billed.with(plan, plan.fees(), List.of(charge), null);
        this.usage = usage;
    }

    /** With the adjustments that look at the charge's own meter, and without explanations. */
    static ChargePricer adjusted(PlanDocument plan, Meter meter, Charge charge) {
        return quiet(onlyWith(plan, List.of()), meter, charge);
    }

    /** As {@link #adjusted}, together with the fees of a whole period. */
    static ChargePricer withFees(PlanDocument plan, Meter meter, Charge charge) {
        return quiet(onlyWith(plan, plan.fees()), meter, charge);
    }

    private static ChargePricer quiet(PlanDocument plan, Meter meter, Charge charge) {
        List<Price.Adjustment> own = charge.price().adjustments().stream()
                .filter(adjustment -> adjustment.meter().equals(charge.meter()))
                .toList();
        return new ChargePricer(plain(meter), alone(charge, own), plan, new Usage(Map.of(), Usage.PLAIN.time(), false));
    }

    /** The same charge for usage with these properties, for prices that depend on them. */
    public ChargePricer with(Map<String, String> usageProperties) {
        return new ChargePricer(
                meter, charge, plan, new Usage(Map.copyOf(usageProperties), usage.time(), usage.explained()));
    }

    /** The same charge for usage at a minute of January 2026 in UTC, for prices that depend on the time. */
    ChargePricer at(Instant time) {
        return new ChargePricer(meter, charge, plan, new Usage(usage.properties(), time, usage.explained()));
    }

    public Charge charge() {
        return charge;
    }

    /**
     * @param quantity what the meter reads, before unit conversion
     * @throws org.countinghouse.work.Failure when the price cannot be told from a quantity alone
     */
    public Priced price(BigDecimal quantity) {
        RatingResult result = RatingEngine.rate(request(quantity), usage.explained());
        if (!result.problems().isEmpty()) {
            var problem = result.problems().getFirst();
            throw new org.countinghouse.work.Failure(
                    problem.code(), problem.message(), "Choose usage that this price covers.");
        }
        BigDecimal exact = result.lines().stream().map(RatedLine::exact).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Priced(quantity, result.subtotal(), exact, result.lines());
    }

    /** A total answers most models; one event answers those that look at events and their properties. */
    private RatingRequest request(BigDecimal quantity) {
        boolean byEvent = byEvent(charge.price());
        var event = new UsageEvent(null, usage.time(), meter.eventType(), quantity, usage.properties());
        return new RatingRequest(
                plan,
                List.of(meter),
                STARTED_THEN,
                MONTH,
                byEvent ? List.of(event) : List.of(),
                byEvent ? Map.of() : Map.of(meter.code(), quantity),
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                BigDecimal.ZERO,
                null);
    }

    private static boolean byEvent(Price price) {
        return switch (price.model()) {
            case PriceModel.Matrix _,
                    PriceModel.Percentage _,
                    PriceModel.CostPlus _,
                    PriceModel.TimeOfUse _,
                    PriceModel.Spot _ -> true;
            case PriceModel.Allowance allowance -> byEvent(allowance.overage());
            case PriceModel.Reserved reserved -> byEvent(reserved.onDemand());
            default -> false;
        };
    }

    /** The quantity asked for is the meter's reading, whatever it aggregates. */
    private static Meter plain(Meter meter) {
        return new Meter(
                meter.code(),
                meter.name(),
                null,
                Aggregation.SUM,
                null,
                meter.unit(),
                null,
                Map.of(),
                null,
                false,
                null,
                meter.dimensions());
    }

    private static Charge alone(Charge charge, List<Price.Adjustment> adjustments) {
        Price price = charge.price();
        return new Charge(
                charge.code(),
                charge.name(),
                charge.meter(),
                charge.timing(),
                Map.of(),
                List.of(),
                null,
                charge.unit(),
                charge.freeUnits(),
                new Price(price.model(), price.flatAtZero(), List.of(), adjustments),
                charge.discountPercent(),
                charge.maximum(),
                charge.minimum(),
                false,
                charge.taxCategory());
    }

    private static PlanDocument onlyWith(PlanDocument plan, List<Fee> fees) {
        return Billed.with(plan, fees, List.of(), null);
    }

    /**
     * What a quantity costs.
     *
     * @param quantity as the meter reads it
     * @param amount rounded to the minor unit, minimum included
     * @param exact before rounding
     * @param lines as they would stand on the invoice, with their explanations
     */
    public record Priced(BigDecimal quantity, BigDecimal amount, BigDecimal exact, List<RatedLine> lines) {
        public Priced {
            lines = List.copyOf(lines);
        }
    }
}
