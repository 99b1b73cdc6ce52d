package org.countinghouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;
import org.countinghouse.gateway.RunningGateway.Answer;
import org.countinghouse.security.Scope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageRoutesTest {
    private static final String EVENT =
            "{\"customer\":\"%s\",\"id\":\"%s\",\"event\":\"api_call\",\"time\":\"2026-11-01T10:00:00Z\",\"quantity\":%s}";

    @TempDir
    static Path folder;

    private static RunningGateway gateway;
    private static String writer;

    @BeforeAll
    static void open() {
        gateway = RunningGateway.in(folder);
        writer = gateway.token(Scope.USAGE_WRITE);
    }

    @AfterAll
    static void close() {
        gateway.close();
    }

    @Test
    void anEventIsStoredOnceHoweverOftenItIsSent() {
        String event = EVENT.formatted("acme", "once", "3");
        Answer first = send(event);
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(statuses(first)).containsExactly("stored");
        assertThat(first.json().path("stored").asInt()).isEqualTo(1);
        Answer again = send(event);
        assertThat(again.status()).isEqualTo(200);
        assertThat(statuses(again)).containsExactly("duplicate");
        Answer other = send(EVENT.formatted("acme", "once", "4"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.type()).startsWith("application/problem+json");
        assertThat(other.code()).isEqualTo("usage.none-taken");
        assertThat(other.json().path("results").path(0).path("code").asText()).isEqualTo("usage.conflict");
        assertThat(stored("once")).isEqualTo(1);
    }

    @Test
    void aBatchIsAnsweredEventByEventInItsOrder() {
        Answer answer = send("["
                + String.join(
                        ",",
                        EVENT.formatted("acme", "b1", "1"),
                        EVENT.formatted("nobody", "b2", "1"),
                        EVENT.formatted("acme", "b1", "1"),
                        EVENT.formatted("acme", "b1", "2"),
                        EVENT.formatted("acme", "b3", "-1"),
                        "{\"customer\":\"acme\",\"id\":\"b4\",\"event\":\"unheard-of\",\"time\":\"2026-11-01T10:00:00Z\"}",
                        "7",
                        EVENT.formatted("umbrella", "b1", "5"))
                + "]");
        assertThat(answer.status()).as(answer.text()).isEqualTo(207);
        assertThat(statuses(answer))
                .containsExactly(
                        "stored", "rejected", "duplicate", "conflict", "rejected", "rejected", "rejected", "stored");
        assertThat(answer.json().path("results").path(1).path("code").asText()).isEqualTo("usage.unknown-customer");
        assertThat(stored("b1")).isEqualTo(2);
        assertThat(
                        gateway.world()
                                .number(
                                        "select count(*) from usage_inbox where source = 'HTTP' and reason in ('unknown_customer',"
                                                + " 'conflict', 'bad_quantity', 'unknown_event') and document ->> 'id' like 'b_'"))
                .as("what was refused waits in the inbox")
                .isEqualByComparingTo("4");
    }

    @Test
    void aRepeatOfWhatWasStoredLongBeforeIsComparedWithThat() {
        send(EVENT.formatted("acme", "old", "1"));
        Answer answer = send("[" + EVENT.formatted("acme", "old", "2") + "," + EVENT.formatted("acme", "old", "1") + ","
                + EVENT.formatted("acme", "old", "2") + "]");
        assertThat(statuses(answer)).containsExactly("conflict", "duplicate", "conflict");
    }

    @Test
    void cloudEventsComeAloneAndInBatches() {
        String event = "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"test\",\"type\":\"api_call\","
                + "\"subject\":\"acme\",\"time\":\"2026-11-01T10:00:00Z\",\"data\":{\"quantity\":\"2\",\"region\":\"eu\"}}";
        Answer one =
                gateway.post("/api/v1/usage", writer, "application/cloudevents+json", bytes(event.formatted("ce-1")));
        assertThat(statuses(one)).containsExactly("stored");
        Answer many = gateway.post(
                "/api/v1/usage",
                writer,
                "application/cloudevents-batch+json",
                bytes("[" + event.formatted("ce-1") + "," + event.formatted("ce-2") + "]"));
        assertThat(statuses(many)).containsExactly("duplicate", "stored");
    }

    @Test
    void usageAsOtherSystemsWriteItIsUnderstood() {
        gateway.workspace().meters().saveAll(org.countinghouse.catalog.Json.parse("""
                        [{"code":"scans","aggregation":"sum","event":"scans"},
                         {"code":"uploads","aggregation":"sum","event":"wpk_upload","dimensions":["service"]},
                         {"code":"inference","aggregation":"sum","event":"model_inference","dimensions":["product_id"]},
                         {"code":"cpu","aggregation":"count","event":"cpu"}]"""));
        for (String event : List.of(
                "{\"user_id\":\"acme\",\"service_id\":\"web-app-1\",\"timestamp\":\"2026-11-01T10:00:00Z\",\"cpu_cores\":2,"
                        + "\"cpu_usage_percent\":75.5,\"duration_seconds\":3600}",
                "{\"tenant_id\":\"acme\",\"service\":\"marketplace\",\"usage_type\":\"wpk_upload\",\"quantity\":1.0,"
                        + "\"timestamp\":1640995200}",
                "{\"org_id\":\"acme\",\"feature\":\"scans\",\"quantity\":5,\"metadata\":{\"contract\":\"c\",\"chain\":\"x\"}}",
                "{\"user_id\":\"u1\",\"organization_id\":\"acme\",\"product_id\":\"gpt-4\","
                        + "\"service_type\":\"model_inference\",\"usage_amount\":1000,\"session_id\":\"s\","
                        + "\"usage_details\":{\"prompt\":1}}")) {
            Answer answer = send(event);
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(statuses(answer)).containsExactly("stored");
            if (event.contains("timestamp")) {
                assertThat(statuses(send(event))).as("sent again").containsExactly("duplicate");
            }
        }
        assertThat(gateway.world()
                        .number("select quantity from usage_event where properties ->> 'product_id' = 'gpt-4'"
                                + " and properties ->> 'user_id' = 'u1'"))
                .isEqualByComparingTo("1000");
        var keyed = gateway.request("/api/v1/usage", writer)
                .header("Idempotency-Key", "key-1")
                .post(okhttp3.RequestBody.create(bytes("{\"org_id\":\"acme\",\"feature\":\"scans\"}")))
                .build();
        assertThat(gateway.call(keyed).json().path("results").path(0).path("id").asText())
                .isEqualTo("key-1");
    }

    @Test
    void metersThatChangeWhileTheGatewayRunsCountAtOnce() {
        String event =
                "{\"customer\":\"acme\",\"id\":\"m-%d\",\"event\":\"new_thing\",\"time\":\"2026-11-01T10:00:00Z\"}";
        assertThat(send(event.formatted(1)).status()).isEqualTo(422);
        gateway.workspace()
                .meters()
                .saveAll(org.countinghouse.catalog.Json.parse(
                        "{\"code\":\"new_things\",\"aggregation\":\"count\",\"event\":\"new_thing\"}"));
        assertThat(statuses(send(event.formatted(2)))).containsExactly("stored");
        assertThat(gateway.world().number("select sum(events) from usage_rollup where meter_code = 'new_things'"))
                .isEqualByComparingTo("1");
        gateway.world().customers("late-comer");
        assertThat(statuses(send(EVENT.formatted("late-comer", "x", "1")))).containsExactly("stored");
    }

    @Test
    void manyCallersAtOnceAreAllAnsweredRight() throws Exception {
        var work = new ArrayList<Callable<List<String>>>();
        for (int caller = 0; caller < 200; caller++) {
            int number = caller;
            work.add(() -> statuses(send("[" + EVENT.formatted("acme", "c-" + number, "1") + ","
                    + EVENT.formatted("umbrella", "shared-" + number % 10, "1") + "]")));
        }
        var all = new ArrayList<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(work)) {
                assertThat(done.get().getFirst()).isEqualTo("stored");
                all.add(done.get().get(1));
            }
        }
        assertThat(all).filteredOn("stored"::equals).hasSize(10);
        assertThat(all).filteredOn("duplicate"::equals).hasSize(190);
        assertThat(gateway.world().number("select count(*) from usage_event where event_id like 'c-%'"))
                .isEqualByComparingTo("200");
        assertThat(gateway.world().rollupDifferences()).isZero();
    }

    @Test
    void aCustomersTokenBringsThatCustomersUsageOnly() {
        String confined = gateway.token("acme", Scope.USAGE_WRITE);
        Answer answer = gateway.post(
                "/api/v1/usage",
                confined,
                "[" + EVENT.formatted("acme", "own", "1") + "," + EVENT.formatted("umbrella", "own", "1") + "]");
        assertThat(statuses(answer)).containsExactly("stored", "rejected");
        assertThat(answer.json().path("results").path(1).path("code").asText()).isEqualTo("usage.other-customer");
        assertThat(stored("own")).isEqualTo(1);
    }

    @Test
    void whatIsNoUsageIsRefusedAsAWhole() {
        assertThat(send("{\"customer\":").status()).isEqualTo(400);
        assertThat(send("").status()).isEqualTo(400);
        assertThat(send("7").code()).isEqualTo("request.json");
        assertThat(send("[".repeat(10_000)).status()).isEqualTo(400);
        assertThat(send("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)).status())
                .isEqualTo(400);
        assertThat(send("{\"quantity\":1e999999999999}").status()).isEqualTo(400);
        byte[] broken = bytes(EVENT.formatted("acme", "x?", "1"));
        broken[broken.length - 30] = (byte) 0xC0;
        Answer encoding = gateway.post("/api/v1/usage", writer, "application/json", broken);
        assertThat(encoding.status()).isEqualTo(400);
        assertThat(encoding.code()).isEqualTo("request.encoding");
        assertThat(gateway.post("/api/v1/usage", writer, "text/csv", bytes("a,b"))
                        .code())
                .isEqualTo("request.media-type");
        String tooMany = "[" + "1,".repeat(10_000) + "1]";
        assertThat(send(tooMany).status()).isEqualTo(413);
        Answer large = send("\"" + "x".repeat(3 << 20) + "\"");
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.code()).isEqualTo("request.too-large");
    }

    private static Answer send(String body) {
        return gateway.post("/api/v1/usage", writer, body);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> statuses(Answer answer) {
        return StreamSupport.stream(answer.json().path("results").spliterator(), false)
                .map(result -> result.path("status").asText())
                .toList();
    }

    private static long stored(String id) {
        return gateway.world()
                .number("select count(*) from usage_event where event_id = '" + id + "'")
                .longValueExact();
    }
}
