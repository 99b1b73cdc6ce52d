package org.countinghouse.metering;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Knows which usage is on invoices that can no longer change. */
@FunctionalInterface
public interface BilledUsage {
    /** Nothing is billed. */
    BilledUsage NONE = (connection, usage) -> List.of();

    /**
     * Numbers of the final invoices that cover some of the usage, in order.
     *
     * @param usage what is about to change
     */
    List<String> invoices(Connection connection, Collection<Used> usage) throws SQLException;

    /**
     * Charges of an import's events that count, which stand: paid from wallet or credits as they came, or to be paid.
     *
     * @return the first ones, by their ids
     */
    default List<Long> charges(Connection connection, long batchId) throws SQLException {
        return List.of();
    }

    /**
     * Usage of a customer at a time.
     *
     * @param event type of the events
     */
    record Used(long customerId, String event, Instant at) {}
}
