package org.countinghouse.catalog;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countinghouse.catalog.PriceModel.Matrix.Row;
import org.jspecify.annotations.Nullable;

/**
 * Rows that cannot change, found by the values they match instead of one after the other. Rows that name the same
 * dimensions stand in one table; the first row of the document wins.
 */
public final class MatrixRows extends AbstractList<Row> {
    private final List<Row> rows;
    /** By the dimensions that are named, the place of the first row with these values. */
    private final Map<List<String>, Map<List<String>, Integer>> tables = new LinkedHashMap<>();

    private MatrixRows(List<Row> rows) {
        this.rows = List.copyOf(rows);
        for (int place = 0; place < rows.size(); place++) {
            Map<String, String> match = this.rows.get(place).match();
            List<String> dimensions = match.keySet().stream().sorted().toList();
            tables.computeIfAbsent(dimensions, _ -> new HashMap<>())
                    .putIfAbsent(dimensions.stream().map(match::get).toList(), place);
        }
    }

    static MatrixRows of(List<Row> rows) {
        return rows instanceof MatrixRows already ? already : new MatrixRows(rows);
    }

    /**
     * The first row that matches.
     *
     * @param values by dimension; a dimension without value matches only rows that do not name it
     */
    public Optional<Row> first(Map<String, ? extends @Nullable String> values) {
        int first = rows.size();
        for (Map.Entry<List<String>, Map<List<String>, Integer>> table : tables.entrySet()) {
            List<@Nullable String> wanted = new ArrayList<>(table.getKey().size());
            for (String dimension : table.getKey()) {
                wanted.add(values.get(dimension));
            }
            first = Math.min(first, table.getValue().getOrDefault(wanted, rows.size()));
        }
        return first < rows.size() ? Optional.of(rows.get(first)) : Optional.empty();
    }

    @Override
    public Row get(int index) {
        return rows.get(index);
    }

    @Override
    public int size() {
        return rows.size();
    }
}
