package org.countinghouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.countinghouse.catalog.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RateCommandTest {
    private static final String REQUEST = """
            {"plan":{"code":"p","currency":"EUR","fees":[{"code":"a","name":"Grundgebühr","amount":"%s"}]},"period":{"from":"2026-10-01","to":"2026-11-01"}}""";

    private int status;

    private List<JsonNode> run(byte[] input, String... arguments) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        RateCommand command = new RateCommand(new ByteArrayInputStream(input), output);
        status = new CommandLine(command)
                .setExecutionExceptionHandler((failure, line, parsed) -> 1)
                .execute(arguments);
        return output.toString(StandardCharsets.UTF_8).lines().map(Json::parse).toList();
    }

    private List<JsonNode> run(String input, String... arguments) {
        return run(input.getBytes(StandardCharsets.UTF_8), arguments);
    }

    @Test
    void oneObjectMayStretchOverLines() {
        List<JsonNode> results = run(Json.pretty(Json.parse(REQUEST.formatted("5"))), "--explain");
        assertThat(status).isZero();
        assertThat(results).hasSize(1);
        assertThat(results.getFirst().get("total").asText()).isEqualTo("5.00");
        assertThat(results.getFirst().at("/lines/0/explanation/0/step").asText())
                .isEqualTo("price");
        assertThat(results.getFirst().at("/lines/0/name").asText()).isEqualTo("Grundgebühr");
    }

    @Test
    void linesAreVerifiedOnDemand() {
        JsonNode line = run(REQUEST.formatted("5"), "--verify").getFirst().at("/lines/0");
        assertThat(status).isZero();
        assertThat(line.get("verified").asBoolean()).isTrue();
        assertThat(line.has("explanation")).isFalse();
        JsonNode explained =
                run(REQUEST.formatted("5"), "--explain", "--verify").getFirst().at("/lines/0");
        assertThat(explained.has("explanation")).isTrue();
        assertThat(run(REQUEST.formatted("5")).getFirst().at("/lines/0").has("verified"))
                .isFalse();
    }

    /** No request gives such a line; a changed result does. */
    @Test
    void aLineThatDoesNotFollowIsMarked() {
        ObjectNode result =
                (ObjectNode) run(REQUEST.formatted("5"), "--explain").getFirst();
        ((ObjectNode) result.at("/lines/0")).put("amount", "6.00");
        assertThat(LineChecks.mark(result, true)).isFalse();
        assertThat(result.at("/lines/0/verified").asBoolean()).isFalse();
        assertThat(result.at("/lines/0/mismatch/path").asText()).isEqualTo("amount");
    }

    @Test
    void linesKeepTheirOrderAndBrokenOnesDoNotStopTheOthers() {
        String lines = "\n" + REQUEST.formatted("1") + "\r\n\n{\"broken\n" + REQUEST.formatted("x") + "\n"
                + REQUEST.formatted("3");
        List<JsonNode> results = run(lines, "-");
        assertThat(status).isEqualTo(1);
        assertThat(results).hasSize(4);
        assertThat(results.get(0).get("total").asText()).isEqualTo("1.00");
        assertThat(results.get(0).at("/lines/0").has("explanation")).isFalse();
        assertThat(results.get(1).at("/error/code").asText()).isEqualTo("document.unreadable");
        assertThat(results.get(2).at("/error/path").asText()).isEqualTo("$.plan.fees[0].amount");
        assertThat(results.get(3).get("total").asText()).isEqualTo("3.00");
    }

    @Test
    void manyLinesKeepTheirOrder() {
        var lines = new StringBuilder();
        for (int number = 1; number <= 5_000; number++) {
            lines.append(number % 7 == 0 ? "{\"broken\n" : REQUEST.formatted(number) + "\n");
        }
        List<JsonNode> results = run(lines.toString());
        assertThat(status).isEqualTo(1);
        assertThat(results).hasSize(5_000);
        for (int number = 1; number <= 5_000; number++) {
            JsonNode result = results.get(number - 1);
            if (number % 7 == 0) {
                assertThat(result.has("error")).isTrue();
            } else {
                assertThat(result.get("total").asText()).isEqualTo(number + ".00");
            }
        }
    }

    @Test
    void whoWaitsForAnAnswerGetsItBeforeTheNextQuestion() throws Exception {
        var questions = new PipedOutputStream();
        var answers = new PipedInputStream();
        var command = new RateCommand(new PipedInputStream(questions), new PipedOutputStream(answers));
        Thread program = Thread.ofVirtual().start(() -> new CommandLine(command).execute());
        var reader = new BufferedReader(new InputStreamReader(answers, StandardCharsets.UTF_8));
        for (int number = 1; number <= 3; number++) {
            questions.write((REQUEST.formatted(number) + "\n").getBytes(StandardCharsets.UTF_8));
            questions.flush();
            assertThat(Json.parse(reader.readLine()).get("total").asText()).isEqualTo(number + ".00");
        }
        questions.close();
        assertThat(program.join(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void anAbsurdNumberIsAnErrorOfItsLine() {
        List<JsonNode> results = run("{\"a\":1e99999999999}\n" + REQUEST.formatted("2") + "\n{\"plan\":1e999999999}");
        assertThat(results).hasSize(3);
        assertThat(results.get(0).at("/error/code").asText()).isEqualTo("document.unreadable");
        assertThat(results.get(1).get("total").asText()).isEqualTo("2.00");
        assertThat(results.get(2).has("error")).isTrue();
    }

    @Test
    void brokenFirstLineIsOnlyItsOwnError() {
        List<JsonNode> results = run("{\"a\":\n" + REQUEST.formatted("2") + "\n[1]\n");
        assertThat(results).hasSize(3);
        assertThat(results.get(1).get("total").asText()).isEqualTo("2.00");
        assertThat(results.get(2).at("/error/code").asText()).isEqualTo("document.bad_value");
    }

    @Test
    void foreignEncodingIsNamed() {
        String lines = REQUEST.formatted("1") + "\n" + REQUEST.formatted("2");
        List<JsonNode> results = run(lines.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(results)
                .allSatisfy(result ->
                        assertThat(result.at("/error/message").asText()).contains("UTF-8"));
    }

    /** Zeros at the beginning look like UTF-32, in which no such character exists. */
    @Test
    void whatOnlyLooksLikeAnotherEncodingIsItsOwnError() {
        byte[] bytes = new byte[64];
        bytes[61] = (byte) 0xfb;
        bytes[62] = '"';
        List<JsonNode> results = run(bytes);
        assertThat(results).isNotEmpty();
        assertThat(results)
                .allSatisfy(
                        result -> assertThat(result.at("/error/code").asText()).isEqualTo("document.unreadable"));
    }

    @Test
    void fileIsReadAndAMissingOneIsNamed(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("request.json"), REQUEST.formatted("7"));
        assertThat(run("", file.toString()).getFirst().get("total").asText()).isEqualTo("7.00");
        assertThat(run("", folder.resolve("none.json").toString())).isEmpty();
        assertThat(status).isEqualTo(1);
    }

    @Test
    void noInputGivesNoResult() {
        assertThat(run("")).isEmpty();
        assertThat(status).isZero();
    }
}
