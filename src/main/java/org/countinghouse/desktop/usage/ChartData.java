package org.countinghouse.desktop.usage;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.insight.Grouping;
import org.countinghouse.insight.UsageQuestion;
import org.countinghouse.insight.UsageSeries;

/**
 * A series as the chart draws it. Pixels need no exact numbers, so this is where quantities become binary.
 *
 * @param layers values by layer and bucket, the lowest layer first
 * @param previous the range before, as one layer; empty when nothing is compared
 * @param stacked layers stand on each other, because the meter adds up
 */
record ChartData(
        UsageQuestion question, List<Instant> starts, List<double[]> layers, List<double[]> previous, boolean stacked) {
    static ChartData of(UsageAnswer answer) {
        UsageSeries series = answer.series();
        boolean grouped = !(series.question().grouping() instanceof Grouping.None);
        var layers = new ArrayList<double[]>();
        for (var line : grouped ? series.lines() : List.of(series.total())) {
            layers.add(values(line));
        }
        UsageSeries before = answer.previous();
        return new ChartData(
                series.question(),
                series.starts(),
                layers,
                before == null ? List.of() : List.of(values(before.total())),
                series.question().meter().aggregation().additive() || !grouped);
    }

    private static double[] values(UsageSeries.Line line) {
        return line.points().stream()
                .map(UsageSeries.Point::quantity)
                .mapToDouble(BigDecimal::doubleValue)
                .toArray();
    }

    int buckets() {
        return starts.size();
    }

    /** The highest value drawn; 0 when there is none. */
    double highest() {
        double highest = 0;
        for (int bucket = 0; bucket < buckets(); bucket++) {
            double stack = 0;
            for (double[] layer : layers) {
                stack = stacked ? stack + layer[bucket] : Math.max(stack, layer[bucket]);
            }
            highest = Math.max(highest, stack);
            for (double[] before : previous) {
                highest = Math.max(highest, bucket < before.length ? before[bucket] : 0);
            }
        }
        return highest;
    }
}
