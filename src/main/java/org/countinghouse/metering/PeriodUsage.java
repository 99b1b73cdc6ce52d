package org.countinghouse.metering;

import java.util.List;
import org.countinghouse.rating.Reading;
import org.countinghouse.rating.UsageEvent;

/**
 * A customer's usage of a period in the form the rating engine takes.
 *
 * @param readings hourly readings of meters for which they are exact and enough
 * @param events raw events of the other meters
 */
public record PeriodUsage(List<Reading> readings, List<UsageEvent> events) {
    public PeriodUsage {
        readings = List.copyOf(readings);
        events = List.copyOf(events);
    }
}
