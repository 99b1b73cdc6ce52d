package org.countinghouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.countinghouse.catalog.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A collector whose spool lies on a disk that is really full while the gateway is away. */
@Timeout(300)
class CollectorFullDiskTest {
    private static final int SERIES = 40;
    /** Rounds until the disk is full and some more; then there is room again and the gateway is back. */
    private static final String SCRIPT = """
            spool=$1 gateway=$2; shift 2
            mount -t tmpfs -o size=32k tmpfs "$spool" || exit 99
            for round in 1 2 3 4 5 6; do
                "$@" --to http://127.0.0.1:1
                echo "status $?"
            done
            mount -o remount,size=1m "$spool" || exit 99
            "$@" --to "$gateway"
            echo "status $?"
            """;

    @TempDir
    private Path folder;

    private final AtomicInteger counter = new AtomicInteger();
    private final Map<String, BigDecimal> stored = new ConcurrentHashMap<>();

    @Test
    void aFullDiskIsSaidAndWithRoomAgainNothingIsMissing() throws Exception {
        assumeTrue(FullDiskTest.canMount(folder), "this system lets nobody mount a file system of their own");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> answer(exchange, "text/plain", page()));
        server.createContext("/api/v1/usage", exchange -> answer(exchange, "application/json", store(exchange)));
        server.start();
        try {
            String said = collect("http://127.0.0.1:" + server.getAddress().getPort());
            assertThat(said).contains("The disk is full", "status 2").endsWith("status 0\n");
            assertThat(stored.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                    .as(said)
                    .isEqualByComparingTo(BigDecimal.valueOf((counter.get() - 1L) * SERIES));
        } finally {
            server.stop(0);
        }
    }

    private String collect(String server) throws IOException, InterruptedException {
        Path mapping =
                Files.writeString(folder.resolve("m.json"), "{\"rules\":[{\"event\":\"call\",\"metric\":\"c\"}]}");
        Path token = Files.writeString(folder.resolve("token"), "token");
        Path spool = Files.createDirectory(folder.resolve("spool"));
        var command = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", SCRIPT, "sh", spool.toString(), server));
        command.addAll(CommandProcess.command("collect", "prometheus", "--once", "--customer", "acme"));
        command.addAll(List.of("--url", server + "/metrics", "--mapping", mapping.toString()));
        command.addAll(List.of("--spool", spool.toString(), "--token-file", token.toString()));
        Path said = folder.resolve("said.txt");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("COUNTINGHOUSE_HOME", folder.toString());
        assertThat(builder.start().waitFor()).isZero();
        return Files.readString(said);
    }

    /** All counters stand at how often they were looked at. */
    private String page() {
        int value = counter.incrementAndGet();
        var page = new StringBuilder("# TYPE c counter\n");
        for (int i = 0; i < SERIES; i++) {
            page.append("c{of=\"").append(i).append("\"} ").append(value).append('\n');
        }
        return page.toString();
    }

    private String store(HttpExchange exchange) throws IOException {
        ArrayNode results = Json.MAPPER.createArrayNode();
        for (JsonNode event :
                Json.parse(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))) {
            String id = event.path("id").asText();
            stored.put(id, new BigDecimal(event.path("quantity").asText()));
            results.addObject().put("id", id).put("status", "stored");
        }
        return Json.text(Json.object().set("results", results));
    }

    private static void answer(HttpExchange exchange, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
