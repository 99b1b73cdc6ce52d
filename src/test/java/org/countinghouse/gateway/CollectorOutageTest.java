package org.countinghouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.countinghouse.CommandProcess;
import org.countinghouse.catalog.Json;
import org.countinghouse.metering.MeteredWorld;
import org.countinghouse.security.Scope;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A collector as a process of its own before a real gateway: killed at any moment, refused by a gateway that was away,
 * and at the end the usage that is stored is what the counter rose by.
 */
@Timeout(300)
class CollectorOutageTest {
    private static final String MAPPING = """
            {"rules":[{"metric":"calls_total","event":"api_call","labels":{"region":"region"}}]}""";

    @TempDir
    private Path folder;

    private final AtomicInteger counter = new AtomicInteger(1_000);

    @Test
    void whatIsStoredIsWhatTheCounterRoseByAfterFiveKills() throws Exception {
        killAndCollectOn(5);
    }

    @Test
    @Tag("faults")
    @Timeout(3_600)
    void whatIsStoredIsWhatTheCounterRoseByAfterAHundredKills() throws Exception {
        killAndCollectOn(100);
    }

    private void killAndCollectOn(int rounds) throws Exception {
        HttpServer metrics = metrics();
        try (var gateway = RunningGateway.in(Files.createDirectory(folder.resolve("gateway")))) {
            Path token = Files.writeString(folder.resolve("token"), gateway.token(Scope.USAGE_WRITE));
            Path mapping = Files.writeString(folder.resolve("mapping.json"), MAPPING);
            var program = new CommandProcess(folder.resolve("collector"));
            String[] command = {
                "collect",
                "prometheus",
                "--url",
                "http://127.0.0.1:" + metrics.getAddress().getPort() + "/metrics",
                "--mapping",
                mapping.toString(),
                "--customer",
                "acme",
                "--to",
                "http://127.0.0.1:" + gateway.port(),
                "--token-file",
                token.toString(),
                "--every",
                "1s"
            };
            String[] once = Arrays.copyOf(command, command.length + 1);
            once[command.length] = "--once";
            assertThat(program.run(once).status()).isZero();
            int first = counter.get();
            var random = new Random(5);
            for (int round = 0; round < rounds; round++) {
                Process collector = program.start(command);
                assertThat(collector.waitFor(1_200 + random.nextInt(1_500), TimeUnit.MILLISECONDS))
                        .isFalse();
                collector.destroyForcibly().waitFor();
            }
            var last = program.run(once);
            assertThat(last.status()).as(last.err()).isZero();
            assertThat(Json.parse(last.out()).path("waiting").asInt()).isZero();
            assertThat(gateway.world().number("select sum(quantity) from usage_event"))
                    .isEqualByComparingTo(BigDecimal.valueOf(counter.get() - (long) first));
            assertThat(gateway.world().rollupDifferences()).isZero();
            assertThat(gateway.world().number("select count(*) from usage_inbox"))
                    .isEqualByComparingTo("0");
        } finally {
            metrics.stop(0);
        }
    }

    @Test
    void aGatewayThatWasAwayGetsEverythingOnce() throws Exception {
        HttpServer metrics = metrics();
        Path home = folder.resolve("collector");
        String[] once;
        try (var gateway = RunningGateway.in(Files.createDirectory(folder.resolve("gateway")))) {
            Path token = Files.writeString(folder.resolve("token"), gateway.token(Scope.USAGE_WRITE));
            Path mapping = Files.writeString(folder.resolve("mapping.json"), MAPPING);
            once = new String[] {
                "collect",
                "prometheus",
                "--url",
                "http://127.0.0.1:" + metrics.getAddress().getPort() + "/metrics",
                "--mapping",
                mapping.toString(),
                "--customer",
                "acme",
                "--token-file",
                token.toString(),
                "--once",
                "--spool",
                home.resolve("spool").toString(),
                "--to",
                "http://127.0.0.1:1"
            };
            var program = new CommandProcess(home);
            int first = counter.get() + 1;
            for (int round = 0; round < 3; round++) {
                var away = program.run(once);
                assertThat(away.status()).as(away.out() + away.err()).isEqualTo(round == 0 ? 0 : 1);
                assertThat(away.out()).contains("\"waiting\":" + round + "}");
            }
            once[once.length - 1] = "http://127.0.0.1:" + gateway.port();
            var back = program.run(once);
            assertThat(back.status()).as(back.err()).isZero();
            assertThat(Json.parse(back.out()).path("stored").asInt()).isEqualTo(3);
            assertThat(gateway.world().number("select sum(quantity) from usage_rollup where meter_code = 'calls'"))
                    .isEqualByComparingTo(BigDecimal.valueOf(counter.get() - (long) first));
        } finally {
            metrics.stop(0);
        }
    }

    /** A counter that rises each time it is looked at. */
    private HttpServer metrics() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            int count = counter.incrementAndGet();
            // The gateway of the test lives in another month than the collector: the page says its own time.
            long time = MeteredWorld.CLOCK.instant().getEpochSecond() - 80_000 + count;
            String line = "calls_total{region=\"eu\"} " + count + " " + time;
            byte[] body = ("# TYPE calls counter\n" + line + "\n# EOF\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/openmetrics-text; version=1.0.0");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
