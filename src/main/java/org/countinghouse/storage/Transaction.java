package org.countinghouse.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Begins and ends transactions on a connection that does not commit by itself. */
final class Transaction {
    private Transaction() {}

    /** @param tenant statements that confine the transaction; empty = none */
    static <T extends @Nullable Object> T read(Connection connection, String tenant, SqlWork<T> work)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read, read only" + tenant);
        }
        try {
            return work.run(connection);
        } finally {
            rollBack(connection);
        }
    }

    /** @param unsure what to throw when the answer to the commit never came */
    static <T extends @Nullable Object> T write(
            Connection connection, SqlWork<T> work, Function<SQLException, StorageFailure> unsure) throws SQLException {
        T result;
        boolean done = false;
        try {
            result = work.run(connection);
            done = true;
        } finally {
            if (!done) {
                rollBack(connection);
            }
        }
        commit(connection, unsure);
        return result;
    }

    /** @param unsure what to throw when the answer never came */
    static void commit(Connection connection, Function<SQLException, StorageFailure> unsure) throws SQLException {
        try {
            connection.commit();
        } catch (SQLException problem) {
            if (SqlFailures.unreachable(problem)) {
                throw unsure.apply(problem);
            }
            throw problem;
        }
    }

    /** As {@link #write} up to the commit, with what is checked only there; then all of it is taken back. */
    static <T extends @Nullable Object> T trial(Connection connection, SqlWork<T> work) throws SQLException {
        try {
            T result = work.run(connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute("set constraints all immediate");
            }
            return result;
        } finally {
            rollBack(connection);
        }
    }

    /** A lock that ends with the transaction, and so with the connection. */
    static boolean alone(Connection connection, String name, Runnable work) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select pg_try_advisory_xact_lock(hashtext(?))")) {
            statement.setString(1, name);
            boolean taken;
            try (ResultSet row = statement.executeQuery()) {
                taken = row.next() && row.getBoolean(1);
            }
            if (taken) {
                work.run();
            }
            return taken;
        } finally {
            rollBack(connection);
        }
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException broken) {
            // The server rolls back what a broken connection leaves; the first failure is the one to report.
        }
    }
}
