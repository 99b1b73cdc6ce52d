package org.countinghouse.insight;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement put together piece by piece, each piece with its own parameters, so that no value becomes SQL. */
final class SqlText {
    private final StringBuilder text = new StringBuilder();
    private final List<@Nullable Object> parameters = new ArrayList<>();

    SqlText add(String sql, @Nullable Object... values) {
        text.append(sql).append(' ');
        parameters.addAll(java.util.Arrays.asList(values));
        return this;
    }

    SqlText add(SqlText piece) {
        text.append(piece.text);
        parameters.addAll(piece.parameters);
        return this;
    }

    String text() {
        return text.toString();
    }

    List<@Nullable Object> parameters() {
        return parameters;
    }

    PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text.toString());
        for (int i = 0; i < parameters.size(); i++) {
            set(connection, statement, i + 1, parameters.get(i));
        }
        return statement;
    }

    private static void set(Connection connection, PreparedStatement statement, int at, @Nullable Object value)
            throws SQLException {
        switch (value) {
            case null -> statement.setObject(at, null);
            case Instant instant -> statement.setObject(at, instant.atOffset(ZoneOffset.UTC));
            case Instants instants ->
                statement.setArray(
                        at,
                        connection.createArrayOf(
                                "timestamptz",
                                instants.values().stream()
                                        .map(Instant::toString)
                                        .toArray()));
            case Texts texts ->
                statement.setArray(
                        at, connection.createArrayOf("text", texts.values().toArray()));
            default -> statement.setObject(at, value);
        }
    }

    /** A parameter of type {@code timestamptz[]}. */
    record Instants(List<Instant> values) {}

    /** A parameter of type {@code text[]}. */
    record Texts(List<String> values) {}
}
