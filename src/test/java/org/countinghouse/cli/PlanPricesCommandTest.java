package org.countinghouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.MeterJson;
import org.countinghouse.catalog.PlanJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanPricesCommandTest {
    private static final String LIST = """
            {"items":[
            {"partNumber":"B1","displayName":"Mail","metricName":"1,000 Emails Sent","serviceCategory":"Mail",
             "currencyCodeLocalizations":[{"currencyCode":"USD","prices":[{"model":"PAY_AS_YOU_GO","value":0.085}]}]},
            {"partNumber":"B2","displayName":"Disk","metricName":"Gigabyte Per Month","serviceCategory":"Storage",
             "currencyCodeLocalizations":[{"currencyCode":"USD","prices":[{"model":"ANNUAL","value":0.02},
              {"model":"PAY_AS_YOU_GO","value":0.0255}]}]}]}
            """;

    private final Commands commands = new Commands(Map.of());

    @TempDir
    private Path folder = Path.of("");

    private Path list() throws IOException {
        return Files.writeString(folder.resolve("list.json"), LIST);
    }

    @Test
    void plansMetersAndReportAreWritten() throws IOException {
        Path out = folder.resolve("plans");
        Path report = folder.resolve("report.json");
        var result = commands.run("plan", "prices", list(), "--out", out, "--report", report, "--json");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(Json.parse(result.out())).isEqualTo(Json.parse("""
                {"source":"oracle","entries":2,"taken":2,"left_out":{"other_terms":1},
                 "remarks":{"started_blocks":1},"plans":2,"meters":2}"""));
        assertThat(out).isDirectoryContaining("glob:**/oracle-mail-usd.json");
        assertThat(PlanJson.read(Files.readString(out.resolve("oracle-storage-usd.json")))
                        .name())
                .isEqualTo("Oracle Storage");
        JsonNode meters = Json.parse(Files.readString(out.resolve("meters.json")));
        assertThat(meters)
                .hasSize(2)
                .allSatisfy(
                        meter -> assertThat(MeterJson.read(meter).dimensions()).containsExactly("part_number"));
        assertThat(Json.parse(Files.readString(report))
                        .at("/left_out/0/message")
                        .asText())
                .contains("ANNUAL");
    }

    @Test
    void oneFileHasAPlanALine() throws IOException {
        Path out = folder.resolve("plans.jsonl");
        Path meters = folder.resolve("meters.json");
        var result = commands.run(
                "plan", "prices", list(), "--source", "ORACLE", "--out", out, "--meters", meters, "--part", "b2");
        assertThat(result.status()).isZero();
        assertThat(result.out().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly("entries 1", "plans 1", "prices taken over 1", "left out: other_terms 1");
        assertThat(Files.readAllLines(out))
                .singleElement()
                .satisfies(line -> assertThat(PlanJson.read(line).charges()).hasSize(1));
        assertThat(Json.parse(Files.readString(meters))).hasSize(1);
    }

    @Test
    void wrongSourceMissingFileAndBrokenFileAreTold() throws IOException {
        var wrong = commands.run("plan", "prices", list(), "--source", "litellm", "--out", folder.resolve("x"));
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("is not the price map of litellm: it looks like Oracle's price list");
        assertThat(folder.resolve("x")).doesNotExist();

        var missing = commands.run("plan", "prices", folder.resolve("none.json"));
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err()).contains("There is no file");

        var broken = commands.run("plan", "prices", Files.writeString(folder.resolve("b.json"), "{\"items\":[\n{]"));
        assertThat(broken.status()).isEqualTo(2);
        assertThat(broken.err()).contains("b.json is not valid JSON at line 2, column 2");

        assertThat(commands.run("plan", "prices", folder).err()).contains("is no file.");
    }
}
