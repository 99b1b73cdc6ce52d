package org.countinghouse.billing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a billing run bills: the periods that end in a span of days, or everything that is due at a moment; of everybody,
 * or of one customer, subscription or plan.
 *
 * @param period periods that end in it, each in its subscription's time zone; null = everything due at {@code upTo}
 * @param upTo null with a period
 * @param graceless bill at once what is due, without waiting for late usage; a period never waits
 * @param againOf only what failed in that run
 * @param automatic only billing entities that have automatic runs
 * @param payerId only what this customer pays, its own and that of others; for dry runs, which are not kept
 */
public record RunScope(
        @Nullable BillingPeriod period,
        @Nullable Instant upTo,
        @Nullable Long customerId,
        @Nullable Long subscriptionId,
        @Nullable Long planId,
        boolean graceless,
        @Nullable Long againOf,
        boolean automatic,
        @Nullable Long payerId) {
    public RunScope {
        if ((period == null) == (upTo == null)) {
            throw new IllegalArgumentException("a run has a period or a moment");
        }
    }

    /** Periods that end in a span of days. */
    public static RunScope of(BillingPeriod period) {
        return new RunScope(period, null, null, null, null, true, null, false, null);
    }

    /** Everything that is due at a moment, after the grace that late usage is given. */
    public static RunScope upTo(Instant moment) {
        return new RunScope(null, moment, null, null, null, false, null, false, null);
    }

    public RunScope ofCustomer(@Nullable Long id) {
        return new RunScope(period, upTo, id, subscriptionId, planId, graceless, againOf, automatic, payerId);
    }

    public RunScope ofSubscription(@Nullable Long id) {
        return new RunScope(period, upTo, customerId, id, planId, graceless, againOf, automatic, payerId);
    }

    public RunScope ofPlan(@Nullable Long id) {
        return new RunScope(period, upTo, customerId, subscriptionId, id, graceless, againOf, automatic, payerId);
    }

    /** What a customer pays, in a dry run. */
    public RunScope ofPayer(long id) {
        return new RunScope(period, upTo, customerId, subscriptionId, planId, graceless, againOf, automatic, id);
    }

    /** What failed in a run. */
    public RunScope failuresOf(long runId) {
        return new RunScope(period, upTo, customerId, subscriptionId, planId, graceless, runId, automatic, payerId);
    }

    public RunScope withoutGrace() {
        return new RunScope(period, upTo, customerId, subscriptionId, planId, true, againOf, automatic, payerId);
    }

    /** As the clock does it: only for sellers that want it. */
    public RunScope byItself() {
        return new RunScope(period, upTo, customerId, subscriptionId, planId, graceless, againOf, true, payerId);
    }

    /** The month, the span of days, or the moment. */
    public String label() {
        return period == null ? String.valueOf(upTo) : period.label();
    }
}
