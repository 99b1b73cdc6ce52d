package org.countinghouse.storage.list;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** A filter as SQL: names become expressions of the allow-list, values are read by the column's kind and bound. */
final class Conditions {
    private static final int LONGEST_NUMBER = 60;

    private final Map<String, Column> columns;

    Conditions(List<Column> columns) {
        this.columns = columns.stream().collect(Collectors.toMap(Column::name, Function.identity()));
    }

    /** @throws Failure {@code list.column} for a name that the list has not */
    Column column(String name) {
        Column column = columns.get(name);
        if (column == null) {
            throw new Failure(
                    "list.column",
                    "This list has no column \"" + name + "\".",
                    "It has: " + columns.keySet().stream().sorted().collect(Collectors.joining(", ")) + ".");
        }
        return column;
    }

    /** Appends {@code and ...} for everything the filter asks. */
    void apply(Filter filter, Statement sql) {
        search(filter.search().strip(), sql);
        for (Filter.Condition condition : filter.conditions()) {
            Column column = column(condition.column());
            sql.add(" and (");
            compare(column, condition.operator(), condition.value().strip(), sql);
            sql.add(")");
        }
    }

    private void search(String text, Statement sql) {
        List<Column> searched = columns.values().stream()
                .filter(column -> column.kind() == Column.Kind.TEXT)
                .toList();
        if (text.isEmpty() || searched.isEmpty()) {
            return;
        }
        sql.add(" and (false");
        for (Column column : searched) {
            sql.add(" or " + column.expression() + " ilike ?", pattern(text));
        }
        sql.add(")");
    }

    private static void compare(Column column, Filter.Operator operator, String value, Statement sql) {
        if (operator == Filter.Operator.CONTAINS) {
            sql.add("(" + column.expression() + ")::text ilike ?", pattern(value));
        } else if (column.kind() == Column.Kind.INSTANT && day(value) != null) {
            compareDay(column.expression(), operator, day(value), sql);
        } else {
            sql.add(column.expression() + sign(operator) + "?", value(column, value));
        }
    }

    /** A date stands for that whole day in UTC. */
    private static void compareDay(
            String expression, Filter.Operator operator, @Nullable LocalDate day, Statement sql) {
        if (day == null) {
            return;
        }
        OffsetDateTime begins = day.atStartOfDay().atOffset(ZoneOffset.UTC);
        OffsetDateTime ends = begins.plusDays(1);
        switch (operator) {
            case AT_LEAST -> sql.add(expression + " >= ?", begins);
            case AT_MOST -> sql.add(expression + " < ?", ends);
            case NOT_EQUALS ->
                sql.add("(" + expression + " >= ? and " + expression + " < ?) is not true", begins, ends);
            case EQUALS, CONTAINS -> sql.add(expression + " >= ? and " + expression + " < ?", begins, ends);
        }
    }

    private static String sign(Filter.Operator operator) {
        return switch (operator) {
            case EQUALS, CONTAINS -> " = ";
            case NOT_EQUALS -> " is distinct from ";
            case AT_LEAST -> " >= ";
            case AT_MOST -> " <= ";
        };
    }

    private static Object value(Column column, String text) {
        try {
            return switch (column.kind()) {
                case TEXT -> text;
                case NUMBER, RATE, MONEY -> number(text);
                case DATE -> LocalDate.parse(text);
                case INSTANT -> Instant.parse(text).atOffset(ZoneOffset.UTC);
            };
        } catch (NumberFormatException | DateTimeException wrong) {
            throw new Failure(
                    "list.value",
                    "\"" + text + "\" is not " + kindInWords(column.kind()) + " for the column \"" + column.name()
                            + "\".",
                    "Write it like " + example(column.kind()) + ".",
                    wrong);
        }
    }

    private static BigDecimal number(String text) {
        // An exponent of a few characters could stand for a number of a billion digits.
        if (text.length() > LONGEST_NUMBER || text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            throw new NumberFormatException(text);
        }
        return new BigDecimal(text);
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException notADay) {
            return null;
        }
    }

    private static String kindInWords(Column.Kind kind) {
        return switch (kind) {
            case TEXT -> "a text";
            case NUMBER, RATE -> "a number";
            case MONEY -> "an amount";
            case DATE -> "a date";
            case INSTANT -> "a date or time";
        };
    }

    private static String example(Column.Kind kind) {
        return switch (kind) {
            case TEXT -> "abc";
            case NUMBER, RATE, MONEY -> "1234.56";
            case DATE -> "2026-01-31";
            case INSTANT -> "2026-01-31 or 2026-01-31T08:00:00Z";
        };
    }

    private static String pattern(String text) {
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
