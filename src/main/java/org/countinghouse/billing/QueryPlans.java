package org.countinghouse.billing;

import java.sql.Connection;
import java.sql.SQLException;

/** How the server is to look things up while rows are added by the thousand. */
final class QueryPlans {
    private QueryPlans() {}

    /**
     * By index until the end of the transaction. A run fills tables that may be small when it begins, and the server
     * keeps its plans, those of foreign keys and triggers too: one that reads a small table as a whole would make each
     * invoice dearer than the one before.
     */
    static void byIndex(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set local enable_seqscan = off");
        }
    }
}
