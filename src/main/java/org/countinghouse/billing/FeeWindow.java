package org.countinghouse.billing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A period whose fees in advance an invoice bills or settles.
 *
 * @param startsAt its begin; of a subscription's first period, the subscription's start, which no change moves
 * @param period null when it was billed ahead and never came
 */
record FeeWindow(Instant startsAt, Instant endsAt, @Nullable DuePeriod period) {
    static FeeWindow of(DueSubscription due, DuePeriod period) {
        Instant start = due.startsOn().atStartOfDay(due.timeZone()).toInstant();
        Instant begin = period.startsAt().isBefore(start) ? start : period.startsAt();
        return new FeeWindow(begin, period.endsAt(), period);
    }
}
