package org.countinghouse.metering.collect;

import java.time.Duration;
import java.util.Locale;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.countinghouse.work.Failure;

/** Scrapes the metrics that a program shows, as Prometheus does. */
public final class ScrapeSource implements Source {
    /** OpenMetrics first: it says where its text ends, and when counters began. */
    private static final String ACCEPT = "application/openmetrics-text;version=1.0.0,"
            + "application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

    private final PrometheusHttp http = new PrometheusHttp();
    private final HttpUrl url;
    private final MappedSamples samples;

    /**
     * @param longest so long a value is taken to have held before it was measured
     * @throws Failure {@code collect.url}
     */
    public ScrapeSource(String url, Mapping mapping, Subject subject, Duration longest) {
        this.url = PrometheusHttp.url(url);
        samples = new MappedSamples(mapping, subject, longest, false);
    }

    @Override
    public String name() {
        return PrometheusHttp.place(url);
    }

    @Override
    public boolean collect(Round round) {
        var answer =
                http.ask(new Request.Builder().url(url).header("Accept", ACCEPT).build());
        if (answer.status() != 200) {
            throw new Failure(
                    "collect.refused",
                    name() + " answers " + answer.status() + " instead of metrics.",
                    "It is asked again in the next round; what counters count meanwhile is not lost.");
        }
        boolean openMetrics = answer.type().toLowerCase(Locale.ROOT).startsWith("application/openmetrics-text");
        var exposition = ExpositionParser.parse(answer.text(), openMetrics, name());
        exposition.samples().forEach(sample -> samples.add(round, sample));
        samples.tell(round);
        if (!exposition.repeated().isEmpty()) {
            round.tell(exposition.repeated().getFirst() + " stands there more than once; its first value was taken.");
        }
        return false;
    }
}
