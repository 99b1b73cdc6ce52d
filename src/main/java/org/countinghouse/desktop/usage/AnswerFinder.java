package org.countinghouse.desktop.usage;

import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.countinghouse.insight.Granularity;
import org.countinghouse.insight.MeterUsage;
import org.countinghouse.insight.TimeRange;
import org.countinghouse.insight.UsageQueries;
import org.countinghouse.insight.UsageQuestion;
import org.jspecify.annotations.Nullable;

/** Answers what was asked, away from the interface thread. */
final class AnswerFinder {
    private final UsageQueries queries;
    private final InstantSource clock;
    private final ZoneId zone;
    private final RangeFinder ranges;

    AnswerFinder(UsageQueries queries, InstantSource clock, ZoneId zone) {
        this.queries = queries;
        this.clock = clock;
        this.zone = zone;
        this.ranges = new RangeFinder(queries, zone);
    }

    /** @param months with usage of the meter, the newest first */
    record Found(
            List<YearMonth> months,
            UsageState state,
            @Nullable UsageAnswer answer) {}

    Found find(MeterUsage usage, AskedUsage asked) {
        List<YearMonth> used = queries.months(usage.meter(), zone);
        Optional<TimeRange> found = ranges.find(usage, asked.range());
        if (found.isEmpty()) {
            return new Found(used, new UsageState.NeverUsed(), null);
        }
        TimeRange range = found.get();
        Granularity wanted = asked.granularity();
        Granularity fitting = wanted != null && wanted.fits(range) ? wanted : Granularity.automatic(range);
        var question = new UsageQuestion(usage.meter(), range, zone, fitting, asked.grouping(), asked.scope());
        var series = queries.series(question);
        var previous = asked.compare() ? queries.series(question.previous()) : null;
        UsageState next = !series.isEmpty()
                ? new UsageState.Shown()
                : used.isEmpty() ? new UsageState.NeverUsed() : new UsageState.NothingHere();
        return new Found(used, next, new UsageAnswer(series, previous, clock.instant()));
    }
}
