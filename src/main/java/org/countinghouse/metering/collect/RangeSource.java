package org.countinghouse.metering.collect;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.countinghouse.metering.Hashes;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Asks a Prometheus server for what a query gives at each step of a grid of moments: {@code POST /api/v1/query_range}. It
 * goes on from the last moment it has, so an outage of either leaves no gap and no overlap, as long as the server still
 * has the time.
 */
public final class RangeSource implements Source {
    /** Prometheus refuses more than 11,000 steps; fewer at once keep answers small and each round soon on disk. */
    static final int MOST_POINTS = 1_000;

    /** The server may still be taking in what happened just now. */
    static final Duration SETTLING = Duration.ofMinutes(1);

    /** Its limit on samples is an error of execution, as others are: fewer steps need fewer. */
    private static final int TOO_MANY_SAMPLES = 422;

    private final PrometheusHttp http = new PrometheusHttp();
    private final HttpUrl url;
    private final String query;
    private final Duration step;
    private final @Nullable Instant since;
    private final MappedSamples samples;
    private int points = MOST_POINTS;

    /**
     * @param url of the server
     * @param step whole seconds
     * @param since where to begin the first time; null = now
     * @throws Failure {@code collect.url}
     */
    public RangeSource(
            String url, String query, Duration step, @Nullable Instant since, Mapping mapping, Subject subject) {
        this.url = PrometheusHttp.url(url)
                .newBuilder()
                .addPathSegments("api/v1/query_range")
                .build();
        this.query = query;
        this.step = step;
        this.since = since;
        samples = new MappedSamples(mapping, subject, step, true);
    }

    @Override
    public String name() {
        return PrometheusHttp.place(url);
    }

    @Override
    public boolean collect(Round round) {
        Instant newest = grid(round.now().minus(SETTLING));
        Instant reached = reached(round, newest);
        Instant first = reached.plus(step);
        Instant most = reached.plus(step.multipliedBy(points));
        Instant last = most.isBefore(newest) ? most : newest;
        if (first.isAfter(last)) {
            return false;
        }
        var answer = ask(first, last);
        if (answer.isEmpty()) {
            points = Math.max(1, points / 2);
            return true;
        }
        var range = RangeAnswer.read(answer.get(), name());
        range.samples().stream()
                .filter(sample -> within(sample, first, last))
                .forEach(sample -> samples.add(round, sample));
        range.warnings().forEach(round::tell);
        samples.tell(round);
        round.mark(memory(), new Mark(BigDecimal.ZERO, last));
        return last.isBefore(newest);
    }

    /** Empty when it is too much at once and less can be asked for. */
    private Optional<PrometheusHttp.Answer> ask(Instant first, Instant last) {
        var request = new Request.Builder()
                .url(url)
                .post(new FormBody.Builder()
                        .add("query", query)
                        .add("start", Long.toString(first.getEpochSecond()))
                        .add("end", Long.toString(last.getEpochSecond()))
                        .add("step", Long.toString(step.toSeconds()))
                        .build())
                .build();
        boolean several = first.isBefore(last) && points > 1;
        try {
            var answer = http.ask(request);
            return several && answer.status() == TOO_MANY_SAMPLES ? Optional.empty() : Optional.of(answer);
        } catch (Failure failure) {
            if (several && failure.code().equals(PrometheusHttp.TOO_LARGE)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** The last moment that was asked for. */
    private Instant reached(Round round, Instant newest) {
        Mark mark = round.mark(memory());
        if (mark != null) {
            return grid(mark.at());
        }
        return since == null ? newest.minus(step) : grid(since.minusNanos(1));
    }

    private static boolean within(Sample sample, Instant first, Instant last) {
        Instant time = sample.time();
        return time != null && !time.isBefore(first) && !time.isAfter(last);
    }

    /** Another query or another step goes its own way. */
    private String memory() {
        return "range " + step.toSeconds() + " " + new Hashes().of(query);
    }

    /** The last moment of the grid that is not after the time. */
    private Instant grid(Instant time) {
        long seconds = step.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
    }
}
