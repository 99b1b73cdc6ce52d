package org.countinghouse.insight;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * The answer to a {@link UsageQuestion}: chart, table and totals are all read from it.
 *
 * @param starts where buckets begin; the last one ends with the range
 * @param lines one for each group, the largest first, then everything else together; empty without grouping
 * @param total all groups together, worked out from the events and not from the lines
 */
public record UsageSeries(UsageQuestion question, List<Instant> starts, List<Line> lines, Line total) {
    public UsageSeries {
        starts = List.copyOf(starts);
        lines = List.copyOf(lines);
    }

    /** What a line stands for. */
    public enum Kind {
        TOTAL,
        /** One value of the property, or one customer. */
        VALUE,
        /** Usage that lacks the property. */
        MISSING,
        /** Everything beyond the largest groups. */
        OTHER
    }

    /**
     * The usage of one bucket or of a whole line.
     *
     * @param quantity in the meter's unit; zero without events
     */
    public record Point(BigDecimal quantity, long events) {
        public static final Point NOTHING = new Point(BigDecimal.ZERO, 0);
    }

    /**
     * One group over time.
     *
     * @param value the property's value or the customer's id; empty unless the kind is {@link Kind#VALUE}
     * @param label the value in words: a customer's name
     * @param points one for each bucket
     * @param sum the whole range at once; for a meter that adds up, the sum of the points
     */
    public record Line(Kind kind, String value, String label, List<Point> points, Point sum) {
        public Line {
            points = List.copyOf(points);
        }
    }

    public boolean isEmpty() {
        return total.sum().events() == 0;
    }

    /** Where a bucket ends. */
    public Instant end(int bucket) {
        return bucket + 1 < starts.size()
                ? starts.get(bucket + 1)
                : question.range().to();
    }

    /** The bucket with the largest quantity. */
    public int peak() {
        int peak = 0;
        for (int i = 1; i < starts.size(); i++) {
            if (total.points()
                            .get(i)
                            .quantity()
                            .compareTo(total.points().get(peak).quantity())
                    > 0) {
                peak = i;
            }
        }
        return peak;
    }
}
