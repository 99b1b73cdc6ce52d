package org.countinghouse.catalog;

import java.math.BigDecimal;
import java.util.List;

/**
 * A limit on a meter's reading in a period.
 *
 * @param warnAt percents of the limit at which someone is told
 */
public record Quota(String meter, BigDecimal limit, Kind kind, List<BigDecimal> warnAt) {
    public Quota {
        warnAt = List.copyOf(warnAt);
    }

    /** What happens at the limit. */
    public enum Kind {
        /** Usage goes on and is billed. */
        SOFT,
        /** Usage is refused. */
        HARD
    }
}
