package org.countinghouse.desktop.palette;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.countinghouse.desktop.common.PaletteEntry;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.list.RowMapper;

/**
 * A statement that finds the first few records for what was typed. It names the parts of a {@link Typed} as
 * {@code :whole}, {@code :start}, {@code :later}, {@code :words}, {@code :digits}, {@code :id} and {@code :version},
 * and how many are wanted as {@code :most}. They are bound: nothing typed becomes SQL.
 */
final class Search {
    /** Not the second colon of a cast. */
    private static final Pattern NAMED = Pattern.compile("(?<!:):([a-z]+)");

    /** A search given up by the person still runs in the server; this bounds how long it keeps a connection. */
    private static final int MOST_SECONDS = 5;

    private final Database database;
    private final String sql;
    private final List<String> names;

    Search(Database database, String sql) {
        this.database = database;
        this.sql = NAMED.matcher(sql).replaceAll("?");
        this.names = NAMED.matcher(sql)
                .results()
                .map((MatchResult name) -> name.group(1))
                .toList();
    }

    /** How well a column answers, best first: all of it, its beginning, the beginning of a word, somewhere. */
    static String rank(String column) {
        return """
                case when lower(%1$s) = :whole then 0 when %1$s ilike :start then 1 when %1$s ilike :later then 2
                    else 3 end""".formatted(column);
    }

    List<PaletteEntry> find(Typed typed, int limit, RowMapper<PaletteEntry> entry) {
        return database.read(connection -> {
            try (PreparedStatement statement = prepare(connection, typed, limit);
                    ResultSet row = statement.executeQuery()) {
                var found = new ArrayList<PaletteEntry>();
                while (row.next()) {
                    found.add(entry.map(row));
                }
                return found;
            }
        });
    }

    private PreparedStatement prepare(Connection connection, Typed typed, int limit) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(MOST_SECONDS);
        for (int i = 0; i < names.size(); i++) {
            bind(statement, i + 1, names.get(i), typed, limit);
        }
        return statement;
    }

    private static void bind(PreparedStatement statement, int at, String name, Typed typed, int limit)
            throws SQLException {
        switch (name) {
            case "whole" -> statement.setString(at, typed.whole());
            case "start" -> statement.setString(at, typed.start());
            case "later" -> statement.setString(at, typed.later());
            case "words" -> statement.setArray(at, texts(statement, typed.words()));
            case "digits" -> statement.setArray(at, texts(statement, typed.digits()));
            case "id" -> statement.setObject(at, typed.id());
            case "version" -> statement.setObject(at, typed.version());
            case "most" -> statement.setInt(at, limit);
            default -> throw new IllegalArgumentException("No part of what was typed is called " + name);
        }
    }

    private static java.sql.Array texts(PreparedStatement statement, List<String> values) throws SQLException {
        return statement.getConnection().createArrayOf("text", values.toArray());
    }
}
