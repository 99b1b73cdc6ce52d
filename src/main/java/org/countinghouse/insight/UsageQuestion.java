package org.countinghouse.insight;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.countinghouse.catalog.Meter;

/**
 * What is asked of a meter's usage.
 *
 * @param zone in which hours, days and months are counted
 */
public record UsageQuestion(
        Meter meter, TimeRange range, ZoneId zone, Granularity granularity, Grouping grouping, UsageScope scope) {
    public UsageQuestion {
        if (!granularity.fits(range)) {
            throw new IllegalArgumentException(granularity + " cuts " + range + " into too many buckets");
        }
    }

    public List<Instant> starts() {
        return granularity.starts(range, zone);
    }

    /** The same question about the range before, all groups together. */
    public UsageQuestion previous() {
        return new UsageQuestion(meter, range.previous(zone), zone, granularity, new Grouping.None(), scope);
    }

    /**
     * True when hourly readings give the exact answer: the meter adds up, and every bucket begins and ends with a UTC
     * hour (days of a zone half an hour off do not).
     */
    boolean servedByRollups() {
        return meter.aggregation().additive()
                && granularity.compareTo(Granularity.HOUR) >= 0
                && meter.dimensions().containsAll(scope.properties().keySet())
                && wholeHour(range.to())
                && starts().stream().allMatch(UsageQuestion::wholeHour);
    }

    /** True when the totals of all customers will do, which are far fewer than the readings of each. */
    boolean ofAllCustomers() {
        return scope.customer() == null && !(grouping instanceof Grouping.ByCustomer);
    }

    /** True when all customers are set side by side, and readings answer it. */
    boolean comparesCustomers() {
        return scope.customer() == null && grouping instanceof Grouping.ByCustomer && servedByRollups();
    }

    private static boolean wholeHour(Instant instant) {
        return instant.getNano() == 0 && instant.getEpochSecond() % 3_600 == 0;
    }
}
