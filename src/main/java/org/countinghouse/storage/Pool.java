package org.countinghouse.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A few connections for one purpose, opened when first asked for; each begins a transaction by itself. */
final class Pool implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 8_000;
    private static final long IDLE_MILLIS = 120_000;

    private final String purpose;
    private final int size;
    private final Connector connector;
    private final String settings;
    private @Nullable HikariDataSource connections;
    private boolean closed;

    /** @param settings SQL that each new connection begins with; empty = none */
    Pool(String purpose, int size, Connector connector, String settings) {
        this.purpose = purpose;
        this.size = size;
        this.connector = connector;
        this.settings = settings;
    }

    Connection connection() throws SQLException {
        return dataSource().getConnection();
    }

    synchronized HikariDataSource dataSource() throws SQLException {
        if (closed) {
            throw new SQLException("The database is closed", "08003");
        }
        if (connections == null) {
            var fresh = new HikariDataSource();
            fresh.setPoolName("countinghouse-" + purpose);
            fresh.setDataSource(connector);
            fresh.setMaximumPoolSize(size);
            // With no connection kept idle the pool asks anew for each waiter, so it is back at once after an outage.
            fresh.setMinimumIdle(0);
            fresh.setIdleTimeout(IDLE_MILLIS);
            fresh.setConnectionTimeout(PATIENCE_MILLIS);
            fresh.setInitializationFailTimeout(-1);
            fresh.setAutoCommit(false);
            if (!settings.isEmpty()) {
                fresh.setConnectionInitSql(settings);
            }
            connections = fresh;
        }
        return connections;
    }

    /** Gives up the connections at hand, those in use when they come back. */
    synchronized void refresh() {
        if (connections != null && connections.getHikariPoolMXBean() != null) {
            connections.getHikariPoolMXBean().softEvictConnections();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (connections != null) {
            connections.close();
        }
    }
}
