package org.countinghouse.metering.collect;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.catalog.Json;
import org.countinghouse.metering.collect.Sample.Kind;
import org.countinghouse.work.Failure;

/**
 * What a Prometheus server answers to a range query: a matrix, in which each series has a list of times (seconds) and
 * values (text). Native histograms, which have no single value, are told and left out. Format: "HTTP API", "Range
 * vectors", prometheus.io/docs/prometheus/latest/querying/api.
 *
 * @param samples of each series in the order of time
 * @param warnings sentences of the server
 */
record RangeAnswer(List<Sample> samples, List<String> warnings) {
    private static final String NAME = "__name__";

    /** @throws Failure {@code collect.refused} with the server's own reason, or {@code collect.answer} */
    static RangeAnswer read(PrometheusHttp.Answer answer, String place) {
        JsonNode json = parse(answer, place);
        if (answer.status() != 200 || !json.path("status").asText().equals("success")) {
            throw new Failure(
                    "collect.refused",
                    place + " answers " + answer.status() + ": "
                            + json.path("error").asText("no reason") + ".",
                    "Correct the query or look after the server; it is asked again from the same moment on.");
        }
        JsonNode data = json.path("data");
        if (!data.path("resultType").asText().equals("matrix")) {
            throw foreign(place);
        }
        var samples = new ArrayList<Sample>();
        var warnings = new ArrayList<String>();
        json.path("warnings").forEach(warning -> warnings.add(place + " warns: " + warning.asText()));
        for (JsonNode each : data.path("result")) {
            Series series = series(each.path("metric"));
            for (JsonNode point : each.path("values")) {
                samples.add(sample(series, point, place));
            }
            if (each.has("histograms")) {
                warnings.add(series + " is a native histogram, which has no single value. It was left out.");
            }
        }
        return new RangeAnswer(samples, warnings);
    }

    private static JsonNode parse(PrometheusHttp.Answer answer, String place) {
        try {
            return Json.parse(answer.text());
        } catch (CatalogFailure unreadable) {
            if (answer.status() != 200) {
                return Json.object();
            }
            throw foreign(place);
        }
    }

    private static Series series(JsonNode metric) {
        var labels = new TreeMap<String, String>();
        metric.properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        String name = labels.remove(NAME);
        return new Series(name == null ? "" : name, labels);
    }

    private static Sample sample(Series series, JsonNode point, String place) {
        try {
            Instant time = ExpositionParser.instant(point.path(0).decimalValue());
            return new Sample(
                    series, Kind.UNKNOWN, SampleValue.parse(point.path(1).asText()), time, null);
        } catch (NumberFormatException | ArithmeticException | DateTimeException unreadable) {
            throw foreign(place);
        }
    }

    private static Failure foreign(String place) {
        return new Failure(
                "collect.answer",
                "What " + place + " answers is not the result of a range query.",
                "Name the address of a Prometheus server with --url, such as http://127.0.0.1:9090.");
    }
}
