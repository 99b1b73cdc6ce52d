package org.countinghouse.billing.currency;

import java.io.IOException;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Asks sources over HTTP, within bounds of size and time. */
final class RateHttp {
    private static final long LARGEST = 8L << 20;

    private static final OkHttpClient CLIENT = new OkHttpClient.Builder()
            .connectTimeout(Duration.ofSeconds(5))
            .callTimeout(Duration.ofSeconds(15))
            .followRedirects(false)
            .build();

    private RateHttp() {}

    static byte[] get(String source, HttpUrl address) {
        try (Response response =
                CLIENT.newCall(new Request.Builder().url(address).build()).execute()) {
            var body = response.body().source();
            if (response.code() != 200) {
                throw useless(source, "it answers with HTTP status " + response.code(), null);
            }
            if (body.request(LARGEST + 1)) {
                throw useless(source, "its answer is too long", null);
            }
            return body.readByteArray();
        } catch (IOException unreachable) {
            throw useless(source, "it does not answer", unreachable);
        }
    }

    static Failure useless(String source, String why, @Nullable Throwable cause) {
        String summary = source + " gives no exchange rates: " + why + ".";
        String remedy = "Other sources are asked; or set the rate by hand, or load a file of rates.";
        return cause == null
                ? new Failure("currency.source", summary, remedy)
                : new Failure("currency.source", summary, remedy, cause);
    }
}
