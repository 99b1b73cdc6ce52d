package org.countinghouse.storage.list;

/**
 * A column of a list: its name for people's settings and filters, and the SQL expression behind it. Only columns in a
 * list's own allow-list reach SQL, so no text of a user ever becomes an identifier.
 *
 * @param name stable name, for example {@code total}
 * @param expression SQL expression over the list's FROM clause
 * @param kind how values compare, sort and are shown
 */
public record Column(String name, String expression, Kind kind) {
    /** How values compare, sort and are shown. */
    public enum Kind {
        TEXT,
        NUMBER,
        /** A number that has no sum, such as a rate, or one that names something. */
        RATE,
        /** An amount; the row carries its currency. */
        MONEY,
        DATE,
        INSTANT
    }
}
