package org.countinghouse.storage.list;

import java.util.List;

/**
 * What a list shows: all conditions together, and a free text that any text column may contain.
 *
 * @param search free text, empty for none
 * @param conditions all must hold
 */
public record Filter(String search, List<Condition> conditions) {
    public static final Filter ALL = new Filter("", List.of());

    public Filter {
        conditions = List.copyOf(conditions);
    }

    /** How a column's value is compared with the condition's value. */
    public enum Operator {
        EQUALS,
        NOT_EQUALS,
        CONTAINS,
        AT_LEAST,
        AT_MOST
    }

    /**
     * @param column name of a {@link Column}
     * @param value as text; numbers and dates in ISO form
     */
    public record Condition(String column, Operator operator, String value) {}

    public Filter and(String column, Operator operator, String value) {
        var more = new java.util.ArrayList<>(conditions);
        more.add(new Condition(column, operator, value));
        return new Filter(search, more);
    }

    public Filter withSearch(String text) {
        return new Filter(text, conditions);
    }
}
