package org.countinghouse.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.countinghouse.catalog.Json;
import org.countinghouse.metering.UsageIntake;
import org.countinghouse.security.Scope;
import org.countinghouse.work.Failure;
import org.countinghouse.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/** The gateway about itself: health, metrics, what it is and what it can. */
final class ServiceRoutes {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Workspace workspace;
    private final UsageIntake intake;
    private final GatewayMetrics metrics;
    private final boolean openMetrics;
    private final Instant startedAt;
    private long askedAt = System.nanoTime() - FRESH.toNanos();
    private boolean answers;

    ServiceRoutes(Workspace workspace, UsageIntake intake, GatewayMetrics metrics, boolean openMetrics) {
        this.workspace = workspace;
        this.intake = intake;
        this.metrics = metrics;
        this.openMetrics = openMetrics;
        this.startedAt = workspace.clock().instant();
    }

    /**
     * Each also under its short path, where probes and Prometheus look for it. Only that one may be open: the other is
     * what a proxy forwards.
     */
    List<Route> routes() {
        return Stream.of(
                        Stream.of(
                                Route.get(Route.BASE + "/info", null, this::info),
                                Route.get(Route.BASE + "/openapi.json", null, ServiceRoutes::description)),
                        ofItself("", openMetrics ? null : Scope.METRICS_READ),
                        ofItself(Route.BASE, Scope.METRICS_READ))
                .flatMap(routes -> routes)
                .toList();
    }

    private Stream<Route> ofItself(String base, @Nullable Scope figures) {
        return Stream.of(
                Route.get(base + "/health", null, context -> health(context, false)),
                Route.get(base + "/health/detailed", figures, context -> health(context, true)),
                Route.get(base + "/metrics", figures, context -> metrics(context, null)),
                Route.get(base + "/metrics/usage", figures, context -> metrics(context, "usage")));
    }

    private void health(Context context, boolean detailed) {
        ObjectNode json = Json.object();
        long start = System.nanoTime();
        boolean up = databaseAnswers();
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        json.put("status", up ? "ok" : "failing");
        ObjectNode dependencies = json.putObject("dependencies");
        ObjectNode database = dependencies.putObject("database");
        database.put("status", up ? "ok" : "failing");
        ObjectNode usage = dependencies.putObject("usage_intake");
        usage.put("status", "ok");
        if (detailed) {
            database.put("answered_in_ms", millis);
            if (up) {
                var known = workspace.database().info();
                database.put("server", known.serverVersion()).put("schema", known.schemaVersion());
            }
            var figures = intake.figures();
            usage.put("waiting", intake.waitingEvents())
                    .put("stored", figures.stored())
                    .put("duplicates", figures.duplicates())
                    .put("conflicts", figures.conflicts())
                    .put("rejected", figures.rejected())
                    .put("transactions", figures.transactions());
            json.put("started_at", startedAt.toString());
            json.put(
                    "uptime_seconds",
                    Duration.between(startedAt, workspace.clock().instant()).toSeconds());
            Runtime machine = Runtime.getRuntime();
            json.putObject("memory")
                    .put("used_bytes", machine.totalMemory() - machine.freeMemory())
                    .put("largest_bytes", machine.maxMemory());
        }
        context.status(up ? 200 : 503).contentType("application/json").result(Json.text(json));
    }

    /** Asked at most once a second: who may ask without a token takes no connection from those who have one. */
    private synchronized boolean databaseAnswers() {
        long now = System.nanoTime();
        if (now - askedAt >= FRESH.toNanos()) {
            answers = asked();
            askedAt = System.nanoTime();
        }
        return answers;
    }

    private boolean asked() {
        try {
            return workspace.database().read(connection -> connection.isValid(2));
        } catch (Failure away) {
            return false;
        }
    }

    /** Of the house as a whole, with the names of customers. */
    private void metrics(Context context, @Nullable String about) {
        Caller caller = Caller.ifKnown(context);
        if (caller != null) {
            caller.requireWhole();
        }
        context.contentType(GatewayMetrics.CONTENT_TYPE).result(metrics.text(about));
    }

    private void info(Context context) {
        String version = ServiceRoutes.class.getPackage().getImplementationVersion();
        context.contentType("application/json")
                .result(Json.text(Json.object()
                        .put("name", "Countinghouse")
                        .put("version", version == null ? "development" : version)
                        .put("api", "v1")
                        .put("description", Route.BASE + "/openapi.json")
                        .put("time", workspace.clock().instant().toString())));
    }

    private static void description(Context context) {
        try (InputStream stream = ServiceRoutes.class.getResourceAsStream("/openapi/openapi.json")) {
            context.contentType("application/json")
                    .result(Objects.requireNonNull(stream, "openapi.json").readAllBytes());
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
