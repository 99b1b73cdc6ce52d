package org.countinghouse.storage.list;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order of a list and the condition "after this row in that order". Missing values come last upwards and first
 * downwards, as PostgreSQL orders them, so that a plain index serves both directions.
 */
final class Keyset {
    private record Key(Column column, boolean descending, boolean required) {
        private String sign() {
            return descending ? " < " : " > ";
        }
    }

    private final List<Key> keys = new ArrayList<>();
    private final String id;
    private final boolean idDescending;

    /** @param required whether a column never is null */
    Keyset(List<Sort> sorts, Conditions columns, java.util.function.Predicate<String> required, String id) {
        for (Sort sort : sorts) {
            keys.add(new Key(columns.column(sort.column()), sort.descending(), required.test(sort.column())));
        }
        this.id = id;
        // The id breaks ties in the direction of the last column: then one index can serve the whole order.
        this.idDescending = !sorts.isEmpty() && sorts.getLast().descending();
    }

    /** The values that a cursor needs, as further result columns. */
    String selected() {
        var text = new StringBuilder(", " + id + " as row_id");
        for (int i = 0; i < keys.size(); i++) {
            text.append(", ")
                    .append(keys.get(i).column().expression())
                    .append(" as sort_value_")
                    .append(i);
        }
        return text.toString();
    }

    String order() {
        var text = new StringBuilder(" order by ");
        for (Key key : keys) {
            text.append(key.column().expression()).append(key.descending() ? " desc, " : ", ");
        }
        return text.append(id).append(idDescending ? " desc" : "").toString();
    }

    Cursor cursor(ResultSet row) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            values.add(value(row, "sort_value_" + i, keys.get(i).column().kind()));
        }
        return new Cursor(values, row.getLong("row_id"));
    }

    private static @Nullable Object value(ResultSet row, String name, Column.Kind kind) throws SQLException {
        return switch (kind) {
            case TEXT -> row.getString(name);
            case NUMBER, RATE, MONEY -> row.getObject(name);
            case DATE -> row.getObject(name, LocalDate.class);
            case INSTANT -> {
                OffsetDateTime at = row.getObject(name, OffsetDateTime.class);
                yield at == null ? null : at.toInstant();
            }
        };
    }

    /** Appends {@code and (...)}: true for rows after the cursor's. */
    void after(Cursor cursor, Statement sql) {
        if (cursor.sortValues().size() != keys.size()) {
            throw new IllegalArgumentException("The cursor belongs to another order");
        }
        if (!keys.isEmpty()) {
            bound(cursor, sql);
        }
        sql.add(" and (");
        for (int i = 0; i < keys.size(); i++) {
            Object value = bindable(cursor.sortValues().get(i));
            beyond(keys.get(i), value, sql);
            sql.add(" or (");
            same(keys.get(i), value, sql);
            sql.add(" and (");
        }
        sql.add(id + (idDescending ? " < ?" : " > ?"), cursor.id());
        sql.add("))".repeat(keys.size()) + ")");
    }

    /** Says once more, in the simplest form, where the first column may be: an index scan can begin there. */
    private void bound(Cursor cursor, Statement sql) {
        Key first = keys.getFirst();
        Object value = bindable(cursor.sortValues().getFirst());
        if (value != null && (first.required() || first.descending())) {
            sql.add(" and " + first.column().expression() + (first.descending() ? " <= ?" : " >= ?"), value);
        }
    }

    private static void beyond(Key key, @Nullable Object value, Statement sql) {
        String expression = key.column().expression();
        if (value == null) {
            sql.add(key.descending() ? expression + " is not null" : "false");
        } else if (key.descending() || key.required()) {
            sql.add(expression + key.sign() + "?", value);
        } else {
            sql.add("(" + expression + " > ? or " + expression + " is null)", value);
        }
    }

    private static void same(Key key, @Nullable Object value, Statement sql) {
        if (value == null) {
            sql.add(key.column().expression() + " is null");
        } else {
            sql.add(key.column().expression() + " = ?", value);
        }
    }

    private static @Nullable Object bindable(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Instant instant -> instant.atOffset(ZoneOffset.UTC);
            case String text -> text;
            case BigDecimal number -> number;
            case Object other -> other;
        };
    }
}
