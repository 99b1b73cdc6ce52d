package org.countinghouse.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.countinghouse.storage.embedded.Credentials;
import org.postgresql.util.PasswordUtil;

/** Makes roles, database and schema, in steps that may all be repeated. Two programs that found at once take turns. */
final class Founding {
    /** Any number that nobody else uses as an advisory lock; the letters "counting" as bytes. */
    private static final long TURN = 0x636F756E74696E67L;

    private Founding() {}

    /** Makes the database of an embedded server, over a superuser's connections to {@code postgres}. */
    static void database(Connector maintenance, String name) throws SQLException {
        try (Connection connection = maintenance.getConnection();
                Statement statement = connection.createStatement()) {
            takeTurn(connection);
            if (!exists(connection, "select count(*) from pg_database where datname = ?", name)) {
                statement.execute("create database " + quote(name));
            }
        }
    }

    /** Makes roles and schema as the signed-in owner or superuser. */
    static void rolesAndSchema(Connector owner) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            takeTurn(connection);
            statement.execute(script("bootstrap.sql"));
        }
    }

    /** Lets the groups into the schema; done as {@code ch_owner} after migrating. */
    static void letIn(Connector owner) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(script("rights.sql"));
        }
    }

    /** The program's own sign-in on an embedded server. */
    static void localSignIn(Connector superuser, Credentials credentials, String database) throws SQLException {
        try (Connection connection = superuser.getConnection();
                Statement statement = connection.createStatement()) {
            takeTurn(connection);
            // The server gets the verifier only, so the password is in none of its logs.
            String verifier = PasswordUtil.encodeScramSha256(credentials.local().toCharArray());
            String role = exists(connection, "select count(*) from pg_roles where rolname = ?", "ch_local")
                    ? "alter role ch_local"
                    : "create role ch_local";
            statement.execute(role + " login password '" + verifier + "'");
            statement.execute("grant ch_admin, ch_finance, ch_analyst, ch_customer to ch_local");
            statement.execute("revoke all on database " + quote(database) + " from public");
            statement.execute("grant connect, temporary on database " + quote(database)
                    + " to ch_analyst, ch_finance, ch_admin, ch_auditor, ch_gateway, ch_owner");
            statement.execute("alter database " + quote(database) + " set search_path = countinghouse");
        }
    }

    private static void takeTurn(Connection connection) throws SQLException {
        try (PreparedStatement turn = connection.prepareStatement("select pg_advisory_lock(?)")) {
            turn.setLong(1, TURN);
            turn.execute();
        }
    }

    private static boolean exists(Connection connection, String question, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getInt(1) > 0;
            }
        }
    }

    private static String quote(String identifier) {
        return "\"" + identifier.replace("\"", "\"\"") + "\"";
    }

    private static String script(String name) {
        try (InputStream stream = Founding.class.getResourceAsStream("/db/" + name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
