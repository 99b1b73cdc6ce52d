package org.countinghouse.catalog;

/** How the usage of a period becomes one number. */
public enum Aggregation {
    COUNT,
    SUM,
    MAX,
    MIN,
    LATEST,
    AVERAGE,
    /** How many different texts a property had; exact. */
    UNIQUE_COUNT,
    /** A level held over time, divided by the whole period's seconds. */
    WEIGHTED_SUM,
    /** Nearest rank over the samples. */
    PERCENTILE;

    /** True when the reading of a whole is the sum of the readings of its parts, so that hourly readings serve. */
    public boolean additive() {
        return this == COUNT || this == SUM;
    }
}
