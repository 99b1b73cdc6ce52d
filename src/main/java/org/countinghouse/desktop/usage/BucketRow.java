package org.countinghouse.desktop.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countinghouse.insight.UsageSeries;

/**
 * One line of the table under the chart: the same numbers as the bar above it.
 *
 * @param points one for each group; empty without grouping
 * @param before the previous period's bucket; empty when nothing is compared
 */
record BucketRow(
        int bucket, UsageSeries.Point total, List<UsageSeries.Point> points, Optional<UsageSeries.Point> before) {
    static List<BucketRow> of(UsageAnswer answer) {
        UsageSeries series = answer.series();
        var rows = new ArrayList<BucketRow>();
        for (int i = 0; i < series.starts().size(); i++) {
            int bucket = i;
            rows.add(new BucketRow(
                    bucket,
                    series.total().points().get(bucket),
                    series.lines().stream()
                            .map(line -> line.points().get(bucket))
                            .toList(),
                    answer.before(bucket)));
        }
        return rows;
    }
}
