package org.countinghouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.countinghouse.metering.MeteredWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Collectors as commands: what they store, and what they say when they are given nonsense. */
@Timeout(120)
class CollectCommandTest {
    @TempDir
    private Path folder;

    @Test
    void thisMachineIsStoredStraightInTheDatabase() throws IOException {
        try (var world = MeteredWorld.in(folder)) {
            var commands = Commands.on(world.test());
            Path meters = Files.writeString(
                    folder.resolve("meters.json"),
                    commands.run("collect", "meters").out());
            assertThat(commands.run("catalog", "meters", meters).status()).isZero();
            String[] line = {
                "collect",
                "host",
                "--once",
                "--customer",
                "acme",
                "--service",
                "web",
                "--label",
                "rack=7",
                "--spool",
                folder.resolve("spool").toString()
            };
            assertThat(commands.run((Object[]) line).out()).contains("\"stored\":1,", "\"waiting\":0");
            var second = commands.run((Object[]) line);
            assertThat(second.status()).as(second.err()).isZero();
            assertThat(world.number("select count(*) from usage_event where event = 'compute'"
                            + " and properties ->> 'service' = 'web' and properties ->> 'rack' = '7'"))
                    .isEqualByComparingTo("1");
            assertThat(world.number("select quantity from usage_rollup where meter_code = 'cpu_seconds'"))
                    .isEqualByComparingTo(world.number(
                            "select (properties ->> 'cpu_seconds')::numeric from usage_event where event = 'compute'"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "collect host",
                "collect host --customer acme --every 0.5s",
                "collect host --customer acme --every soon",
                "collect host --customer acme --measure weather",
                "collect host --customer acme --spool-limit 1",
                "collect host --customer acme --token-file t",
                "collect host --customer acme --to nowhere --once",
                "collect host --customer acme --to http://billing.example.com --once",
                "collect host --customer acme --to http://127.0.0.1:1 --once",
                "collect prometheus --url http://127.0.0.1:1",
                "collect prometheus --url http://127.0.0.1:1 --mapping missing.json --customer acme"
            })
    void whatIsMissingOrWrongIsNamedInOneSentence(String line) {
        var result = new Commands(Map.of("COUNTINGHOUSE_HOME", folder.toString())).run((Object[]) line.split(" ", -1));
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err().lines().toList()).hasSizeBetween(1, 2);
        assertThat(result.err()).doesNotContain("should not");
    }

    @Test
    void aMappingThatIsWrongIsNamedWithFileAndPlace() throws IOException {
        Path mapping = Files.writeString(folder.resolve("m.json"), "{\"rules\":[{\"event\":\"e\",\"tak\":\"value\"}]}");
        var result = new Commands(Map.of("COUNTINGHOUSE_HOME", folder.toString()))
                .run(
                        "collect",
                        "prometheus",
                        "--url",
                        "http://127.0.0.1:1",
                        "--mapping",
                        mapping,
                        "--customer",
                        "acme");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("m.json", "$.rules[0].tak");
    }
}
