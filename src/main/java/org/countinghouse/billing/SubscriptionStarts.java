package org.countinghouse.billing;

import org.countinghouse.customers.Customers;
import org.countinghouse.customers.Subscription;
import org.countinghouse.work.Failure;

/** Starts subscriptions as a person does: one that would bill usage a second time is refused unless that is meant. */
public final class SubscriptionStarts {
    private final Customers customers;

    public SubscriptionStarts(Customers customers) {
        this.customers = customers;
    }

    /**
     * Starts one; the same again changes nothing. What it would share is asked in the transaction that stores it, while no
     * other start or change of the customer's goes on.
     *
     * @param beside other subscriptions of the customer may price the same meters
     * @return its id
     * @throws Failure {@code subscription.meter}, and those of {@link Customers#subscribe}
     */
    public long start(Subscription wanted, boolean beside) {
        return customers.subscribe(wanted, connection -> {
            if (!beside) {
                SharedMeters.refuse(SharedMeters.of(connection, null, StartPreview.due(connection, wanted)));
            }
            return true;
        });
    }
}
