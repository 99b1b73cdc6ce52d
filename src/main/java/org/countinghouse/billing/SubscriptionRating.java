package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.countinghouse.catalog.Interval;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.Moment;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.metering.UsageReadings;
import org.countinghouse.rating.RatingEngine;
import org.countinghouse.rating.RatingRequest;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.work.Failure;

/** Rates a subscription's period from stored usage: the one way to a figure for dry runs, drafts and previews. */
public final class SubscriptionRating {
    private final Database database;
    private final Meters meters;
    private final UsageReadings readings;

    /** @param database whole, or confined to a customer */
    public SubscriptionRating(Database database, Clock clock) {
        this.database = database;
        this.meters = new Meters(database, clock);
        this.readings = new UsageReadings(database);
    }

    /**
     * The meters as they are now; a run takes them once, so that all of its invoices are of one catalogue.
     */
    Map<String, Meter> catalogue() {
        return meters.all().stream().collect(Collectors.toMap(Meter::code, Function.identity()));
    }

    /**
     * Rates one subscription.
     *
     * @throws Failure {@code billing.interval} when the plan is not a monthly calendar plan, or any failure of rating
     */
    RatedSubscription rate(DueSubscription due, BillingPeriod period, Map<String, Meter> catalogue) {
        // Read after the usage: what is charged meanwhile is then never billed twice.
        RatingRequest request = request(due, period, catalogue);
        BigDecimal prepaid = database.read(connection -> UsageCharges.prepaid(connection, due.id(), period));
        request = request.withPrepaid(prepaid);
        return new RatedSubscription(due, request, RatingEngine.rate(request, true));
    }

    /** What there is to rate, nothing of it prepaid. */
    RatingRequest request(DueSubscription due, BillingPeriod period, Map<String, Meter> catalogue) {
        PlanDocument plan = due.plan();
        requireMonthly(plan);
        var needs = PlanNeeds.of(plan);
        List<Meter> used = meters(needs, catalogue);
        var usage = readings.of(due.customerId(), used, needs.properties(), due.from(period), due.to(period));
        return new RatingRequest(
                plan,
                used,
                new RatingRequest.Subscription(
                        Moment.of(due.startsOn()),
                        due.endsOn() == null ? null : Moment.of(due.endsOn()),
                        due.timeZone(),
                        due.quantities()),
                new RatingRequest.Period(Moment.of(period.from()), Moment.of(period.to())),
                usage.events(),
                Map.of(),
                usage.readings(),
                Map.of(),
                List.of(),
                List.of(),
                due.taxes(),
                BigDecimal.ZERO,
                due.to(period));
    }

    private static void requireMonthly(PlanDocument plan) {
        boolean monthly =
                plan.interval().unit() == Interval.Unit.MONTH && plan.interval().count() == 1;
        if (!monthly || plan.anchor() != PlanDocument.Anchor.CALENDAR) {
            throw new Failure(
                    "billing.interval",
                    "Plan \"" + plan.code() + "\" is not billed by calendar month.",
                    "Monthly runs bill plans with the interval of one month and the calendar anchor.");
        }
    }

    /** A meter that does not exist is left out: the engine names it as a problem of the charge. */
    private static List<Meter> meters(PlanNeeds needs, Map<String, Meter> catalogue) {
        return needs.meters().stream()
                .filter(catalogue::containsKey)
                .map(catalogue::get)
                .toList();
    }
}
