package org.countinghouse.metering;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a CSV file carries which field of an event. Columns that carry none become properties under their own
 * name.
 */
public final class ColumnMapping {
    /** The fields a mapping may name. */
    public static final List<String> FIELDS = List.of("id", "customer", "event", "time", "quantity", "properties");

    private static final List<String> REQUIRED = List.of("id", "customer", "event", "time");

    /** Header names that are understood without a mapping, compared in lower case without punctuation. */
    private static final Map<String, List<String>> KNOWN = Map.of(
            "id", List.of("id", "eventid", "transactionid", "idempotencykey", "uuid"),
            "customer",
                    List.of(
                            "customer",
                            "customerid",
                            "externalcustomerid",
                            "subject",
                            "tenant",
                            "tenantid",
                            "user",
                            "userid",
                            "org",
                            "orgid",
                            "organization",
                            "organizationid",
                            "organisation",
                            "organisationid",
                            "account",
                            "accountid"),
            "event", List.of("event", "eventtype", "eventname", "type", "meter", "metric", "feature", "usagetype"),
            "time", List.of("time", "timestamp", "occurredat", "datetime", "date", "ts"),
            "quantity", List.of("quantity", "value", "units", "usageamount", "amount"),
            "properties", List.of("properties", "metadata"));

    private final List<String> header;
    private final Map<String, Integer> columns;
    private final Map<String, String> constants;

    private ColumnMapping(List<String> header, Map<String, Integer> columns, Map<String, String> constants) {
        this.header = header;
        this.columns = columns;
        this.constants = constants;
    }

    /**
     * @param wanted field to column, or to {@code =value} for a fixed value; empty = guess everything
     * @throws Failure {@code usage.mapping.*} when a field or column does not exist or a required field is missing
     */
    public static ColumnMapping of(List<String> header, Map<String, String> wanted) {
        refuseTwins(header);
        Map<String, Integer> columns = new LinkedHashMap<>();
        Map<String, String> constants = new LinkedHashMap<>();
        wanted.forEach((field, column) -> {
            if (!FIELDS.contains(field)) {
                throw new Failure(
                        "usage.mapping.field",
                        "There is no field \"" + field + "\" to map to.",
                        "The fields are " + String.join(", ", FIELDS) + "; other columns become properties.");
            }
            if (column.startsWith("=")) {
                constants.put(field, column.substring(1));
            } else {
                columns.put(field, column(header, field, column));
            }
        });
        guess(header, columns, constants);
        requireAll(header, columns, constants);
        return new ColumnMapping(header, columns, constants);
    }

    /** Field to column for every field whose column is known by its name; what is missing a person must say. */
    public static Map<String, String> guessed(List<String> header) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        guess(header, columns, Map.of());
        Map<String, String> guessed = new LinkedHashMap<>();
        columns.forEach((field, at) -> guessed.put(field, header.get(at)));
        return guessed;
    }

    private static void refuseTwins(List<String> header) {
        Set<String> seen = new HashSet<>();
        for (String name : header) {
            if (!seen.add(name)) {
                throw new Failure(
                        "usage.mapping.twins",
                        "Line 1 names the column \"" + name + "\" twice.",
                        "Give each column its own name.");
            }
        }
    }

    private static int column(List<String> header, String field, String column) {
        int at = header.indexOf(column);
        if (at < 0) {
            throw new Failure(
                    "usage.mapping.column",
                    "There is no column \"" + column + "\" for the field " + field + ".",
                    "The file's columns are " + String.join(", ", header) + ".");
        }
        return at;
    }

    private static void guess(List<String> header, Map<String, Integer> columns, Map<String, String> constants) {
        for (String field : FIELDS) {
            if (columns.containsKey(field) || constants.containsKey(field)) {
                continue;
            }
            for (String known : KNOWN.getOrDefault(field, List.of())) {
                int at = header.stream().map(ColumnMapping::plain).toList().indexOf(known);
                if (at >= 0 && !columns.containsValue(at)) {
                    columns.put(field, at);
                    break;
                }
            }
        }
    }

    private static void requireAll(List<String> header, Map<String, Integer> columns, Map<String, String> constants) {
        String missing = REQUIRED.stream()
                .filter(field -> !columns.containsKey(field) && !constants.containsKey(field))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new Failure(
                    "usage.mapping.incomplete",
                    "No column is known to carry " + missing + ".",
                    "The file's columns are " + String.join(", ", header)
                            + "; name them with --map field=column, or fixed values with --map field==value.");
        }
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /**
     * Where a field is found in every record.
     *
     * @param column place in a record; -1 when no column carries it
     * @param constant what it is in all of them; null when it is not said
     */
    record Source(int column, @Nullable String constant) {
        /** The value in a record; null when there is none or it is empty. */
        @Nullable
        String value(List<String> record) {
            String value = column < 0 ? constant : record.get(column);
            return value == null || value.isEmpty() ? null : value;
        }
    }

    Source source(String field) {
        return new Source(columns.getOrDefault(field, -1), constants.get(field));
    }

    /** Columns that carry no field, by index and property name. */
    Map<Integer, String> propertyColumns() {
        Map<Integer, String> names = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            if (!columns.containsValue(i)) {
                String name = header.get(i);
                names.put(i, name.startsWith("properties.") ? name.substring("properties.".length()) : name);
            }
        }
        return names;
    }

    /** Field to column name or {@code =value}: what will be used, for people to check. */
    public Map<String, String> described() {
        Map<String, String> described = new LinkedHashMap<>();
        columns.forEach((field, at) -> described.put(field, header.get(at)));
        constants.forEach((field, value) -> described.put(field, "=" + value));
        return described;
    }

    int width() {
        return header.size();
    }
}
