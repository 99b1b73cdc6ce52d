package org.countinghouse.customers;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Contracts of one customer are started, changed and undone one after the other, so that each is checked against what
 * the others have stored. Taken before any row, and by nothing else, so that nobody can wait for somebody who waits for
 * it.
 */
public final class ContractTurn {
    private static final String OF_CUSTOMER =
            "select pg_advisory_xact_lock(hashtextextended('countinghouse.contracts ' || ?::bigint, 0))";
    private static final String OF_SUBSCRIPTION =
            "select pg_advisory_xact_lock(hashtextextended('countinghouse.contracts ' || s.customer_id, 0))"
                    + " from subscription s where s.id = ?";

    private ContractTurn() {}

    /** Waits for the turn of a customer, which ends with the transaction. */
    public static void ofCustomer(Connection connection, long customerId) throws SQLException {
        take(connection, OF_CUSTOMER, customerId);
    }

    /** Waits for the turn of whose a subscription is. */
    public static void ofSubscription(Connection connection, long subscriptionId) throws SQLException {
        take(connection, OF_SUBSCRIPTION, subscriptionId);
    }

    private static void take(Connection connection, String sql, long id) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, id);
            statement.executeQuery().close();
        }
    }
}
