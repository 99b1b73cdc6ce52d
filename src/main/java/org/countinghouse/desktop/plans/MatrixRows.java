package org.countinghouse.desktop.plans;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import org.countinghouse.catalog.PriceModel;
import org.jspecify.annotations.Nullable;

/** The rows of a price matrix, found by any of their values. */
public final class MatrixRows {
    /** @param match value by dimension; a dimension it does not name matches anything */
    public record Row(Map<String, String> match, BigDecimal unitAmount) {
        /** The row's values in the order of the dimensions, for a list to choose from. */
        public String label(List<String> dimensions) {
            return String.join(
                    " · ",
                    dimensions.stream()
                            .filter(match::containsKey)
                            .map(match::get)
                            .toList());
        }
    }

    private final List<String> dimensions;
    private final FilteredList<Row> rows;
    private final ReadOnlyStringWrapper search = new ReadOnlyStringWrapper("");

    MatrixRows(PriceModel.Matrix matrix) {
        this.dimensions = matrix.dimensions();
        var all = matrix.rows().stream()
                .map(row -> new Row(row.match(), row.unitAmount()))
                .toList();
        this.rows = new FilteredList<>(FXCollections.observableArrayList(all));
    }

    /** Shows the rows that contain every word somewhere. */
    public void search(String text) {
        search.set(text.strip());
        List<String> words = List.of(search.get().toLowerCase(Locale.ROOT).split("\\s+"));
        rows.setPredicate(row -> words.stream().allMatch(word -> contains(row, word)));
    }

    private static boolean contains(Row row, String word) {
        return row.unitAmount().toPlainString().contains(word)
                || row.match().values().stream()
                        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(word));
    }

    public ReadOnlyStringProperty search() {
        return search.getReadOnlyProperty();
    }

    public List<String> dimensions() {
        return dimensions;
    }

    public FilteredList<Row> rows() {
        return rows;
    }

    /** The first row that costs something, else the first; null without any. */
    @Nullable
    Row telling() {
        return all().stream()
                .<Row>map(row -> row)
                .filter(row -> row.unitAmount().signum() != 0)
                .findFirst()
                .orElse(all().isEmpty() ? null : all().getFirst());
    }

    /** Every row, whatever is searched for. */
    public List<? extends Row> all() {
        return rows.getSource();
    }
}
