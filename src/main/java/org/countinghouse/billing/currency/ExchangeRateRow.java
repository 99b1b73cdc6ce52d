package org.countinghouse.billing.currency;

import java.time.Instant;

/**
 * A kept exchange rate in a list.
 *
 * @param note why, of rates set by hand; may be empty
 */
public record ExchangeRateRow(long id, ExchangeRate rate, State state, String note, Instant loadedAt, String loadedBy) {
    /** Whether a rate counts. */
    public enum State {
        /** The one that is taken today. */
        IN_FORCE,
        /** The one that is taken for its day, which is past or comes. */
        OF_ITS_DAY,
        /** Another source goes before it on its day. */
        BEHIND,
        /** The same source told another rate of the day later. */
        REPLACED
    }
}
