package org.countinghouse.storage;

import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import java.util.Properties;
import java.util.function.IntSupplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * Opens connections of one sign-in. It asks for the port each time, because an embedded server that was started again
 * may have another one, and has the embedded server started again when it does not answer.
 */
final class Connector implements DataSource {
    private static final String CONNECT_SECONDS = "10";
    private static final Driver DRIVER = new Driver();

    private final String host;
    private final IntSupplier port;
    private final String database;
    private final String user;
    private final Properties properties = new Properties();
    private final @Nullable Runnable revive;

    /**
     * @param revive starts the server again; null for a shared one
     * @param role role that all work is done as, from the first statement on; empty = the sign-in itself
     */
    Connector(
            String host,
            IntSupplier port,
            String database,
            String user,
            String password,
            Map<String, String> parameters,
            String role,
            @Nullable Runnable revive) {
        this.host = host;
        this.port = port;
        this.database = database;
        this.user = user;
        this.revive = revive;
        properties.putAll(parameters);
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.putIfAbsent("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("reWriteBatchedInserts", "true");
        // Temporary tables are made beside prepared statements, and the server itself plans anew what they change.
        properties.setProperty("flushCacheOnDdl", "false");
        properties.setProperty("assumeMinServerVersion", "15");
        properties.setProperty("ApplicationName", "Countinghouse");
        properties.setProperty("options", "-c search_path=countinghouse" + (role.isEmpty() ? "" : " -c role=" + role));
    }

    String place() {
        return host + ":" + port.getAsInt() + "/" + database;
    }

    String host() {
        return host;
    }

    int port() {
        return port.getAsInt();
    }

    String user() {
        return user;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            return connect();
        } catch (SQLException problem) {
            if (revive == null || !SqlFailures.unreachable(problem)) {
                throw problem;
            }
            revive.run();
            return connect();
        }
    }

    /** Without starting the server again. */
    Connection connect() throws SQLException {
        String url = "jdbc:postgresql://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port.getAsInt() + "/"
                + URLEncoder.encode(database, StandardCharsets.UTF_8);
        Connection connection = DRIVER.connect(url, properties);
        if (connection == null) {
            throw new SQLException("The driver does not know " + url, "08001");
        }
        return connection;
    }

    @Override
    public Connection getConnection(String otherUser, String otherPassword) throws SQLException {
        throw new SQLFeatureNotSupportedException("A connector has one sign-in");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {
        properties.setProperty("connectTimeout", Integer.toString(Math.max(1, seconds)));
    }

    @Override
    public int getLoginTimeout() {
        return Integer.parseInt(properties.getProperty("connectTimeout", CONNECT_SECONDS));
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
