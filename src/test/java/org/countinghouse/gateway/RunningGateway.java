package org.countinghouse.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.countinghouse.catalog.Json;
import org.countinghouse.metering.MeteredWorld;
import org.countinghouse.security.Scope;
import org.countinghouse.security.TokenSecret;
import org.countinghouse.storage.DataHome;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.work.Progress;
import org.countinghouse.work.PromptSockets;
import org.countinghouse.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/** A gateway on a free port over a real database, and a client. */
final class RunningGateway implements AutoCloseable {
    private final MeteredWorld world;
    private final Workspace workspace;
    private final TokenSecret secret;
    private final Gateway gateway;
    private final int port;
    private final OkHttpClient client = new OkHttpClient.Builder()
            .socketFactory(new PromptSockets())
            .readTimeout(Duration.ofSeconds(60))
            .build();

    /** What came back. */
    record Answer(int status, String type, String text, okhttp3.Headers headers) {
        JsonNode json() {
            return Json.parse(text);
        }

        String code() {
            return json().path("code").asText();
        }
    }

    private RunningGateway(MeteredWorld world, Path folder, GatewaySettings settings) {
        this.world = world;
        var database = TestDatabase.shared(world.test().name(), "postgres", TestDatabase.superuserPassword());
        workspace = Workspace.open(new DataHome(folder), database, MeteredWorld.CLOCK, Progress.NONE);
        secret = TokenSecret.of(Map.of(), workspace.home());
        gateway = Gateway.start(workspace, settings, secret);
        port = gateway.port();
    }

    static RunningGateway in(Path folder) {
        return in(folder, settings());
    }

    static RunningGateway in(Path folder, GatewaySettings settings) {
        return new RunningGateway(MeteredWorld.in(folder), folder, settings);
    }

    static GatewaySettings settings() {
        return GatewaySettings.of("127.0.0.1", 0, Map.of("COUNTINGHOUSE_MAX_BODY_MB", "2"));
    }

    MeteredWorld world() {
        return world;
    }

    Workspace workspace() {
        return workspace;
    }

    int port() {
        return port;
    }

    Gateway gateway() {
        return gateway;
    }

    OkHttpClient client() {
        return client;
    }

    String token(Scope... scopes) {
        return token(null, scopes);
    }

    String token(@Nullable String customer, Scope... scopes) {
        return workspace
                .accessTokens()
                .issue("test " + UUID.randomUUID(), Set.of(scopes), customer, Duration.ofDays(1), secret)
                .text();
    }

    Answer get(String path, @Nullable String token) {
        return call(request(path, token).build());
    }

    Answer post(String path, @Nullable String token, String body) {
        return post(path, token, "application/json", body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    Answer post(String path, @Nullable String token, String type, byte[] body) {
        return call(request(path, token)
                .post(RequestBody.create(body, MediaType.get(type)))
                .build());
    }

    Request.Builder request(String path, @Nullable String token) {
        var request = new Request.Builder().url("http://127.0.0.1:" + port() + path);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    Answer call(Request request) {
        try (Response response = client.newCall(request).execute()) {
            return new Answer(
                    response.code(),
                    String.valueOf(response.header("Content-Type")),
                    response.body().string(),
                    response.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        gateway.close();
        workspace.close();
        world.close();
    }
}
