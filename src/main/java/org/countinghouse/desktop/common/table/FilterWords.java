package org.countinghouse.desktop.common.table;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.storage.list.Column;
import org.countinghouse.storage.list.Filter;

/**
 * How people read the conditions of a list, which hold names of columns and values as the source compares them: a
 * heading for the column, "In review" for {@code in_review}, a date as dates are shown. The words of a value are those
 * of the rows that have it, once one was seen, else of the message bundle.
 */
final class FilterWords<R> {
    private final TableModel<R> model;
    private final List<DataColumn<R>> columns;
    private final Texts texts;
    private final Formats formats;
    private final Map<String, Column.Kind> kinds = new HashMap<>();
    /** Words by column, a space and value. */
    private final Map<String, String> seen = new HashMap<>();

    FilterWords(TableModel<R> model, List<DataColumn<R>> columns, Texts texts, Formats formats) {
        this.model = model;
        this.columns = columns;
        this.texts = texts;
        this.formats = formats;
        for (Column column : model.source().columns()) {
            kinds.put(column.name(), column.kind());
        }
    }

    /** Remembers the words of the values that the rows have which are here. */
    void learn() {
        var rows = model.rows().stream().limit(LazyRows.PAGE_SIZE).filter(Objects::nonNull);
        for (R row : rows.toList()) {
            for (DataColumn<R> column : columns) {
                String value =
                        column.filterText() == null ? null : column.filterText().apply(row);
                if (value != null) {
                    seen.put(
                            column.name() + " " + value,
                            CellText.shown(column.value().apply(row), formats));
                }
            }
        }
    }

    /** The heading of a column; empty for one that only the program filters by. */
    Optional<String> title(String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .map(column -> texts.get(column.titleKey()))
                .or(() -> texts.find("filter.column." + name));
    }

    /** Columns with a heading, for people to choose from. */
    List<Column> offered() {
        return model.source().columns().stream()
                .filter(column -> title(column.name()).isPresent())
                .toList();
    }

    String sentence(Filter.Condition condition) {
        return title(condition.column()).orElse(condition.column()) + " "
                + operator(condition.column(), condition.operator()) + " " + value(condition);
    }

    /** A day is not "at least" another one. */
    String operator(String column, Filter.Operator operator) {
        boolean time = switch (kinds.getOrDefault(column, Column.Kind.TEXT)) {
            case DATE, INSTANT -> true;
            case TEXT, NUMBER, RATE, MONEY -> false;
        };
        String key = "table.operator." + operator.name();
        return time && texts.find(key + ".time").isPresent() ? texts.get(key + ".time") : texts.get(key);
    }

    private String value(Filter.Condition condition) {
        String value = condition.value();
        return Optional.ofNullable(seen.get(condition.column() + " " + value))
                .or(() -> texts.find("filter.value." + condition.column() + "." + value))
                .orElseGet(() -> plain(kinds.getOrDefault(condition.column(), Column.Kind.TEXT), value));
    }

    private String plain(Column.Kind kind, String value) {
        try {
            return switch (kind) {
                case TEXT -> value;
                case NUMBER, RATE, MONEY -> formats.number(new BigDecimal(value));
                case DATE -> formats.date(LocalDate.parse(value));
                case INSTANT -> formats.instant(Instant.parse(value));
            };
        } catch (NumberFormatException | DateTimeException typedOtherwise) {
            return value;
        }
    }

    /** What a person typed, as the source compares it: the words of a value, or a number or day of the language. */
    String understood(Column column, String typed) {
        String words = typed.strip();
        return switch (column.kind()) {
            case TEXT -> code(column.name(), words).orElse(words);
            case NUMBER, RATE, MONEY ->
                formats.read(words).map(BigDecimal::toPlainString).orElse(words);
            case DATE -> formats.readDate(words).map(LocalDate::toString).orElse(words);
            case INSTANT -> words;
        };
    }

    private Optional<String> code(String column, String words) {
        String beginning = column + " ";
        return seen.entrySet().stream()
                .filter(entry ->
                        entry.getKey().startsWith(beginning) && entry.getValue().equalsIgnoreCase(words))
                .map(entry -> entry.getKey().substring(beginning.length()))
                .sorted()
                .findFirst();
    }
}
