package org.countinghouse.metering.quota;

import java.math.BigDecimal;
import java.time.Instant;
import org.countinghouse.catalog.Quota;

/**
 * Something that was reached in a window.
 *
 * @param level percent of the limit
 * @param subject empty = the customer as a whole
 * @param limit at the time, in the meter's unit
 * @param used when it was recorded; of an overage the latest
 * @param over what is above the limit
 * @param overage what happens to it
 */
public record QuotaNote(
        Kind kind,
        BigDecimal level,
        String subject,
        Instant startsAt,
        Instant endsAt,
        BigDecimal limit,
        BigDecimal used,
        BigDecimal over,
        Quota.Overage overage,
        Instant at) {
    /** What was reached. */
    public enum Kind {
        WARNING,
        OVERAGE,
        REFUSED
    }
}
