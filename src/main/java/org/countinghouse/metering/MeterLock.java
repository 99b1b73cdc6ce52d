package org.countinghouse.metering;

import java.sql.Connection;
import java.sql.SQLException;
import org.countinghouse.work.Failure;

/**
 * Keeps imports and rebuilding of readings apart: an import works with the meters it read at its start, and stores
 * nothing once they have changed, so that no event can miss a meter.
 */
final class MeterLock {
    private static final String KEY = "hashtext('countinghouse.meters')";

    private static final String FINGERPRINT =
            "select md5(coalesce(string_agg(document::text, ',' order by code), '')) from meter";

    private MeterLock() {}

    /** What all meters are now; equal texts mean equal meters. */
    static String fingerprint(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(FINGERPRINT)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Held by the transaction of each import batch, beside other batches. */
    static void together(Connection connection, String fingerprint) throws SQLException {
        if (!lockedFingerprint(connection).equals(fingerprint)) {
            throw new Failure(
                    "usage.meters-changed",
                    "Meters were changed while this file was imported.",
                    "What was stored is right. Import the same file again: it goes on where it stopped.");
        }
    }

    /** Two statements in one round trip: the second sees what was saved until the lock was given. */
    private static String lockedFingerprint(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock_shared(" + KEY + "); " + FINGERPRINT);
            statement.getMoreResults();
            try (var row = statement.getResultSet()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /** Held by the transaction that rebuilds readings; waits for running batches. */
    static void alone(Connection connection) throws SQLException {
        lock(connection, "pg_advisory_xact_lock");
    }

    private static void lock(Connection connection, String function) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select " + function + "(" + KEY + ")");
        }
    }
}
