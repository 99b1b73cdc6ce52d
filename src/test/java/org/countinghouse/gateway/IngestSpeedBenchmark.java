package org.countinghouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.countinghouse.security.Scope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much usage the gateway takes in over loopback, each answer after its commit; client and server share the cores. */
@Tag("bench")
class IngestSpeedBenchmark {
    private static final int CUSTOMERS = 100;

    @TempDir
    static Path folder;

    private static RunningGateway gateway;
    private static String token;

    @BeforeAll
    static void open() {
        gateway = RunningGateway.in(
                folder, GatewaySettings.of("127.0.0.1", 0, java.util.Map.of("COUNTINGHOUSE_RATE_LIMIT", "1000000")));
        token = gateway.token(Scope.USAGE_WRITE, Scope.USAGE_READ, Scope.BILLING_READ);
        String[] customers = new String[CUSTOMERS];
        Arrays.setAll(customers, i -> "customer-" + i);
        gateway.world().customers(customers);
        gateway.client().dispatcher().setMaxRequestsPerHost(256);
    }

    @AfterAll
    static void close() {
        gateway.close();
    }

    @Test
    void batchesOfAHundredFromTwoClients() throws Exception {
        run("warm-up", 2, Integer.getInteger("warm-up", 600), call -> batch("w" + call, 100));
        run("batches of 100, 2 clients", 2, 600, call -> batch("b" + call, 100));
        var dashboards = new Dashboards();
        try (dashboards) {
            run("the same with 20 dashboards", 2, 1_200, call -> batch("d" + call, 100));
        }
        System.out.printf(Locale.ROOT, "dashboards: %d answers%n", dashboards.answers.get());
        assertThat(dashboards.answers.get()).isGreaterThan(20);
    }

    @Test
    void singleEventsFromManyClients() throws Exception {
        run("warm-up", 32, 10_000, call -> batch("v" + call, 1));
        run("single events, 32 clients", 32, 20_000, call -> batch("s" + call, 1));
    }

    private static void run(String what, int clients, int calls, IntFunction<String> body) throws Exception {
        long[] nanos = new long[calls];
        var work = new ArrayList<Callable<Long>>();
        for (int client = 0; client < clients; client++) {
            int first = client;
            work.add(() -> {
                long events = 0;
                for (int call = first; call < calls; call += clients) {
                    String text = body.apply(call);
                    long start = System.nanoTime();
                    var answer = gateway.post("/api/v1/usage", token, text);
                    nanos[call] = System.nanoTime() - start;
                    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
                    events += answer.json().path("stored").asLong();
                }
                return events;
            });
        }
        Duration server = serverTime();
        Duration own = ownTime();
        long start = System.nanoTime();
        long events = 0;
        try (var threads = Executors.newFixedThreadPool(clients)) {
            for (var done : threads.invokeAll(work)) {
                events += done.get();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%s: %d events in %.2f s = %.0f events/s; p50 %.1f ms, p99 %.1f ms; %.1f events a commit; processor time %.0f us"
                        + " an event in the database, %.0f us in client and gateway%n",
                what,
                events,
                seconds,
                events / seconds,
                nanos[calls / 2] / 1e6,
                nanos[calls * 99 / 100] / 1e6,
                gateway.gateway().eventsPerCommit(),
                serverTime().minus(server).toNanos() / 1e3 / events,
                ownTime().minus(own).toNanos() / 1e3 / events);
    }

    /** Twenty people with a dashboard open: each asks for its figures every two seconds. */
    private static final class Dashboards implements AutoCloseable {
        private static final List<String> QUESTIONS = List.of(
                "/api/v1/usage/aggregations?meter=calls&granularity=hour&from=2026-11-01&to=2026-11-02",
                "/api/v1/usage/aggregations?meter=calls&granularity=day&group_by=region&from=2026-10-01&to=2026-11-02",
                "/api/v1/usage/customer-7?from=2026-10-01&to=2026-11-02",
                "/api/v1/stats?from=2026-10-01&to=2026-11-02");

        final AtomicLong answers = new AtomicLong();
        private final ScheduledExecutorService people = Executors.newScheduledThreadPool(20);
        private final List<ScheduledFuture<?>> looks = new ArrayList<>();

        Dashboards() {
            for (int person = 0; person < 20; person++) {
                looks.add(people.scheduleAtFixedRate(this::look, person * 100L, 2_000, TimeUnit.MILLISECONDS));
            }
        }

        private void look() {
            for (String question : QUESTIONS) {
                var answer = gateway.get(question, token);
                if (answer.status() != 200) {
                    throw new AssertionError(question + ": " + answer.text());
                }
                answers.incrementAndGet();
            }
        }

        @Override
        public void close() {
            people.shutdown();
            assertThat(looks).as("nobody was refused").noneMatch(look -> look.state() == Future.State.FAILED);
        }
    }

    private static Duration ownTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Of all processes of the database; those that ended meanwhile are missing. */
    private static Duration serverTime() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").endsWith("/postgres"))
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static String batch(String id, int events) {
        var text = new StringBuilder("[");
        for (int i = 0; i < events; i++) {
            text.append(i == 0 ? "" : ",")
                    .append("{\"customer\":\"customer-")
                    .append(Math.floorMod((id + i).hashCode(), CUSTOMERS))
                    .append("\",\"id\":\"")
                    .append(id)
                    .append('-')
                    .append(i)
                    .append("\",\"event\":\"api_call\",\"time\":\"2026-11-01T1")
                    .append(i % 10)
                    .append(":00:00Z\",\"quantity\":3,\"properties\":{\"region\":\"eu\",\"path\":\"/v1/things\"}}");
        }
        return text.append(']').toString();
    }
}
