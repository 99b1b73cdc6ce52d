package org.countinghouse.storage;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Work inside one transaction.
 *
 * @param <T> what it finds out
 */
@FunctionalInterface
public interface SqlWork<T extends @org.jspecify.annotations.Nullable Object> {
    /** The transaction is ended by the caller of this method; the connection must not be kept. */
    T run(Connection connection) throws SQLException;
}
