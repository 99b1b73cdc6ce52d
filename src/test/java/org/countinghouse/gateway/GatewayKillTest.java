package org.countinghouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.countinghouse.CommandProcess;
import org.countinghouse.metering.MeteredWorld;
import org.countinghouse.security.AccessTokens;
import org.countinghouse.security.Scope;
import org.countinghouse.security.TokenSecret;
import org.countinghouse.storage.DataHome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gateway as a process of its own, killed in the middle of work: what it acknowledged is there, once. */
@Timeout(300)
class GatewayKillTest {
    private static final int CALLERS = 8;
    private static final Pattern PORT = Pattern.compile(":(\\d+)/");
    private static final MediaType JSON = MediaType.get("application/json");

    @TempDir
    private Path folder;

    private final OkHttpClient client =
            new OkHttpClient.Builder().readTimeout(Duration.ofSeconds(30)).build();

    @Test
    void whatWasAcknowledgedIsThereOnceAfterAKill() throws Exception {
        killAndSendAgain(5);
    }

    @Test
    @Tag("faults")
    @Timeout(3_600)
    void whatWasAcknowledgedIsThereOnceAfterAHundredKills() throws Exception {
        killAndSendAgain(100);
    }

    private void killAndSendAgain(int rounds) throws Exception {
        try (var world = MeteredWorld.in(folder)) {
            String token = token(world);
            Set<String> acknowledged = ConcurrentHashMap.newKeySet();
            Set<String> sent = ConcurrentHashMap.newKeySet();
            var random = new Random(42);
            for (int round = 0; round < rounds; round++) {
                Process gateway = start(world);
                int port = port(gateway);
                killAmid(
                        gateway,
                        port,
                        token,
                        round,
                        Duration.ofMillis(300 + random.nextInt(1_500)),
                        sent,
                        acknowledged);
            }
            assertThat(acknowledged).isNotEmpty();
            assertThat(stored(world)).containsAll(acknowledged);
            assertThat(world.rollupDifferences()).isZero();
            Process last = start(world);
            try {
                int port = port(last);
                for (String id : sent) {
                    assertThat(post(port, token, id)).as("sent again").isEqualTo(200);
                }
            } finally {
                last.destroyForcibly().waitFor();
            }
            assertThat(stored(world)).hasSameSizeAs(sent).containsAll(sent);
            assertThat(world.rollupDifferences()).isZero();
        }
    }

    private String token(MeteredWorld world) {
        return new AccessTokens(world.database(), Clock.systemUTC())
                .issue(
                        "killed",
                        Set.of(Scope.USAGE_WRITE),
                        null,
                        Duration.ofDays(1),
                        TokenSecret.of(Map.of(), new DataHome(folder)))
                .text();
    }

    private void killAmid(
            Process gateway,
            int port,
            String token,
            int round,
            Duration after,
            Set<String> sent,
            Set<String> acknowledged)
            throws Exception {
        var callers = new ArrayList<Future<?>>();
        try (var threads = Executors.newFixedThreadPool(CALLERS)) {
            for (int caller = 0; caller < CALLERS; caller++) {
                String prefix = round + "-" + caller + "-";
                callers.add(threads.submit(() -> {
                    for (int i = 0; i < 200; i++) {
                        sent.add(prefix + i);
                        if (post(port, token, prefix + i) != 200) {
                            return;
                        }
                        acknowledged.add(prefix + i);
                    }
                }));
            }
            Thread.sleep(after);
            gateway.destroyForcibly().waitFor();
            for (Future<?> caller : callers) {
                caller.get();
            }
        }
    }

    /** The status; 0 when no answer came. */
    private int post(int port, String token, String id) {
        var body = "{\"customer\":\"acme\",\"id\":\"" + id
                + "\",\"event\":\"api_call\",\"time\":\"2026-11-01T10:00:00Z\",\"quantity\":2}";
        var request = new Request.Builder()
                .url("http://127.0.0.1:" + port + "/api/v1/usage")
                .header("Authorization", "Bearer " + token)
                .post(RequestBody.create(body, JSON))
                .build();
        try (Response response = client.newCall(request).execute()) {
            return response.code();
        } catch (IOException gone) {
            return 0;
        }
    }

    private static List<String> stored(MeteredWorld world) {
        return world.database().read(connection -> {
            try (var statement = connection.prepareStatement("select event_id from usage_event");
                    var rows = statement.executeQuery()) {
                var ids = new ArrayList<String>();
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
                return ids;
            }
        });
    }

    private Process start(MeteredWorld world) throws IOException {
        return CommandProcess.on(world.test().name(), folder, "serve", "--port", "0")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static int port(Process gateway) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(gateway.getInputStream(), StandardCharsets.UTF_8));
        String line = String.valueOf(lines.readLine());
        Matcher port = PORT.matcher(line);
        assertThat(port.find()).as(line).isTrue();
        return Integer.parseInt(port.group(1));
    }
}
