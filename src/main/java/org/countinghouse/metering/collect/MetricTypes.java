package org.countinghouse.metering.collect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countinghouse.metering.collect.LineScan.Malformed;
import org.countinghouse.metering.collect.Sample.Kind;

/**
 * The types that an exposition names, and what they say of its samples. The suffixes are those of OpenMetrics 1.0, "Metric
 * Types", and of the Prometheus text format 0.0.4.
 */
final class MetricTypes {
    private static final Set<String> KNOWN = Set.of(
            "counter", "gauge", "histogram", "gaugehistogram", "summary", "untyped", "unknown", "info", "stateset");
    private static final List<String> SUFFIXES =
            List.of("_total", "_created", "_bucket", "_count", "_sum", "_gcount", "_gsum", "_info");

    private final Map<String, String> types = new HashMap<>();

    /** A family of metrics that a sample belongs to. */
    record Family(String name, String type, String suffix) {
        /** A sample that says when a counter began at zero. */
        boolean created() {
            return suffix.equals("_created");
        }

        Kind kind() {
            return switch (type) {
                case "counter" -> Kind.COUNTER;
                case "histogram", "summary" -> suffix.isEmpty() ? Kind.LEVEL : Kind.COUNTER;
                case "gauge", "gaugehistogram", "info", "stateset" -> Kind.LEVEL;
                default -> Kind.UNKNOWN;
            };
        }
    }

    void name(String metric, String type) throws Malformed {
        if (!KNOWN.contains(type)) {
            throw new Malformed("there is no metric type \"" + type + "\"");
        }
        if (types.putIfAbsent(metric, type) != null) {
            throw new Malformed("the type of " + metric + " is named twice");
        }
    }

    /** The family of a sample: of its own name, or of its name without a suffix. */
    Family of(String sample) {
        String own = types.get(sample);
        if (own != null) {
            return new Family(sample, own, "");
        }
        for (String suffix : SUFFIXES) {
            if (sample.endsWith(suffix)) {
                String base = sample.substring(0, sample.length() - suffix.length());
                String type = types.get(base);
                if (type != null) {
                    return new Family(base, type, suffix);
                }
            }
        }
        return new Family(sample, "unknown", "");
    }
}
