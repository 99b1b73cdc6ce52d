package org.countinghouse.metering.quota;

import java.util.Optional;
import java.util.function.Function;

/** Whose use is counted: the customer's as a whole, or that of one value of a property. */
final class Subjects {
    static final String WHOLE = "";

    private Subjects() {}

    /** Empty when the limit is per property and the usage has none: it is nobody's. */
    static Optional<String> of(StandingLimit limit, Function<String, Optional<String>> property) {
        return limit.per().isEmpty()
                ? Optional.of(WHOLE)
                : property.apply(limit.per()).filter(value -> !value.isEmpty());
    }
}
