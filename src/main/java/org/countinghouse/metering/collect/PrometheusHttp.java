package org.countinghouse.metering.collect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.countinghouse.work.Failure;

/** Asks an HTTP server for text, within bounds of size and time. */
final class PrometheusHttp {
    /** The code of the failure that asking for less may mend. */
    static final String TOO_LARGE = "collect.too-large";

    private static final long LARGEST = 64L << 20;

    private final OkHttpClient client = new OkHttpClient.Builder()
            .connectTimeout(Duration.ofSeconds(10))
            .readTimeout(Duration.ofSeconds(60))
            .callTimeout(Duration.ofSeconds(120))
            .build();

    /** What came back. */
    record Answer(int status, String type, String text) {}

    /** @throws Failure {@code collect.url} when it is none */
    static HttpUrl url(String text) {
        HttpUrl url = HttpUrl.parse(text);
        if (url == null) {
            throw new Failure(
                    "collect.url",
                    "\"" + text + "\" is no address that can be asked.",
                    "Write it like http://app.example.com:9100/metrics.");
        }
        return url;
    }

    /** The address as it may be shown and logged: without what is secret in it. */
    static String place(HttpUrl url) {
        return url.newBuilder().username("").password("").query(null).build().toString();
    }

    /** @throws Failure {@code collect.unreachable}, {@code collect.too-large} or {@code collect.encoding} */
    Answer ask(Request request) {
        String place = place(request.url());
        try (Response response = client.newCall(request).execute()) {
            byte[] body = body(response.body(), place);
            String type = Objects.requireNonNullElse(response.header("Content-Type"), "");
            return new Answer(response.code(), type, text(body, place));
        } catch (IOException unreachable) {
            throw new Failure(
                    "collect.unreachable",
                    place + " does not answer, or not to the end.",
                    "It is asked again in the next round; what counters count meanwhile is not lost.",
                    unreachable);
        }
    }

    private static byte[] body(ResponseBody body, String place) throws IOException {
        var source = body.source();
        if (source.request(LARGEST + 1)) {
            throw new Failure(
                    TOO_LARGE,
                    "What " + place + " answers is larger than " + (LARGEST >> 20) + " MB.",
                    "Let it show fewer metrics, or ask for fewer series.");
        }
        return source.readByteArray();
    }

    private static String text(byte[] body, String place) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException foreign) {
            throw new Failure(
                    "collect.encoding",
                    "What " + place + " answers is not valid UTF-8.",
                    "Nothing of it was taken; counters have it the next time. Correct the program that shows it.",
                    foreign);
        }
    }
}
