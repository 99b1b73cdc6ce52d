package org.countinghouse.metering.quota;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Keeps counting and the opening of counters apart: whoever opens one fills it from what is stored, so nobody may be
 * about to store something without it. Those who count do not wait for each other.
 */
final class QuotaLock {
    private static final String KEY = "hashtext('countinghouse.quotas')";

    private QuotaLock() {}

    /** Held by each transaction that adds to counters, before it reads which there are. */
    static void together(Connection connection) throws SQLException {
        lock(connection, "pg_advisory_xact_lock_shared");
    }

    /** Held by a transaction that opens or refills counters; waits for those at work. */
    static void alone(Connection connection) throws SQLException {
        lock(connection, "pg_advisory_xact_lock");
    }

    private static void lock(Connection connection, String function) throws SQLException {
        try (var statement = connection.prepareStatement("select " + function + "(" + KEY + ")")) {
            statement.execute();
        }
    }
}
