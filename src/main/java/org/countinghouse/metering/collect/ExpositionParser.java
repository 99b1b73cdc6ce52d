package org.countinghouse.metering.collect;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.countinghouse.metering.collect.LineScan.Malformed;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text that programs show their metrics in: the Prometheus text format 0.0.4 ("Exposition formats",
 * prometheus.io/docs/instrumenting/exposition_formats) and OpenMetrics 1.0 (prometheus.io/docs/specs/om/open_metrics_spec,
 * "Text format"). They differ in the unit of timestamps (milliseconds; seconds with decimals) and in the end: OpenMetrics
 * has {@code # EOF} there, so that a text that was cut off is known. Names in quotes within the braces, as Prometheus 3
 * writes names of any characters, are understood too. Exemplars, help and units are passed over. A text with one malformed
 * line gives nothing: what counters counted is in the next one as well.
 */
final class ExpositionParser {
    private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);

    private final boolean openMetrics;
    private final MetricTypes types = new MetricTypes();
    private final Map<Series, Instant> born = new HashMap<>();
    private final Map<Series, Sample> samples = new LinkedHashMap<>();
    private final List<Series> repeated = new ArrayList<>();
    private boolean ended;

    private ExpositionParser(boolean openMetrics) {
        this.openMetrics = openMetrics;
    }

    /**
     * What a text says.
     *
     * @param repeated series that stand more than once with the same time; the first one counts
     */
    record Exposition(List<Sample> samples, List<Series> repeated) {}

    /**
     * Reads a whole text.
     *
     * @param openMetrics which format it is in, as its content type says
     * @param place where it comes from, for failures
     * @throws Failure {@code collect.exposition} that names the line and the column
     */
    static Exposition parse(String text, boolean openMetrics, String place) {
        var parser = new ExpositionParser(openMetrics);
        int line = 0;
        int begin = 0;
        while (begin < text.length()) {
            int end = text.indexOf('\n', begin);
            line++;
            parser.line(text.substring(begin, end < 0 ? text.length() : end), line, end < 0, place);
            begin = end < 0 ? text.length() : end + 1;
        }
        if (openMetrics && !parser.ended) {
            throw failure(place, line, 1, "the text was cut off: its end, # EOF, is missing");
        }
        return new Exposition(parser.samples(), parser.repeated);
    }

    private void line(String line, int number, boolean last, String place) {
        var scan = new LineScan(line);
        try {
            if (ended) {
                throw new Malformed("there is text behind # EOF");
            }
            if (openMetrics && line.equals("# EOF")) {
                ended = true;
                return;
            }
            if (last) {
                throw new Malformed("the text was cut off: its last line has no end");
            }
            if (scan.blanks().done()) {
                return;
            }
            if (scan.take('#')) {
                comment(scan.blanks());
            } else {
                sample(scan);
            }
        } catch (Malformed malformed) {
            throw failure(place, number, scan.column(), malformed.reason());
        }
    }

    private void comment(LineScan scan) throws Malformed {
        if (!scan.word().equals("TYPE")) {
            return;
        }
        scan.blanks();
        String metric = scan.at('"') ? scan.quoted() : scan.name(true);
        types.name(metric, scan.blanks().word());
        if (!scan.blanks().done()) {
            throw new Malformed("there is text behind the type");
        }
    }

    private void sample(LineScan scan) throws Malformed {
        String name = scan.at('{') ? null : scan.name(true);
        var labels = new TreeMap<String, String>();
        if (scan.blanks().take('{')) {
            name = labels(scan, name, labels);
            scan.blanks();
        }
        if (name == null) {
            throw new Malformed("the name of the metric is missing");
        }
        BigDecimal value = number(scan.word());
        String time = scan.blanks().at('#') ? "" : scan.word();
        if (!scan.blanks().done() && !scan.at('#')) {
            throw new Malformed("there is text behind the sample");
        }
        keep(new Series(name, labels), value, time.isEmpty() ? null : time(time));
    }

    /** Up to the closing brace; gives the name of the metric, which may stand among them in quotes. */
    private static @Nullable String labels(LineScan scan, @Nullable String outside, Map<String, String> labels)
            throws Malformed {
        String name = outside;
        while (!scan.blanks().take('}')) {
            boolean quoted = scan.at('"');
            String label = quoted ? scan.quoted() : scan.name(false);
            if (scan.blanks().take('=')) {
                scan.blanks();
                if (labels.put(label, scan.quoted()) != null) {
                    throw new Malformed("the label " + label + " stands twice");
                }
            } else if (quoted && name == null) {
                name = label;
            } else {
                throw new Malformed("the label " + label + " has no value");
            }
            if (!scan.blanks().take(',') && !scan.at('}')) {
                throw new Malformed("',' or '}' is missing");
            }
        }
        return name;
    }

    private static @Nullable BigDecimal number(String text) throws Malformed {
        try {
            return SampleValue.parse(text);
        } catch (NumberFormatException unreadable) {
            throw new Malformed("\"" + text + "\" is no number");
        }
    }

    /** Milliseconds as a whole number, or in OpenMetrics seconds with decimals. */
    private Instant time(String text) throws Malformed {
        try {
            if (!openMetrics) {
                return Instant.ofEpochMilli(Long.parseLong(text));
            }
            BigDecimal seconds = SampleValue.parse(text);
            if (seconds != null) {
                return moment(seconds);
            }
        } catch (NumberFormatException | DateTimeException unreadable) {
            // Told below.
        }
        throw new Malformed("\"" + text + "\" is no timestamp");
    }

    /** Seconds since 1970, to the microsecond. */
    static Instant instant(BigDecimal seconds) {
        long micros = seconds.multiply(MICROS).setScale(0, RoundingMode.DOWN).longValueExact();
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }

    private static Instant moment(BigDecimal seconds) throws Malformed {
        try {
            return instant(seconds);
        } catch (DateTimeException | ArithmeticException absurd) {
            throw new Malformed(seconds + " seconds since 1970 is no moment");
        }
    }

    private void keep(Series series, @Nullable BigDecimal value, @Nullable Instant time) throws Malformed {
        var family = types.of(series.name());
        if (family.created()) {
            if (value != null) {
                born.put(counter(family.name(), series), moment(value));
            }
            return;
        }
        var sample = new Sample(series, family.kind(), value, time, null);
        Sample before = samples.putIfAbsent(series, sample);
        if (before != null && newer(time, before.time())) {
            samples.put(series, sample);
        } else if (before != null && !newer(before.time(), time)) {
            repeated.add(series);
        }
    }

    /** A series may come with several points in time; the newest counts. */
    private static boolean newer(@Nullable Instant one, @Nullable Instant other) {
        return one != null && other != null && one.isAfter(other);
    }

    /** What a family's {@code _created} speaks of: all samples of one set of labels, whatever their bucket. */
    private static Series counter(String family, Series series) {
        var labels = new TreeMap<>(series.labels());
        labels.remove("le");
        labels.remove("quantile");
        return new Series(family, labels);
    }

    private List<Sample> samples() {
        return samples.values().stream()
                .map(each -> each.kind() != Sample.Kind.COUNTER
                        ? each
                        : new Sample(
                                each.series(),
                                each.kind(),
                                each.value(),
                                each.time(),
                                born.get(counter(types.of(each.series().name()).name(), each.series()))))
                .toList();
    }

    private static Failure failure(String place, int line, int column, String reason) {
        return new Failure(
                "collect.exposition",
                "Line " + line + ", column " + column + " of what " + place + " shows: " + reason + ".",
                "Nothing of it was taken; counters have it the next time. Correct the program that shows it.");
    }
}
