package org.countinghouse.rating.naive;

import java.util.Map;
import java.util.TreeMap;

/** What could not be priced, by kind, with the number of events. */
record Problems(Map<String, Fraction> found) {
    Problems() {
        this(new TreeMap<>());
    }

    void add(String code, Fraction events) {
        found.merge(code, events, Fraction::plus);
    }
}
