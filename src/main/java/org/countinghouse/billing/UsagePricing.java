package org.countinghouse.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.metering.StoredProperties;
import org.countinghouse.rating.Exchange;
import org.countinghouse.rating.RatingEngine;
import org.countinghouse.rating.RatingRequest;
import org.countinghouse.rating.RatingResult;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What one more event costs: by how much it raises the total, with tax, of the bills it belongs to. The figures are those
 * of the invoice's own engine, so the prices of all events of a period add up to its invoice to the last cent, whatever
 * the tiers; most events of a fraction of a cent cost nothing and every so often one costs a cent.
 */
final class UsagePricing {
    private final Database database;
    private final SubscriptionRating rating;

    UsagePricing(Database database, Clock clock) {
        this.database = database;
        this.rating = new SubscriptionRating(database, clock);
    }

    /**
     * The price of an event.
     *
     * @param amount below zero where more usage costs less
     * @param parts by subscription; their sum is the amount
     */
    record Price(BigDecimal amount, String currency, List<Part> parts) {
        Price {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A subscription's share, for the billing period that begins on a day.
     *
     * @param amount in the currency of the period's invoice
     * @param exchange how it got into it; null: it is the plan's
     */
    record Part(
            long subscriptionId,
            LocalDate periodFrom,
            BigDecimal amount,
            String currency,
            @Nullable Exchange exchange) {}

    /** Every meter by its code, as it is now. */
    Map<String, Meter> catalogue() {
        return rating.catalogue();
    }

    /**
     * Prices an event that is not stored yet.
     *
     * @throws Failure {@code price.missing} when no subscription of the customer has a price for it,
     *     {@code price.currencies} when several have one in different currencies, {@code billing.rate}
     */
    Price of(long customerId, org.countinghouse.metering.UsageEvent event, Map<String, Meter> catalogue)
            throws SQLException {
        var rated = new org.countinghouse.rating.UsageEvent(
                event.id(),
                event.time(),
                event.event(),
                event.quantity(),
                StoredProperties.texts(event.properties().canonical()));
        List<DueSubscription> priced =
                database.read(connection -> running(connection, customerId, event.time())).stream()
                        .filter(due -> plans(due, event.time()).stream()
                                .flatMap(plan -> PlanNeeds.of(plan).meters().stream())
                                .map(catalogue::get)
                                .anyMatch(meter ->
                                        meter != null && meter.eventType().equals(event.event())))
                        .toList();
        if (priced.isEmpty()) {
            throw new Failure(
                    "price.missing",
                    "No subscription of \"" + event.customer() + "\" has a price for \"" + event.event() + "\".",
                    "Nothing was stored. Put the customer on a plan that prices it, or record it without billing.");
        }
        var parts = new ArrayList<Part>();
        for (DueSubscription due : priced) {
            parts.add(part(due, rated, catalogue));
        }
        if (parts.stream().map(Part::currency).distinct().count() > 1) {
            throw new Failure(
                    "price.currencies",
                    "Subscriptions in different currencies have a price for \"" + event.event() + "\".",
                    "Nothing was stored. Record it without billing: each invoice then has its part.");
        }
        return new Price(
                parts.stream().map(Part::amount).reduce(BigDecimal.ZERO, BigDecimal::add),
                parts.getFirst().currency(),
                parts);
    }

    private static List<DueSubscription> running(Connection connection, long customerId, Instant time)
            throws SQLException {
        // Wide enough for the day in any zone; each subscription then takes the period that it is in.
        LocalDate day = LocalDate.ofInstant(time, ZoneOffset.UTC);
        var around = new BillingPeriod(day.minusDays(1), day.plusDays(2));
        return DueSubscriptions.of(connection, around, customerId, new PlanDocuments()).stream()
                .filter(due ->
                        !due.startsOn().atStartOfDay(due.timeZone()).toInstant().isAfter(time)
                                && due.history().at(time).isPresent())
                .toList();
    }

    /** The plan of that day and its add-ons. */
    private static List<PlanDocument> plans(DueSubscription due, Instant time) {
        var stretch = due.history().on(LocalDate.ofInstant(time, due.timeZone()));
        return Stream.concat(Stream.of(stretch.version()), stretch.addOns().stream())
                .map(due::plan)
                .toList();
    }

    private Part part(DueSubscription due, org.countinghouse.rating.UsageEvent event, Map<String, Meter> catalogue) {
        DuePeriod period = due.history()
                .at(event.time())
                .orElseThrow(() -> new IllegalStateException("subscription " + due.id() + " has ended"));
        var task = RatingTask.of(due, period);
        List<RatingRequest> without = rating.requests(List.of(task), catalogue).getFirst();
        Exchange exchange = rating.exchange(task);
        without.set(0, without.getFirst().withExchange(exchange));
        var with = new ArrayList<RatingRequest>();
        for (int index = 0; index < without.size(); index++) {
            BillingPart part = task.parts().get(index);
            boolean here =
                    !event.time().isBefore(part.usageFrom()) && event.time().isBefore(part.usageTo());
            with.add(here ? without.get(index).withMore(event) : without.get(index));
        }
        RatingResult before = RatingEngine.rate(without, List.of(), false);
        RatingResult after = RatingEngine.rate(with, List.of(), false);
        if (after.problems().size() > before.problems().size()) {
            throw new Failure(
                    "price.missing",
                    after.problems().getLast().message(),
                    "Nothing was stored. Complete the price, or record the usage without billing.");
        }
        return new Part(
                due.id(),
                period.days().from(),
                after.total().subtract(before.total()),
                after.currency().getCode(),
                exchange);
    }
}
