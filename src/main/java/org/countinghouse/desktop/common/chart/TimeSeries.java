package org.countinghouse.desktop.common.chart;

import java.util.List;

/** A named line, its points in order of time. */
public record TimeSeries(String name, List<TimePoint> points) {
    public TimeSeries {
        points = List.copyOf(points);
    }
}
