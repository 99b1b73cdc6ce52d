package org.countinghouse.desktop.common;

import java.util.List;
import java.util.Map;

/**
 * How files with certain columns were read last.
 *
 * @param columns names in the first line, in their order
 * @param mapping field to column, or to a fixed value after {@code =}
 * @param timeZone id of the zone of times without one; empty when such rows are rejected
 * @param format name of the format that was chosen; empty for the recognised one
 */
public record FileReading(List<String> columns, Map<String, String> mapping, String timeZone, String format) {
    public FileReading {
        columns = List.copyOf(columns);
        mapping = Map.copyOf(mapping);
    }
}
