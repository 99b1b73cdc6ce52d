package org.countinghouse.metering.collect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.countinghouse.catalog.Json;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is measured: a name and the labels that tell it from others of the name.
 *
 * @param labels in the order of their names, so that the same series always has the same {@link #key}
 */
record Series(String name, SortedMap<String, String> labels) {
    static Series of(String name, Map<String, String> labels) {
        return new Series(name, new TreeMap<>(labels));
    }

    @Nullable
    String label(String label) {
        return labels.get(label);
    }

    /** As text that no other series has. */
    String key() {
        ObjectNode json = Json.object();
        labels.forEach(json::put);
        return name + Json.text(json);
    }

    /** As people write it. */
    @Override
    public String toString() {
        var out = new StringBuilder(name);
        if (!labels.isEmpty()) {
            out.append('{');
            labels.forEach((label, value) -> out.append(out.charAt(out.length() - 1) == '{' ? "" : ",")
                    .append(label)
                    .append("=\"")
                    .append(value)
                    .append('"'));
            out.append('}');
        }
        return out.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Series series && name.equals(series.name) && labels.equals(series.labels);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, labels);
    }
}
