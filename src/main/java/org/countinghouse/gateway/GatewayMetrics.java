package org.countinghouse.gateway;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import org.countinghouse.metering.UsageIntake;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** What Prometheus reads: requests, usage, billing, customers, plans and queues. */
final class GatewayMetrics {
    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Histogram durations;
    private final BusinessFigures.Source business;
    private BusinessFigures figures = BusinessFigures.NONE;
    private long readAt = System.nanoTime() - FRESH_NANOS;

    GatewayMetrics(UsageIntake intake, BusinessFigures.Source business) {
        this.business = business;
        JvmMetrics.builder().register(registry);
        durations = Histogram.builder()
                .name("countinghouse_http_request_duration_seconds")
                .help("Time from a request's first byte to its answer.")
                .labelNames("method", "route", "status")
                .classicOnly()
                .classicUpperBounds(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
                .register(registry);
        CounterWithCallback.builder()
                .name("countinghouse_usage_events_total")
                .help("Usage events that came in over HTTP, by what became of them.")
                .labelNames("result")
                .callback(sample -> {
                    sample.call((double) intake.figures().stored(), "stored");
                    sample.call((double) intake.figures().duplicates(), "duplicate");
                    sample.call((double) intake.figures().conflicts(), "conflict");
                    sample.call((double) intake.figures().rejected(), "rejected");
                })
                .register(registry);
        CounterWithCallback.builder()
                .name("countinghouse_usage_transactions_total")
                .help("Commits that stored the usage.")
                .callback(sample -> sample.call((double) intake.figures().transactions()))
                .register(registry);
        gauge("countinghouse_usage_queue_events", "Usage events that wait to be stored.", intake::waitingEvents);
        gauge(
                "countinghouse_usage_stored_events",
                "Metered usage events of the last 24 hours.",
                () -> figures().recentEvents());
        gauge(
                "countinghouse_customers",
                "Customers that are not closed.",
                () -> figures().customers());
        gauge(
                "countinghouse_review_queue_invoices",
                "Invoices that wait for review.",
                () -> figures().reviewQueue());
        labelled(
                "countinghouse_plan_subscriptions",
                "Running subscriptions by plan.",
                "plan",
                () -> figures().plans());
        labelled(
                "countinghouse_billing_events",
                "Invoices by status.",
                "status",
                () -> figures().invoices());
        labelled(
                "countinghouse_customer_events",
                "Metered events of the last 24 hours, ten top customers.",
                "customer",
                () -> figures().topCustomers());
        labelled(
                "countinghouse_mail_messages",
                "Messages that did not go out, by state; failed and unsure ones need somebody.",
                "state",
                () -> figures().messages());
    }

    private interface Figure {
        long now();
    }

    private interface Figures {
        java.util.Map<String, Long> now();
    }

    private void gauge(String name, String help, Figure number) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(sample -> sample.call((double) number.now()))
                .register(registry);
    }

    private void labelled(String name, String help, String label, Figures numbers) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(sample -> numbers.now().forEach((value, number) -> sample.call((double) number, value)))
                .register(registry);
    }

    /** @param route as registered, so that there are few of them */
    void request(String method, String route, int status, long nanos) {
        durations
                .labelValues(method, route, Integer.toString(status))
                .observe(nanos / (double) TimeUnit.SECONDS.toNanos(1));
    }

    /** Counting customers and plans takes the database a moment, so it is done at most every ten seconds. */
    private synchronized BusinessFigures figures() {
        long now = System.nanoTime();
        if (now - readAt >= FRESH_NANOS) {
            readAt = now;
            try {
                figures = business.read();
            } catch (Failure away) {
                figures = BusinessFigures.NONE;
            }
        }
        return figures;
    }

    /** @param about only metrics with this word in their name; null = all */
    byte[] text(@Nullable String about) {
        var out = new ByteArrayOutputStream(1 << 15);
        try {
            PrometheusTextFormatWriter.create()
                    .write(
                            out,
                            about == null
                                    ? registry.scrape()
                                    : registry.scrape(name -> name.startsWith("countinghouse_" + about)));
            return out.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
