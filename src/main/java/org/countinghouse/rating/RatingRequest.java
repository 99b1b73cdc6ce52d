package org.countinghouse.rating;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.countinghouse.catalog.Meter;
import org.countinghouse.catalog.Moment;
import org.countinghouse.catalog.PlanDocument;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * Everything the engine needs to price one subscription for one period.
 *
 * @param usage raw events, in any order
 * @param quantities totals by meter code; they win over everything else for that meter
 * @param readings hourly readings of sum and count meters
 * @param feeds market prices by feed name
 * @param coupons in the order they are applied
 * @param prepaid money in the wallet, used after tax
 * @param asOf when the invoice is made, which decides whether a credit has expired; null: the period's end
 * @param exchange how the invoice gets into another currency than the plan's: amounts of coupons are in the plan's,
 *     credits and prepaid money in the invoice's; null: it is in the plan's
 */
public record RatingRequest(
        PlanDocument plan,
        List<Meter> meters,
        Subscription subscription,
        Period period,
        List<UsageEvent> usage,
        Map<String, BigDecimal> quantities,
        List<Reading> readings,
        Map<String, List<FeedPrice>> feeds,
        List<Coupon> coupons,
        List<Credit> credits,
        List<Tax> taxes,
        BigDecimal prepaid,
        @Nullable Instant asOf,
        @Nullable Exchange exchange) {
    public RatingRequest {
        meters = List.copyOf(meters);
        usage = List.copyOf(usage);
        quantities = Map.copyOf(quantities);
        readings = List.copyOf(readings);
        feeds = Map.copyOf(feeds);
        coupons = List.copyOf(coupons);
        credits = List.copyOf(credits);
        taxes = List.copyOf(taxes);
    }

    /** Of an invoice in the plan's currency. */
    public RatingRequest(
            PlanDocument plan,
            List<Meter> meters,
            Subscription subscription,
            Period period,
            List<UsageEvent> usage,
            Map<String, BigDecimal> quantities,
            List<Reading> readings,
            Map<String, List<FeedPrice>> feeds,
            List<Coupon> coupons,
            List<Credit> credits,
            List<Tax> taxes,
            BigDecimal prepaid,
            @Nullable Instant asOf) {
        this(
                plan,
                meters,
                subscription,
                period,
                usage,
                quantities,
                readings,
                feeds,
                coupons,
                credits,
                taxes,
                prepaid,
                asOf,
                null);
    }

    /** The currency of the invoice. */
    public CurrencyUnit currency() {
        return exchange == null ? plan.currency() : exchange.currency();
    }

    /** A request priced from readings alone, without coupons, credits, taxes or a wallet. */
    public static RatingRequest ofReadings(
            PlanDocument plan, List<Meter> meters, Subscription subscription, Period period, List<Reading> readings) {
        return new RatingRequest(
                plan,
                meters,
                subscription,
                period,
                List.of(),
                Map.of(),
                readings,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                BigDecimal.ZERO,
                null);
    }

    /** The same with one more event. */
    public RatingRequest withMore(UsageEvent event) {
        List<UsageEvent> more = new ArrayList<>(usage);
        more.add(event);
        return copy(subscription, more, readings, taxes, prepaid, exchange);
    }

    /** The same with money paid ahead. */
    public RatingRequest withPrepaid(BigDecimal amount) {
        return copy(subscription, usage, readings, taxes, amount, exchange);
    }

    /** The same with other taxes. */
    public RatingRequest withTaxes(List<Tax> others) {
        return copy(subscription, usage, readings, others, prepaid, exchange);
    }

    /** The same for an invoice in another currency; null: in the plan's. */
    public RatingRequest withExchange(@Nullable Exchange other) {
        return copy(subscription, usage, readings, taxes, prepaid, other);
    }

    /** The same with other usage. */
    public RatingRequest withUsage(List<UsageEvent> otherUsage, List<Reading> otherReadings) {
        return copy(subscription, otherUsage, otherReadings, taxes, prepaid, exchange);
    }

    /** The same for another subscription, for example one that ends earlier. */
    public RatingRequest with(Subscription other) {
        return copy(other, usage, readings, taxes, prepaid, exchange);
    }

    private RatingRequest copy(
            Subscription otherSubscription,
            List<UsageEvent> otherUsage,
            List<Reading> otherReadings,
            List<Tax> otherTaxes,
            BigDecimal otherPrepaid,
            @Nullable Exchange otherExchange) {
        return new RatingRequest(
                plan,
                meters,
                otherSubscription,
                period,
                otherUsage,
                quantities,
                otherReadings,
                feeds,
                coupons,
                credits,
                otherTaxes,
                otherPrepaid,
                asOf,
                otherExchange);
    }

    /**
     * @param start null: before the period
     * @param end exclusive; null: after the period
     * @param quantities how many of a fee, by fee code
     */
    public record Subscription(
            @Nullable Moment start, @Nullable Moment end, ZoneId timezone, Map<String, BigDecimal> quantities) {
        /** Subscribed for ever, in UTC. */
        public static final Subscription ALWAYS = new Subscription(null, null, ZoneOffset.UTC, Map.of());

        public Subscription {
            quantities = Map.copyOf(quantities);
        }
    }

    /** The whole period, from inclusive to exclusive; dates are local to the subscription. */
    public record Period(Moment from, Moment to) {}
}
