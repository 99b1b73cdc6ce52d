package org.countinghouse.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.countinghouse.catalog.Meter;
import org.countinghouse.rating.RatingEngine;
import org.countinghouse.rating.RatingRequest;
import org.countinghouse.rating.Reading;
import org.countinghouse.storage.Database;

/**
 * What the running period of a customer comes to so far and at its end, worked out by the same engine as its invoice:
 * the projection rates the period's usage stretched to the whole period, so that tiers and allowances hold in it.
 */
public final class Estimates {
    private static final int SHARE_DECIMALS = 4;
    private static final int QUANTITY_DECIMALS = 12;

    private final Database database;
    private final SubscriptionRating rating;
    private final Clock clock;

    /** @param database whole, or confined to a customer */
    public Estimates(Database database, Clock clock) {
        this.database = database;
        this.rating = new SubscriptionRating(database, clock);
        this.clock = clock;
    }

    /** Of every subscription of the customer that runs; each in its own time zone. */
    public List<Estimate> of(long customerId) {
        Instant now = clock.instant();
        var catalogue = rating.catalogue();
        var estimates = new ArrayList<Estimate>();
        // Wide enough for today in any zone; each subscription then takes the month that it is in.
        var around = new BillingPeriod(
                YearMonth.from(now.atOffset(java.time.ZoneOffset.UTC).minusDays(1))
                        .atDay(1),
                YearMonth.from(now.atOffset(java.time.ZoneOffset.UTC).plusDays(1))
                        .plusMonths(1)
                        .atDay(1));
        for (DueSubscription due : database.read(connection -> DueSubscriptions.of(connection, around, customerId))) {
            var today = now.atZone(due.timeZone()).toLocalDate();
            boolean runs = !due.startsOn().isAfter(today)
                    && (due.endsOn() == null || due.endsOn().isAfter(today));
            if (runs) {
                var period = BillingPeriod.month(YearMonth.from(today));
                estimates.add(estimate(due, period, rating.rate(due, period, catalogue), now));
            }
        }
        return estimates;
    }

    private static Estimate estimate(DueSubscription due, BillingPeriod period, RatedSubscription rated, Instant now) {
        Instant begin = later(
                due.from(period), due.startsOn().atStartOfDay(due.timeZone()).toInstant());
        Instant end = due.endsOn() == null
                ? due.to(period)
                : earlier(
                        due.to(period),
                        due.endsOn().atStartOfDay(due.timeZone()).toInstant());
        var whole = BigDecimal.valueOf(Duration.between(begin, end).toSeconds());
        var over = BigDecimal.valueOf(Math.max(1, Duration.between(begin, now).toSeconds()));
        var elapsed = over.divide(whole, SHARE_DECIMALS, RoundingMode.HALF_UP);
        var projected = RatingEngine.rate(stretched(rated.request(), due.from(period), whole, over), false);
        return new Estimate(
                due.id(),
                due.plan().code(),
                period,
                now,
                rated.result(),
                projected.total(),
                elapsed,
                Estimate.Confidence.of(elapsed));
    }

    /** Flows go on at their pace; levels stay where they are. */
    private static RatingRequest stretched(RatingRequest request, Instant from, BigDecimal whole, BigDecimal over) {
        Set<String> levels = request.meters().stream()
                .filter(Meter::carryOver)
                .map(Meter::code)
                .collect(Collectors.toSet());
        List<Reading> readings = request.readings().stream()
                .map(reading ->
                        levels.contains(reading.meter()) || reading.from().isBefore(from)
                                ? reading
                                : new Reading(
                                        reading.meter(),
                                        reading.from(),
                                        reading.properties(),
                                        stretch(reading.quantity(), whole, over),
                                        stretch(reading.count(), whole, over)))
                .toList();
        return new RatingRequest(
                request.plan(),
                request.meters(),
                request.subscription(),
                request.period(),
                request.usage(),
                request.quantities(),
                readings,
                request.feeds(),
                request.coupons(),
                request.credits(),
                request.taxes(),
                request.prepaid(),
                request.asOf());
    }

    private static BigDecimal stretch(BigDecimal quantity, BigDecimal whole, BigDecimal over) {
        return quantity.multiply(whole).divide(over, QUANTITY_DECIMALS, RoundingMode.HALF_UP);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
