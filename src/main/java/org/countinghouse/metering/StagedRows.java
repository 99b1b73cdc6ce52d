package org.countinghouse.metering;

import java.sql.Connection;
import java.sql.SQLException;

/** Temporary tables that batches are staged in. */
final class StagedRows {
    private StagedRows() {}

    /**
     * Makes the table, or empties it of an earlier batch of the same transaction, or of what one that was taken back left
     * behind unseen. It looks first, in the same round trip: a commit empties the table for nothing, while truncating writes
     * to the catalogue.
     *
     * @param table a constant of the program
     * @param columns likewise
     */
    static void ready(Connection connection, String table, String columns) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("create temp table if not exists " + table + " (" + columns
                    + ") on commit delete rows; select pg_relation_size('pg_temp." + table + "') > 0");
            statement.getMoreResults();
            try (var row = statement.getResultSet()) {
                row.next();
                if (!row.getBoolean(1)) {
                    return;
                }
            }
            statement.execute("truncate " + table);
        }
    }
}
