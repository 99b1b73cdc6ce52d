package org.countinghouse.rating;

import java.math.BigDecimal;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.money.Decimals;
import org.countinghouse.money.Fraction;
import org.jspecify.annotations.Nullable;

/** Percent of the metered money plus a fixed amount per event. */
final class PercentagePricing {
    private final PriceModel.Percentage price;
    private final Explanation explain;

    private PercentagePricing(PriceModel.Percentage price, Explanation explain) {
        this.price = price;
        this.explain = explain;
    }

    static Fraction amount(
            PriceModel.Percentage price, PricedUsage usage, PricingContext context, Explanation explain) {
        boolean byEvent = price.freeEvents() != null
                || price.freeAmount() != null
                || price.minimumPerEvent() != null
                || price.maximumPerEvent() != null;
        if (!byEvent && price.fixedAmount().signum() == 0) {
            return percentOf(price, usage, explain);
        }
        requireEvents(usage, byEvent, context);
        return new PercentagePricing(price, explain).ofEvents(usage);
    }

    private static Fraction percentOf(PriceModel.Percentage price, PricedUsage usage, Explanation explain) {
        Fraction amount = usage.quantity().percent(price.rate());
        explain.step(
                "price",
                step -> step.figure("quantity", usage.quantity())
                        .figure("rate", price.rate())
                        .figure("amount", amount));
        return amount;
    }

    private static void requireEvents(PricedUsage usage, boolean byEvent, PricingContext context) {
        boolean merged = usage.items().stream().anyMatch(item -> item.count().compareTo(BigDecimal.ONE) != 0);
        if (usage.direct() || (byEvent && merged)) {
            throw context.failure("rating.needs_usage", "is priced event by event: it needs usage events, not totals.");
        }
        if (!usage.meter().aggregation().additive()) {
            throw context.failure(
                    "rating.unsupported", "is priced event by event: its meter must be a sum or a count.");
        }
    }

    private Fraction ofEvents(PricedUsage usage) {
        Fraction total = Fraction.ZERO;
        Fraction reached = Fraction.ZERO;
        BigDecimal events = BigDecimal.ZERO;
        Fraction charged = Fraction.ZERO;
        Explanation steps = explain.inside();
        boolean free = price.freeEvents() != null || price.freeAmount() != null;
        for (PricedUsage.Share share : usage.shares()) {
            if (share.allFree() && share.item().value().signum() != 0) {
                continue;
            }
            events = events.add(share.item().count());
            reached = reached.plus(share.quantity());
            Fraction paid = share.quantity();
            if (free && within(events, price.freeEvents())) {
                if (price.freeAmount() == null || reached.compare(price.freeAmount()) <= 0) {
                    continue;
                }
                paid = reached.minus(price.freeAmount());
            }
            free = false;
            charged = charged.plus(paid);
            total = total.plus(event(paid, share.item().count(), steps));
        }
        explainFree(usage.quantity().minus(charged));
        explain.addAll(steps);
        return total;
    }

    /** What no event paid for, with the limit that ended it. */
    private void explainFree(Fraction quantity) {
        if (quantity.signum() == 0) {
            return;
        }
        explain.step("free_usage", step -> {
            step.text(limits()).figure("quantity", quantity);
            if (price.freeAmount() != null && quantity.compare(price.freeAmount()) == 0) {
                step.figure("free_amount", price.freeAmount());
            }
        });
    }

    /** For example "up to 5 events and an amount of 100". */
    private String limits() {
        BigDecimal events = price.freeEvents();
        BigDecimal amount = price.freeAmount();
        String ofEvents = events == null ? "" : Decimals.plain(events) + " events";
        String ofAmount = amount == null ? "" : "an amount of " + Decimals.plain(amount);
        String both = ofEvents.isEmpty() || ofAmount.isEmpty() ? "" : " and ";
        return events == null && amount == null ? "back to zero" : "up to " + ofEvents + both + ofAmount;
    }

    private static boolean within(BigDecimal events, @Nullable BigDecimal limit) {
        return limit == null || events.compareTo(limit) <= 0;
    }

    private Fraction event(Fraction paid, BigDecimal count, Explanation steps) {
        Fraction unbounded = paid.percent(price.rate()).plus(price.fixedAmount().multiply(count));
        Fraction amount = clamped(unbounded);
        steps.step("price", step -> {
            step.text("event")
                    .figure("quantity", paid)
                    .figure("rate", price.rate())
                    .figure("events", count)
                    .figure("fixed_amount", price.fixedAmount());
            int change = amount.compare(unbounded);
            BigDecimal bound = change > 0 ? price.minimumPerEvent() : price.maximumPerEvent();
            if (change != 0 && bound != null) {
                step.figure("unbounded", unbounded).figure(change > 0 ? "minimum" : "maximum", bound);
            }
            step.figure("amount", amount);
        });
        return amount;
    }

    private Fraction clamped(Fraction amount) {
        BigDecimal least = price.minimumPerEvent();
        BigDecimal most = price.maximumPerEvent();
        Fraction raised = least != null && amount.compare(least) < 0 ? Fraction.of(least) : amount;
        return most != null && raised.compare(most) > 0 ? Fraction.of(most) : raised;
    }
}
