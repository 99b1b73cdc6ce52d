package org.countinghouse.rating.naive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/** Percent of the metered money plus a fixed amount for each event. */
final class Percentage {
    private Percentage() {}

    static Fraction amount(JsonNode price, Portion portion) {
        boolean byEvent = Stream.of("free_events", "free_amount", "minimum_per_event", "maximum_per_event")
                .anyMatch(price::hasNonNull);
        boolean fixed = Pricing.number(price, "fixed_amount").signum() != 0;
        if (!byEvent && !fixed) {
            return portion.quantity().times(Pricing.number(price, "rate").percent());
        }
        boolean rolledUp = portion.uses().stream().anyMatch(use -> use.count().compareTo(Fraction.ONE) != 0);
        if (portion.given() || !portion.additive() || (byEvent && rolledUp)) {
            throw new Refusal("totals cannot be priced event by event");
        }
        return ofEvents(price, portion);
    }

    /**
     * Goes through the events in the order of time. The first usage is wholly free until the free events or the free
     * amount end, whichever ends first; the event that crosses the free amount pays its rate on the part beyond.
     */
    private static Fraction ofEvents(JsonNode price, Portion portion) {
        boolean limited = price.hasNonNull("free_events");
        boolean bounded = price.hasNonNull("free_amount");
        boolean free = limited || bounded;
        Fraction events = Fraction.ZERO;
        Fraction reached = Fraction.ZERO;
        Fraction amount = Fraction.ZERO;
        for (Portion.Share share : portion.shares()) {
            if (share.allFree() && share.first().value().signum() != 0) {
                continue;
            }
            events = events.plus(share.events());
            reached = reached.plus(share.quantity());
            free &= !limited || !events.above(Pricing.number(price, "free_events"));
            Fraction beyond = bounded ? reached.minus(Pricing.number(price, "free_amount")) : Fraction.ZERO;
            if (!free || beyond.signum() > 0) {
                amount = amount.plus(clamped(price, free ? beyond : share.quantity(), share.events()));
                free = false;
            }
        }
        return amount;
    }

    private static Fraction clamped(JsonNode price, Fraction paid, Fraction events) {
        Fraction fixed = Pricing.number(price, "fixed_amount").times(events);
        Fraction amount = paid.times(Pricing.number(price, "rate").percent()).plus(fixed);
        Fraction raised = amount.larger(Pricing.number(price, "minimum_per_event", amount));
        return raised.smaller(Pricing.number(price, "maximum_per_event", raised));
    }
}
