package org.countinghouse.insight;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** How finely a range of time is cut into buckets. Hours, days and months are those of the given zone. */
public enum Granularity {
    MINUTE(Duration.ofHours(12), Duration.ofHours(2)),
    FIVE_MINUTES(Duration.ofDays(2), Duration.ofHours(12)),
    HOUR(Duration.ofDays(62), Duration.ofDays(7)),
    DAY(Duration.ofDays(2_000), Duration.ofDays(400)),
    MONTH(Duration.ofDays(60_000), Duration.ofDays(60_000));

    private static final long FIVE_MINUTE_SECONDS = 300;

    private final Duration longest;
    private final Duration comfortable;

    Granularity(Duration longest, Duration comfortable) {
        this.longest = longest;
        this.comfortable = comfortable;
    }

    /** False where there would be more buckets than a chart can show (2,000). */
    public boolean fits(TimeRange range) {
        return range.length().compareTo(longest) <= 0;
    }

    /** The one that shows a range well: enough buckets to see a shape, few enough to tell them apart. */
    public static Granularity automatic(TimeRange range) {
        for (Granularity granularity : values()) {
            if (range.length().compareTo(granularity.comfortable) <= 0) {
                return granularity;
            }
        }
        return MONTH;
    }

    /** Where buckets begin; the first begins with the range, even inside a bucket. In order, without repeats. */
    public List<Instant> starts(TimeRange range, ZoneId zone) {
        var starts = new ArrayList<Instant>();
        starts.add(range.from());
        for (Instant next = after(floor(range.from(), zone), zone);
                next.isBefore(range.to());
                next = after(next, zone)) {
            if (next.isAfter(starts.getLast())) {
                starts.add(next);
            }
        }
        return starts;
    }

    /** Where the bucket that holds an instant begins. */
    public Instant floor(Instant instant, ZoneId zone) {
        ZonedDateTime local = instant.atZone(zone);
        return switch (this) {
            case MINUTE -> instant.truncatedTo(ChronoUnit.MINUTES);
            case FIVE_MINUTES ->
                Instant.ofEpochSecond(
                        Math.floorDiv(instant.getEpochSecond(), FIVE_MINUTE_SECONDS) * FIVE_MINUTE_SECONDS);
            case HOUR -> local.truncatedTo(ChronoUnit.HOURS).toInstant();
            case DAY -> local.toLocalDate().atStartOfDay(zone).toInstant();
            case MONTH ->
                local.toLocalDate().withDayOfMonth(1).atStartOfDay(zone).toInstant();
        };
    }

    /** Where the bucket after the one that begins there begins. */
    public Instant after(Instant start, ZoneId zone) {
        ZonedDateTime local = start.atZone(zone);
        return switch (this) {
            case MINUTE -> start.plus(1, ChronoUnit.MINUTES);
            case FIVE_MINUTES -> start.plusSeconds(FIVE_MINUTE_SECONDS);
            case HOUR -> start.plus(1, ChronoUnit.HOURS);
            case DAY -> local.toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
            case MONTH ->
                local.toLocalDate()
                        .withDayOfMonth(1)
                        .plusMonths(1)
                        .atStartOfDay(zone)
                        .toInstant();
        };
    }
}
