package org.countinghouse.desktop.common.chart;

import java.util.ArrayList;
import java.util.List;

/** Leaves so many points that the line looks the same: the lowest and the highest of each stretch. */
final class Thinning {
    static final int MOST_POINTS = 2_000;

    private Thinning() {}

    static List<TimePoint> thin(List<TimePoint> points, int most) {
        if (points.size() <= most) {
            return points;
        }
        int stretches = most / 2;
        var kept = new ArrayList<TimePoint>(most);
        for (int stretch = 0; stretch < stretches; stretch++) {
            int from = (int) ((long) points.size() * stretch / stretches);
            int to = (int) ((long) points.size() * (stretch + 1) / stretches);
            keepExtremes(points.subList(from, to), kept);
        }
        return kept;
    }

    private static void keepExtremes(List<TimePoint> stretch, List<TimePoint> kept) {
        TimePoint lowest = stretch.getFirst();
        TimePoint highest = stretch.getFirst();
        for (TimePoint point : stretch) {
            lowest = point.value() < lowest.value() ? point : lowest;
            highest = point.value() > highest.value() ? point : highest;
        }
        boolean lowFirst = !lowest.time().isAfter(highest.time());
        kept.add(lowFirst ? lowest : highest);
        if (!lowest.equals(highest)) {
            kept.add(lowFirst ? highest : lowest);
        }
    }
}
