package org.countinghouse.billing;

import org.countinghouse.customers.Customers;
import org.countinghouse.customers.Subscription;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;

/** Starts subscriptions as a person does: one that would bill usage a second time is refused unless that is meant. */
public final class SubscriptionStarts {
    private final Database database;
    private final Customers customers;

    public SubscriptionStarts(Database database, Customers customers) {
        this.database = database;
        this.customers = customers;
    }

    /**
     * Starts one; the same again changes nothing.
     *
     * @param beside other subscriptions of the customer may price the same meters
     * @return its id
     * @throws Failure {@code subscription.meter}, and those of {@link Customers#subscribe}
     */
    public long start(Subscription wanted, boolean beside) {
        Customers.check(wanted);
        if (!beside) {
            database.read(connection -> {
                SharedMeters.refuse(SharedMeters.of(connection, null, StartPreview.due(connection, wanted)));
                return null;
            });
        }
        return customers.subscribe(wanted);
    }
}
