package org.countinghouse.insight;

/** By what usage is told apart. */
public sealed interface Grouping {
    record None() implements Grouping {}

    record ByCustomer() implements Grouping {}

    /** @param name one of the meter's dimensions */
    record ByDimension(String name) implements Grouping {}
}
