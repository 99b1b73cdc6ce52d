package org.countinghouse.customers;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Contracts of one customer are started, changed and undone one after the other, so that each is checked against what the
 * others have stored. Taken before any row, and by nothing else, so that nobody can wait for somebody who waits for it.
 */
public final class ContractTurn {
    private static final String LOCK = "pg_advisory_xact_lock(hashtextextended('countinghouse.contracts ' || %s, 0))";

    private ContractTurn() {}

    /** Waits for the turn of a customer, which ends with the transaction. */
    public static void ofCustomer(Connection connection, long customerId) throws SQLException {
        take(connection, "select " + LOCK.formatted("?::bigint"), customerId);
    }

    /** Waits for the turn of whose a subscription is. */
    public static void ofSubscription(Connection connection, long subscriptionId) throws SQLException {
        take(
                connection,
                "select " + LOCK.formatted("s.customer_id") + " from subscription s where s.id = ?",
                subscriptionId);
    }

    private static void take(Connection connection, String sql, long id) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, id);
            statement.executeQuery().close();
        }
    }
}
