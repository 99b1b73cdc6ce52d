package org.countinghouse.storage.list;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** SQL made of a list's own fixed pieces, with every value of a person bound, never written into the text. */
final class Statement {
    private final StringBuilder text = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    Statement add(String piece, Object... bound) {
        text.append(piece);
        values.addAll(List.of(bound));
        return this;
    }

    Statement add(Statement other) {
        text.append(other.text);
        values.addAll(other.values);
        return this;
    }

    PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text.toString());
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
        return statement;
    }
}
