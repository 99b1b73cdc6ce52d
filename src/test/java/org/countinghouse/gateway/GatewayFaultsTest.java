package org.countinghouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.countinghouse.security.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Callers that misbehave, and an end in the middle of work. */
@Timeout(120)
class GatewayFaultsTest {
    @TempDir
    private Path folder;

    @Test
    void slowAndEndlessBodiesAreEnded() throws Exception {
        try (var gateway = RunningGateway.in(folder, settings(5_000))) {
            String head =
                    "POST /api/v1/usage HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                            + gateway.token(Scope.USAGE_WRITE) + "\r\nContent-Length: 100000\r\n\r\n";
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
                OutputStream out = socket.getOutputStream();
                out.write(head.getBytes(StandardCharsets.US_ASCII));
                long start = System.nanoTime();
                Thread dripping = Thread.ofVirtual().start(() -> drip(out));
                String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
                assertThat(answer).startsWith("HTTP/1.1 408");
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
                dripping.interrupt();
            }
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
                socket.getOutputStream().write("GET /hea".getBytes(StandardCharsets.US_ASCII));
                socket.setSoTimeout(30_000);
                InputStream in = socket.getInputStream();
                in.readAllBytes();
            }
            String large = head.replace("100000", "52428800");
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
                socket.getOutputStream().write(large.getBytes(StandardCharsets.US_ASCII));
                String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
                assertThat(answer).startsWith("HTTP/1.1 413");
            }
            assertThat(gateway.get("/health", null).status()).isEqualTo(200);
        }
    }

    /** Nobody says beforehand how large it is. */
    @Test
    void aBodyInEndlessPiecesIsEndedAtItsBound() throws Exception {
        try (var gateway = RunningGateway.in(folder, settings(5_000));
                var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("POST /api/v1/usage HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                                    + gateway.token(Scope.USAGE_WRITE) + "\r\nTransfer-Encoding: chunked\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] piece = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            var sent = new AtomicInteger();
            Thread sending = Thread.ofVirtual().start(() -> {
                try {
                    for (int pieces = 0; pieces < 800; pieces++) {
                        out.write(piece);
                        sent.incrementAndGet();
                    }
                } catch (IOException closed) {
                    // As it should be.
                }
            });
            String answer;
            try {
                answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            } catch (SocketException reset) {
                answer = "HTTP/1.1 413";
            }
            assertThat(answer).startsWith("HTTP/1.1 413");
            sending.join(Duration.ofSeconds(30));
            assertThat(sent.get()).as("pieces of 64 KB that were taken").isLessThan(800);
            assertThat(gateway.get("/health", null).status()).isEqualTo(200);
        }
    }

    private static void drip(OutputStream out) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                out.write(' ');
                out.flush();
                Thread.sleep(100);
            }
        } catch (Exception ended) {
            // The gateway closed the connection, as it should.
        }
    }

    @Test
    void tooManyRequestsAreSentAway() {
        try (var gateway = RunningGateway.in(folder, settings(5))) {
            String token = gateway.token(Scope.USAGE_READ);
            var statuses = new ArrayList<Integer>();
            for (int i = 0; i < 30; i++) {
                var answer = gateway.get("/api/v1/usage/acme", token);
                statuses.add(answer.status());
                if (answer.status() == 429) {
                    assertThat(answer.code()).isEqualTo("request.rate");
                    assertThat(answer.headers().get("Retry-After")).isEqualTo("1");
                }
            }
            assertThat(statuses).contains(200, 429);
            assertThat(gateway.get("/api/v1/usage/acme", gateway.token(Scope.USAGE_READ))
                            .status())
                    .as("another token has its own rate")
                    .isEqualTo(200);
        }
    }

    @Test
    void aRevokedTokenStopsWorkingAtOnce() throws Exception {
        try (var gateway = RunningGateway.in(folder)) {
            String token = gateway.token(Scope.USAGE_READ);
            assertThat(gateway.get("/api/v1/usage/acme", token).status()).isEqualTo(200);
            UUID id = gateway.workspace().accessTokens().list().getFirst().id();
            gateway.workspace().accessTokens().revoke(id);
            long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
            while (gateway.get("/api/v1/usage/acme", token).status() == 200 && System.nanoTime() < end) {
                Thread.sleep(20);
            }
            var answer = gateway.get("/api/v1/usage/acme", token);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.code()).isEqualTo("token.revoked");
            assertThat(answer.headers().get("WWW-Authenticate")).isEqualTo("Bearer");
        }
    }

    @Test
    void whatIsAnsweredBeforeTheEndIsStoredAndNothingElseIs() throws Exception {
        var acknowledged = new ArrayList<Future<List<String>>>();
        try (var gateway = RunningGateway.in(folder);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            String token = gateway.token(Scope.USAGE_WRITE);
            for (int caller = 0; caller < 16; caller++) {
                int number = caller;
                acknowledged.add(callers.submit(() -> {
                    var stored = new ArrayList<String>();
                    for (int i = 0; i < 10_000; i++) {
                        String id = number + "-" + i;
                        try {
                            if (gateway.post("/api/v1/usage", token, event(id)).status() != 200) {
                                return stored;
                            }
                        } catch (java.io.UncheckedIOException closed) {
                            return stored;
                        }
                        stored.add(id);
                    }
                    return stored;
                }));
            }
            Thread.sleep(1_500);
            gateway.gateway().close();
            long told = 0;
            for (var each : acknowledged) {
                told += each.get().size();
            }
            assertThat(told).isPositive();
            assertThat(gateway.world()
                            .number("select count(*) from usage_event")
                            .longValueExact())
                    .as("every request that ran was finished and answered")
                    .isEqualTo(told);
            assertThat(gateway.world().rollupDifferences()).isZero();
            assertThat(gateway.world()
                            .number("select accepted from import_batch where format = 'http'")
                            .longValueExact())
                    .isEqualTo(told);
        }
    }

    private static String event(String id) {
        return "{\"customer\":\"acme\",\"id\":\"" + id + "\",\"event\":\"api_call\",\"time\":\"2026-11-01T10:00:00Z\"}";
    }

    private static GatewaySettings settings(int rate) {
        return new GatewaySettings(
                "127.0.0.1",
                0,
                1 << 20,
                rate,
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                Duration.ZERO,
                Duration.ZERO);
    }
}
