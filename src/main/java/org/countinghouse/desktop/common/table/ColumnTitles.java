package org.countinghouse.desktop.common.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countinghouse.desktop.common.Texts;

/** The headings of the columns that can be filtered, by their names. */
final class ColumnTitles {
    private final Map<String, String> titles = new LinkedHashMap<>();

    ColumnTitles(List<? extends DataColumn<?>> columns, Texts texts) {
        for (var column : columns) {
            titles.put(column.name(), texts.get(column.titleKey()));
        }
    }

    /** A column that is not shown keeps its name. */
    String of(String name) {
        return titles.getOrDefault(name, name);
    }

    Iterable<String> names() {
        return titles.keySet();
    }
}
