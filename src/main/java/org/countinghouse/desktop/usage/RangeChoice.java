package org.countinghouse.desktop.usage;

import java.time.YearMonth;
import org.countinghouse.insight.TimeRange;

/** Which stretch of time a person looks at. */
public sealed interface RangeChoice {
    /** The newest month with usage, cut to where its usage is. */
    record Latest() implements RangeChoice {}

    /** The 24 hours that end with the newest usage. */
    record LastDay() implements RangeChoice {}

    record Month(YearMonth month) implements RangeChoice {}

    record Custom(TimeRange range) implements RangeChoice {}
}
