package org.countinghouse.desktop.common.chart;

import java.time.Instant;

/** One point of a time chart; a chart shows shapes, so its numbers need not be exact. */
public record TimePoint(Instant time, double value) {}
