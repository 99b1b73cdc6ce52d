package org.countinghouse.insight;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.countinghouse.catalog.Aggregation;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Interval;
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
 * Filter, grouping, buckets, effective-dated versions and adjustments of the charge are left out: they say which usage
 * is priced, not what a quantity costs.
 */
public final class ChargePricer {
    private static final LocalDate FROM = LocalDate.of(2026, 1, 1);
    private static final RatingRequest.Period MONTH =
            new RatingRequest.Period(Moment.of(FROM), Moment.of(FROM.plusMonths(1)));

    private final PlanDocument plan;
    private final Meter meter;
    private final Charge charge;
    private final Map<String, String> properties;

    public ChargePricer(PlanDocument plan, Meter meter, Charge charge) {
        this(plan, meter, charge, Map.of());
    }

    private ChargePricer(PlanDocument plan, Meter meter, Charge charge, Map<String, String> properties) {
        this.meter = plain(meter);
        this.charge = alone(charge);
        this.plan = onlyWith(plan, this.charge);
        this.properties = Map.copyOf(properties);
    }

    /** The same charge for usage with these properties, for prices that depend on them. */
    public ChargePricer with(Map<String, String> usageProperties) {
        return new ChargePricer(plan, meter, charge, usageProperties);
    }

    public Charge charge() {
        return charge;
    }

    /**
     * @param quantity what the meter reads, before unit conversion
     * @throws org.countinghouse.work.Failure when the price cannot be told from a quantity alone
     */
    public Priced price(BigDecimal quantity) {
        RatingResult result = RatingEngine.rate(request(quantity), true);
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
        boolean byEvent = switch (charge.price().model()) {
            case PriceModel.Matrix _,
                    PriceModel.Percentage _,
                    PriceModel.CostPlus _,
                    PriceModel.TimeOfUse _,
                    PriceModel.Spot _ -> true;
            default -> false;
        };
        var event = new UsageEvent(
                null, FROM.atTime(12, 0).toInstant(ZoneOffset.UTC), meter.eventType(), quantity, properties);
        return new RatingRequest(
                plan,
                List.of(meter),
                RatingRequest.Subscription.ALWAYS,
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

    private static Charge alone(Charge charge) {
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
                new Price(price.model(), price.flatAtZero(), List.of(), List.of()),
                charge.discountPercent(),
                charge.maximum(),
                charge.minimum(),
                false,
                charge.taxCategory());
    }

    private static PlanDocument onlyWith(PlanDocument plan, Charge charge) {
        return new PlanDocument(
                plan.code(),
                plan.name(),
                plan.currency(),
                Interval.MONTH,
                PlanDocument.Anchor.CALENDAR,
                0,
                plan.rounding(),
                plan.taxRounding(),
                false,
                List.of(),
                List.of(charge),
                null,
                List.of());
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
