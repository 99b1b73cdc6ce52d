package org.countinghouse.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.countinghouse.catalog.Meter;
import org.countinghouse.rating.RatingRequest;
import org.countinghouse.rating.Reading;
import org.countinghouse.storage.Database;
import org.jspecify.annotations.Nullable;

/**
 * What the running period of a customer comes to so far and at its end, worked out by the same engine as its invoice:
 * the projection rates the period's usage stretched to the whole period, so that tiers and allowances hold in it.
 */
public final class Estimates {
    private static final int SHARE_DECIMALS = 4;
    private static final int QUANTITY_DECIMALS = 12;

    private final Database database;
    private final Database whole;
    private final SubscriptionRating rating;
    private final Clock clock;

    /** Of all customers. */
    public Estimates(Database database, Clock clock) {
        this(database, database, clock);
    }

    /**
     * Of what a caller may see.
     *
     * @param database whole, or confined to a customer
     * @param whole tells how invoices are taxed and exchanged, also those that somebody else pays
     */
    public Estimates(Database database, Database whole, Clock clock) {
        this.database = database;
        this.whole = whole;
        this.rating = new SubscriptionRating(database, whole, clock);
        this.clock = clock;
    }

    /** Of every subscription of the customer that runs; each in its own time zone. */
    public List<Estimate> of(long customerId) {
        return of(customerId, paying -> paying);
    }

    /**
     * The same if its invoices were in another currency.
     *
     * @param currency ISO 4217; null: each plan's own
     */
    List<Estimate> in(long customerId, @Nullable String currency) {
        return of(customerId, paying -> new DueSubscription.Paying(paying.tax(), currency));
    }

    private List<Estimate> of(long customerId, UnaryOperator<DueSubscription.Paying> as) {
        Instant now = clock.instant();
        var catalogue = rating.catalogue();
        var estimates = new ArrayList<Estimate>();
        // Wide enough for today in any zone; each subscription then takes the period that it is in.
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var around = new BillingPeriod(day.minusDays(1), day.plusDays(2));
        var documents = new PlanDocuments();
        List<DueSubscription> running =
                database.read(connection -> DueSubscriptions.of(connection, around, customerId, documents));
        List<Long> ids = running.stream().map(DueSubscription::id).toList();
        Map<Long, DueSubscription.Paying> paying = whole.read(connection -> DueSubscriptions.paying(connection, ids));
        Map<Long, String> currencies = whole.read(connection -> ProgressiveBill.currencies(connection, ids));
        for (DueSubscription each : running) {
            DueSubscription due = each.paid(as.apply(paying.getOrDefault(
                            each.id(), new DueSubscription.Paying(each.tax(), each.invoiceCurrency()))))
                    .progressed(each.progressive().stream()
                            .map(bill -> bill.in(currencies.getOrDefault(bill.invoiceId(), bill.currency())))
                            .toList());
            boolean begun =
                    !due.startsOn().atStartOfDay(due.timeZone()).toInstant().isAfter(now);
            Optional<DuePeriod> period = due.history().at(now);
            if (begun && period.isPresent()) {
                // Fees in advance that a run bills by themselves are none of the period's own invoice.
                DueSubscription opened = AdvanceFees.opened(due, now, rating::exchange);
                RatedSubscription rated = rating.rate(RatingTask.of(opened, period.get()), catalogue);
                estimates.add(estimate(due, period.get(), rated, now));
            }
        }
        return estimates;
    }

    private static Estimate estimate(DueSubscription due, DuePeriod period, RatedSubscription rated, Instant now) {
        Instant begin = later(
                period.startsAt(), due.startsOn().atStartOfDay(due.timeZone()).toInstant());
        Instant end = period.dueAt();
        var whole = BigDecimal.valueOf(Duration.between(begin, end).toSeconds());
        var over = BigDecimal.valueOf(Math.max(1, Duration.between(begin, now).toSeconds()));
        var elapsed = over.divide(whole, SHARE_DECIMALS, RoundingMode.HALF_UP);
        var projected = rated.input()
                .withParts(rated.input().parts().stream()
                        .map(part -> stretched(part, period.startsAt(), whole, over))
                        .toList())
                .rate(false);
        return new Estimate(
                due.id(),
                due.plan(due.history()
                                .on(LocalDate.ofInstant(now, due.timeZone()))
                                .version())
                        .code(),
                period.days(),
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
                                        stretch(reading.count(), whole, over),
                                        reading.hours()))
                .toList();
        return request.withUsage(request.usage(), readings);
    }

    private static BigDecimal stretch(BigDecimal quantity, BigDecimal whole, BigDecimal over) {
        return quantity.multiply(whole).divide(over, QUANTITY_DECIMALS, RoundingMode.HALF_UP);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
