package org.countinghouse.desktop.palette;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.desktop.common.PaletteEntry;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.list.RowMapper;

/** A statement that finds the first few records for what was typed. Everything typed is bound, nothing becomes SQL. */
final class Search {
    /** What was typed, as a table of one row that the rest of the statement reads. */
    private static final String TYPED = """
            with typed (whole, start, later, words, id, version, most) as (
                select ?::text, ?::text, ?::text, ?::text[], ?::bigint, ?::int, ?::int)
            """;

    /** A search given up by the person still runs in the server; this bounds how long it keeps a connection. */
    private static final int MOST_SECONDS = 5;

    private final Database database;
    private final String sql;

    /** @param sql what follows the table {@code typed} */
    Search(Database database, String sql) {
        this.database = database;
        this.sql = TYPED + sql;
    }

    /** How well a column answers, best first: all of it, its beginning, the beginning of a word, somewhere. */
    static String rank(String column) {
        return """
                case when lower(%1$s) = typed.whole then 0 when %1$s ilike typed.start then 1
                    when %1$s ilike typed.later then 2 else 3 end""".formatted(column);
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
        statement.setString(1, typed.whole());
        statement.setString(2, typed.start());
        statement.setString(3, typed.later());
        statement.setArray(4, connection.createArrayOf("text", typed.words().toArray()));
        statement.setObject(5, typed.id());
        statement.setObject(6, typed.version());
        statement.setInt(7, limit);
        return statement;
    }
}
