package org.countinghouse.desktop.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Optional;
import org.countinghouse.insight.Granularity;
import org.countinghouse.insight.MeterUsage;
import org.countinghouse.insight.TimeRange;
import org.countinghouse.insight.UsageQueries;

/** Turns a choice into a range, by looking where the usage is. */
final class RangeFinder {
    /** Usage spread over more of a month than this is best seen in the whole month. */
    private static final Duration WHOLE_MONTH = Duration.ofDays(7);

    private static final Duration DAY = Duration.ofDays(1);

    private final UsageQueries queries;
    private final ZoneId zone;

    RangeFinder(UsageQueries queries, ZoneId zone) {
        this.queries = queries;
        this.zone = zone;
    }

    /** Empty when the meter was never used and the choice depends on that. */
    Optional<TimeRange> find(MeterUsage usage, RangeChoice choice) {
        return switch (choice) {
            case RangeChoice.Month(YearMonth month) -> Optional.of(range(month));
            case RangeChoice.Custom(TimeRange range) -> Optional.of(range);
            case RangeChoice.Latest _ -> newest(usage).map(this::fit);
            case RangeChoice.LastDay _ -> newest(usage).map(this::lastDay);
        };
    }

    /** Where usage is in the newest month that has any. */
    private Optional<TimeRange> newest(MeterUsage usage) {
        Instant last = usage.last();
        return last == null
                ? Optional.empty()
                : queries.extent(usage.meter(), range(YearMonth.from(last.atZone(zone))));
    }

    private TimeRange fit(TimeRange extent) {
        if (extent.length().compareTo(WHOLE_MONTH) > 0) {
            return range(YearMonth.from(extent.from().atZone(zone)));
        }
        Granularity granularity = Granularity.automatic(extent);
        Instant lastBucket = granularity.floor(extent.to().minusNanos(1), zone);
        return new TimeRange(granularity.floor(extent.from(), zone), granularity.after(lastBucket, zone));
    }

    private TimeRange lastDay(TimeRange extent) {
        Instant lastHour = Granularity.HOUR.floor(extent.to().minusNanos(1), zone);
        Instant end = Granularity.HOUR.after(lastHour, zone);
        return new TimeRange(end.minus(DAY), end);
    }

    private TimeRange range(YearMonth month) {
        return new TimeRange(
                month.atDay(1).atStartOfDay(zone).toInstant(),
                month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant());
    }
}
