package org.countinghouse.metering;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Properties that are all text, as the columns of a CSV file give them to each of its rows. */
final class TextProperties extends EventProperties {
    private final Columns columns;
    private final @Nullable String[] values;

    private TextProperties(String canonical, Columns columns, @Nullable String[] values) {
        super(canonical);
        this.columns = columns;
        this.values = values;
    }

    /** Columns that carry properties, in the order of the properties' names. */
    static final class Columns {
        /** The same few combinations come again and again; each of them is written and kept once. */
        private static final int RECENT = 256;

        private final String[] names;
        private final int[] places;
        private final @Nullable TextProperties[] recent = new TextProperties[RECENT];

        /** @param columns place in a record by the property's name */
        Columns(SortedMap<String, Integer> columns) {
            names = columns.keySet().toArray(String[]::new);
            places = columns.values().stream().mapToInt(Integer::intValue).toArray();
        }

        /**
         * The properties of a record; what is empty in it is none.
         *
         * @throws UnfitJson when a text cannot be stored
         */
        EventProperties of(List<String> fields) throws UnfitJson {
            @Nullable String[] values = new String[names.length];
            for (int i = 0; i < names.length; i++) {
                String value = fields.get(places[i]);
                values[i] = value.isEmpty() ? null : value;
            }
            int slot = Arrays.hashCode(values) & (RECENT - 1);
            TextProperties known = recent[slot];
            if (known == null || !Arrays.equals(known.values, values)) {
                known = new TextProperties(canonical(values), this, values);
                recent[slot] = known;
            }
            return known;
        }

        /** As {@link CanonicalJson}: the names are in order. */
        private String canonical(@Nullable String[] values) throws UnfitJson {
            var out = new StringBuilder(64).append('{');
            for (int i = 0; i < names.length; i++) {
                String value = values[i];
                if (value != null) {
                    if (out.length() > 1) {
                        out.append(',');
                    }
                    CanonicalJson.text(out, names[i]);
                    out.append(':');
                    CanonicalJson.text(out, value);
                }
            }
            return out.append('}').toString();
        }
    }

    @Override
    public Optional<String> text(String name) {
        for (int i = 0; i < values.length; i++) {
            if (columns.names[i].equals(name)) {
                return Optional.ofNullable(values[i]);
            }
        }
        return Optional.empty();
    }
}
