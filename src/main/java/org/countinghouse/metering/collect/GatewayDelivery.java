package org.countinghouse.metering.collect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.countinghouse.catalog.Json;
import org.countinghouse.work.Failure;
import org.countinghouse.work.PromptSockets;

/** Sends events to a gateway: {@code POST /api/v1/usage} with an access token. */
public final class GatewayDelivery implements Delivery {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final Set<Integer> LATER = Set.of(408, 425, 429);
    /** The request as such is wrong; sent again it will be no better. */
    private static final Set<Integer> REFUSED = Set.of(400, 415, 422);

    private final HttpUrl url;
    private final Supplier<String> token;
    private final Clock clock;
    private final OkHttpClient client = new OkHttpClient.Builder()
            .socketFactory(new PromptSockets())
            .followRedirects(false)
            .connectTimeout(Duration.ofSeconds(10))
            .callTimeout(Duration.ofSeconds(60))
            .build();

    /**
     * @param base address of the gateway, such as {@code https://billing.example.com}
     * @param token is asked for with each request, so that it can be renewed meanwhile
     * @throws Failure {@code collect.gateway} when the address cannot be used
     */
    public GatewayDelivery(String base, Supplier<String> token, Clock clock) {
        HttpUrl parsed = HttpUrl.parse(base);
        if (parsed == null || parsed.query() != null || !parsed.username().isEmpty()) {
            throw new Failure(
                    "collect.gateway",
                    "\"" + base + "\" is no address of a gateway.",
                    "Write it like https://billing.example.com or http://127.0.0.1:8090.");
        }
        if (!parsed.isHttps() && !loopback(parsed.host())) {
            throw new Failure(
                    "collect.gateway",
                    "The access token would go to " + parsed.host() + " for everybody on the way to read.",
                    "Use https to another machine; plain http is for this one.");
        }
        url = parsed.newBuilder().addPathSegments("api/v1/usage").build();
        this.token = token;
        this.clock = clock;
    }

    private static boolean loopback(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
    }

    @Override
    public Answer send(List<ObjectNode> events) {
        String body = Json.text(Json.MAPPER.createArrayNode().addAll(events));
        try {
            var request = new Request.Builder()
                    .url(url)
                    .header("Authorization", "Bearer " + token.get())
                    .post(RequestBody.create(body, JSON))
                    .build();
            try (Response response = client.newCall(request).execute()) {
                return answer(response, events.size());
            }
        } catch (IOException unreachable) {
            return new Answer.Later("The gateway at " + place() + " does not answer.", Duration.ZERO);
        } catch (Failure noToken) {
            return new Answer.Held(noToken.summary());
        }
    }

    private Answer answer(Response response, int events) throws IOException {
        var answer = GatewayAnswer.read(response.body().string());
        var results = answer.results();
        if (results.isPresent() && results.get().size() == events) {
            return new Answer.Taken(results.get());
        }
        int status = response.code();
        String why = "The gateway at " + place() + " answers " + status
                + (answer.title().isEmpty() ? "." : ": " + answer.title());
        if (status == 413) {
            return new Answer.TooLarge(why);
        }
        if (REFUSED.contains(status)) {
            return new Answer.Refused(why);
        }
        boolean held = status >= 300 && status < 500 && !LATER.contains(status);
        return held
                ? new Answer.Held(why)
                : new Answer.Later(why, RetryAfter.of(response.header("Retry-After"), clock));
    }

    private String place() {
        return url.host() + ":" + url.port();
    }

    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.connectionPool().evictAll();
    }
}
