package org.countinghouse.metering.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.countinghouse.catalog.Json;
import org.countinghouse.metering.IntakeResult.Outcome;
import org.countinghouse.metering.collect.Delivery.Answer;
import org.countinghouse.metering.collect.MetricsServer.Page;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a collector makes of what a gateway may answer. */
class GatewayDeliveryTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-01T10:00:00Z"), ZoneOffset.UTC);
    private static final List<ObjectNode> EVENTS = List.of(Json.object().put("id", "a"));

    private final MetricsServer server = new MetricsServer(_ -> Page.plain(""));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void resultsAreTakenWhateverTheStatus() {
        for (int status : new int[] {200, 207, 422}) {
            server.show(new Page(status, "application/json", """
                    {"results":[{"id":"a","status":"rejected","code":"usage.rejected","reason":"no meter"}]}"""));
            assertThat(send())
                    .isInstanceOfSatisfying(
                            Answer.Taken.class,
                            taken -> assertThat(taken.results()).singleElement().satisfies(result -> {
                                assertThat(result.outcome()).isEqualTo(Outcome.REJECTED);
                                assertThat(result.reason()).isEqualTo("no meter");
                            }));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "500,Later",
        "502,Later",
        "503,Later",
        "408,Later",
        "429,Later",
        "401,Held",
        "403,Held",
        "404,Held",
        "405,Held",
        "302,Held",
        "400,Refused",
        "415,Refused",
        "422,Refused",
        "413,TooLarge"
    })
    void eachStatusHasItsMeaning(int status, String meaning) {
        server.show(new Page(status, "application/problem+json", "{\"title\":\"Because.\"}"));
        assertThat(send().getClass().getSimpleName()).isEqualTo(meaning);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{}", "{\"results\":[]}", "{\"results\":[{\"status\":\"eaten\"}]}", "[1]"})
    void anAnswerThatIsNotUnderstoodIsNoAcknowledgement(String text) {
        server.show(new Page(200, "text/html", text));
        assertThat(send()).isInstanceOf(Answer.Later.class);
    }

    @Test
    void nobodyThereIsLater() {
        String gone = server.url();
        server.close();
        assertThat(new GatewayDelivery(gone, () -> "token", CLOCK).send(EVENTS)).isInstanceOf(Answer.Later.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
                    none                          | 0
                    7                             | 7
                    Sun, 01 Nov 2026 10:02:00 GMT | 120
                    Sun, 01 Nov 2026 09:00:00 GMT | 0
                    99999999                      | 3600
                    99999999999999999999          | 0
                    soon                          | 0
                    -5                            | 0
                    """)
    void theGatewaysWishToWaitIsHeard(@Nullable String header, long seconds) {
        assertThat(RetryAfter.of(header, CLOCK)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://billing.example.com", "billing.example.com", "ftp://x", "http://me:pw@127.0.0.1"})
    void tokensGoNowhereInClear(String url) {
        assertThatThrownBy(() -> new GatewayDelivery(url, () -> "token", CLOCK)).isInstanceOf(Failure.class);
    }

    @Test
    void waitsGrowToFiveMinutesAndAreNeverTheSameForAll() {
        var backoff = new Backoff(new Random(3));
        for (int failure = 0; failure < 20; failure++) {
            long most = Math.min(300_000, 1_000L << Math.min(failure, 10));
            assertThat(backoff.failed().toMillis()).isBetween(most / 2, most);
        }
        backoff.succeeded();
        assertThat(backoff.failed().toMillis()).isLessThanOrEqualTo(1_000);
    }

    private Answer send() {
        try (var delivery = new GatewayDelivery(server.url(), () -> "token", CLOCK)) {
            return delivery.send(EVENTS);
        }
    }
}
