package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.countinghouse.catalog.Fee;
import org.countinghouse.catalog.Moment;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.rating.Exchange;
import org.countinghouse.rating.FeeDifference;
import org.countinghouse.rating.RatedLine;
import org.countinghouse.rating.RatingEngine;
import org.countinghouse.rating.RatingRequest;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * What an invoice bills of a period's fees in advance: what is owed of them, less what invoices that stand have billed.
 * A fee that was not billed is billed as it is; one that came to another amount gets a line with the difference. What
 * credit notes gave back of it counts as given back.
 *
 * @param requests one fee each
 * @param settled lines with differences
 * @param items what this invoice adds to what was billed
 */
record FeeSettlement(
        FeeWindow window, int turn, List<RatingRequest> requests, List<SettledFee> settled, List<FeeItem> items) {
    FeeSettlement {
        requests = List.copyOf(requests);
        settled = List.copyOf(settled);
        items = List.copyOf(items);
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /**
     * As it stands after the invoice is made.
     *
     * @param dueAt moment of the invoice; null: it does not matter
     * @param exchange of the invoice; null: it is in the plan's currency, or that does not matter
     */
    BilledFees billed(InvoiceKind kind, @Nullable Instant dueAt, @Nullable Exchange exchange) {
        return new BilledFees(kind, dueAt, window.startsAt(), window.endsAt(), turn, true, items, List.of(), exchange);
    }

    /** What it bills less what it gives back. */
    BigDecimal sum() {
        return items.stream().map(FeeItem::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** A fee that is owed. */
    private record Owed(RatingRequest request, FeeItem item) {}

    /** As it is in the plan's currency. */
    static FeeSettlement of(DueSubscription due, SubscriptionHistory history, FeeWindow window) {
        return of(due, history, window, null);
    }

    /** @param exchange of the invoice that settles; null: it is in the plan's currency */
    static FeeSettlement of(
            DueSubscription due, SubscriptionHistory history, FeeWindow window, @Nullable Exchange exchange) {
        var settling = new Settling(exchange, CurrencyUnit.of(due.currency()));
        Map<FeeItem.Key, StandingFee> billed = BilledFees.standing(due.fees(), window.startsAt());
        var requests = new ArrayList<RatingRequest>();
        List<FeeItem> items = settling.items;
        for (Owed owed : owed(due, history, window.period())) {
            StandingFee before = billed.remove(owed.item().key());
            if (before == null) {
                requests.add(owed.request());
                items.add(owed.item());
            } else {
                settling.settle(before, owed.item());
            }
        }
        for (StandingFee before : billed.values()) {
            FeeItem item = before.item();
            settling.settle(
                    before,
                    item.with(
                            item.from(), BigDecimal.ZERO.setScale(item.amount().scale())));
        }
        return new FeeSettlement(
                window, BilledFees.nextTurn(due.fees(), window.startsAt()), requests, settling.settled, items);
    }

    /** What settles, as it comes together. */
    private record Settling(
            @Nullable Exchange exchange, CurrencyUnit plan, List<SettledFee> settled, List<FeeItem> items) {
        Settling(@Nullable Exchange exchange, CurrencyUnit plan) {
            this(exchange, plan, new ArrayList<>(), new ArrayList<>());
        }

        void settle(StandingFee standing, FeeItem owed) {
            FeeItem before = standing.item();
            BigDecimal difference = owed.amount().subtract(before.amount());
            // What a credit note gave back is not given back once more.
            BigDecimal counted =
                    difference.signum() < 0 ? standing.credited().min(difference.negate()) : BigDecimal.ZERO;
            BigDecimal more = difference.add(counted);
            if (more.signum() == 0) {
                return;
            }
            BillingPeriod service = standing.unsettled(owed);
            String days = service.from() + " to " + service.to().minusDays(1);
            var fee = new FeeDifference.Settled(
                    before.fee(),
                    before.quantity(),
                    before.amount().subtract(counted),
                    owed.amount(),
                    before.taxCategory());
            String name = before.name() + (more.signum() < 0 ? ": not used, " : ": in addition, ") + days;
            RatedLine line = FeeDifference.line(fee, name, days);
            FeeItem item = before.with(owed.to(), more).over(service);
            if (exchange == null) {
                settled.add(new SettledFee(line, service));
                items.add(item);
            } else {
                RatedLine exchanged = standing.exchanged(line, exchange, plan);
                settled.add(new SettledFee(exchanged, service));
                items.add(item.billed(exchanged.amount()));
            }
        }
    }

    private static List<Owed> owed(DueSubscription due, SubscriptionHistory history, @Nullable DuePeriod period) {
        var owed = new ArrayList<Owed>();
        if (period == null) {
            return owed;
        }
        for (BillingPart part : BillingParts.ahead(due, history, period)) {
            var subscription =
                    new RatingRequest.Subscription(part.start(), part.end(), due.timeZone(), part.quantities());
            for (Fee fee : part.plan().fees()) {
                BillingPeriod service = service(subscription, part.plan().trialDays(), period.whole());
                if (service != null) {
                    owed.add(owed(part.plan(), fee, subscription, period, service));
                }
            }
        }
        return owed;
    }

    private static Owed owed(
            PlanDocument plan,
            Fee fee,
            RatingRequest.Subscription subscription,
            DuePeriod period,
            BillingPeriod service) {
        String days = service.from() + " to " + service.to().minusDays(1);
        var request = RatingRequest.ofReadings(
                plan.with(List.of(fee.with(fee.name() + ", " + days, fee.amount())), List.of(), null, plan.trialDays()),
                List.of(),
                subscription,
                period.whole(),
                List.of());
        BigDecimal amount = RatingEngine.rate(request, false).lines().getFirst().amount();
        return new Owed(
                request,
                new FeeItem(
                        plan.code(),
                        fee.code(),
                        fee.name(),
                        fee.amount(),
                        subscription.quantities().getOrDefault(fee.code(), fee.quantity()),
                        fee.taxCategory(),
                        service.from(),
                        service.to(),
                        amount,
                        service,
                        null));
    }

    /** The days that the fee of a request pays: after the trial, while subscribed, in the period; null when there are none. */
    static @Nullable BillingPeriod service(RatingRequest request) {
        return service(request.subscription(), request.plan().trialDays(), request.period());
    }

    private static @Nullable BillingPeriod service(
            RatingRequest.Subscription subscription, int trialDays, RatingRequest.Period period) {
        ZoneId zone = subscription.timezone();
        Instant from = period.from().at(zone);
        Instant to = period.to().at(zone);
        Moment start = subscription.start();
        Moment end = subscription.end();
        if (start != null) {
            Instant begin = start.at(zone).atZone(zone).plusDays(trialDays).toInstant();
            from = begin.isAfter(from) ? begin : from;
        }
        if (end != null && end.at(zone).isBefore(to)) {
            to = end.at(zone);
        }
        if (!from.isBefore(to)) {
            return null;
        }
        LocalDate last = LocalDate.ofInstant(to.minusNanos(1), zone);
        return new BillingPeriod(LocalDate.ofInstant(from, zone), last.plusDays(1));
    }
}
