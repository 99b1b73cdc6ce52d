package org.countinghouse.metering.collect;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before sending again: twice as long after each failure, from one second to five minutes, and somewhere
 * in the second half of that, so that many collectors do not come back in the same moment.
 */
final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofMinutes(5);

    private final RandomGenerator random;
    private int failures;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    void succeeded() {
        failures = 0;
    }

    Duration failed() {
        Duration most = FIRST.multipliedBy(1L << Math.min(failures, 10));
        failures++;
        return within(most.compareTo(LONGEST) > 0 ? LONGEST : most);
    }

    /** For what only a person can mend. */
    Duration longest() {
        return within(LONGEST);
    }

    private Duration within(Duration most) {
        long half = most.toMillis() / 2;
        return Duration.ofMillis(half + random.nextLong(half + 1));
    }
}
