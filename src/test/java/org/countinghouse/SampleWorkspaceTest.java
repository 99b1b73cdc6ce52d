package org.countinghouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.countinghouse.storage.embedded.EmbeddedServer;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The whole chain on real data, as a person runs it: sample, bill, reconcile; again, at once, and killed half-way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleWorkspaceTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Totals of the Azure LLM inference traces (code and conversation). */
    private static final BigDecimal TOKENS_IN = BigDecimal.valueOf(18_059_974L + 22_361_870L);

    private static final BigDecimal TOKENS_OUT = BigDecimal.valueOf(245_896L + 4_088_665L);

    private CommandProcess countinghouse;

    /** Where the sample is loaded and nothing else was done. */
    private Path loaded;

    /** Goes on between the commands, as while a desktop is open. */
    private EmbeddedServer server;

    @BeforeAll
    void loadAndBill(@TempDir Path home, @TempDir Path copy) throws IOException {
        countinghouse = new CommandProcess(home);
        assertThat(countinghouse.run("sample").err()).isEmpty();
        loaded = copy.resolve("loaded");
        copy(home, loaded);
        server = EmbeddedServer.enter(home, Progress.NONE);
        assertThat(countinghouse.run("bill", "--period", "2023-11").status()).isZero();
        assertThat(countinghouse.run("bill", "--period", "2024-09").status()).isZero();
    }

    @AfterAll
    void leave() {
        server.leave(_ -> true);
    }

    @Test
    void tokenTotalsOnInvoicesAreThoseOfTheTrace() throws IOException {
        var sums = new HashMap<String, BigDecimal>();
        for (JsonNode invoice : invoices("2023-11")) {
            for (JsonNode line : invoice.get("lines")) {
                if (line.hasNonNull("meter")) {
                    sums.merge(
                            line.get("meter").asText(),
                            new BigDecimal(line.get("quantity").asText()),
                            BigDecimal::add);
                }
            }
        }
        assertThat(sums.get("tokens_in")).isEqualByComparingTo(TOKENS_IN);
        assertThat(sums.get("tokens_out")).isEqualByComparingTo(TOKENS_OUT);
    }

    @Test
    void everyCloudChargeCostsItsListCost() throws IOException {
        var computed = new HashMap<String, BigDecimal>();
        for (JsonNode invoice : invoices("2024-09")) {
            for (JsonNode line : invoice.get("lines")) {
                JsonNode charge = line.get("group").get("ChargeId");
                if (charge != null) {
                    computed.put(
                            charge.asText(), new BigDecimal(line.get("exact").asText()));
                }
            }
        }
        Map<String, String> printed = listCosts();
        assertThat(printed).hasSize(200);
        assertThat(computed.keySet()).isEqualTo(printed.keySet());
        for (var entry : printed.entrySet()) {
            // The file prints eleven decimals everywhere, but those of AWS were computed to ten.
            var expected = new BigDecimal(entry.getValue());
            int scale = expected.stripTrailingZeros().scale() <= 10 ? 10 : 11;
            assertThat(computed.get(entry.getKey()).setScale(scale, RoundingMode.HALF_UP))
                    .as("charge %s", entry.getKey())
                    .isEqualByComparingTo(expected);
        }
    }

    @Test
    void linesAddUpToTotals() throws IOException {
        var all = new ArrayList<>(invoices("2023-11"));
        all.addAll(invoices("2024-09"));
        for (JsonNode invoice : all) {
            var lines = BigDecimal.ZERO;
            for (JsonNode line : invoice.get("lines")) {
                lines = lines.add(new BigDecimal(line.get("amount").asText()));
            }
            assertThat(lines).isEqualByComparingTo(invoice.get("subtotal").asText());
            assertThat(amount(invoice, "net").add(amount(invoice, "tax")))
                    .isEqualByComparingTo(amount(invoice, "total"));
        }
    }

    @Test
    void runningEverythingAgainAddsNothing() throws IOException {
        var before = invoices("2023-11");
        countinghouse.run("sample");
        var again = countinghouse.run("bill", "--period", "2023-11", "--json");
        assertThat(JSON.readTree(again.out()).get("drafted").asInt()).isZero();
        assertThat(invoices("2023-11")).isEqualTo(before);
    }

    @Test
    void killedAtRandomMomentsAndRunAgainTheDraftsAreTheSame(@TempDir Path other) throws Exception {
        var interrupted = new CommandProcess(other);
        var random = new java.util.Random(20231116);
        for (int round = 0; round < 2; round++) {
            kill(interrupted.start("sample"), Duration.ofMillis(500 + random.nextInt(4000)));
        }
        assertThat(interrupted.run("sample").status()).isZero();
        for (int round = 0; round < 5; round++) {
            kill(interrupted.start("bill", "--period", "2023-11"), Duration.ofMillis(700 + random.nextInt(1500)));
        }
        assertThat(interrupted.run("bill", "--period", "2023-11").status()).isZero();
        assertThat(withoutIds(interrupted
                        .run("invoices", "--json", "--lines", "--period", "2023-11")
                        .lines()))
                .isEqualTo(withoutIds(countinghouse
                        .run("invoices", "--json", "--lines", "--period", "2023-11")
                        .lines()));
    }

    @Test
    void processesAtOnceDraftEachInvoiceOnce() throws Exception {
        var shared = new CommandProcess(loaded);
        var processes = new ArrayList<Process>();
        for (int i = 0; i < 3; i++) {
            processes.add(shared.start("bill", "--period", "2023-11"));
        }
        for (Process process : processes) {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        assertThat(withoutIds(shared.run("invoices", "--json", "--lines", "--period", "2023-11")
                        .lines()))
                .isEqualTo(withoutIds(countinghouse
                        .run("invoices", "--json", "--lines", "--period", "2023-11")
                        .lines()));
    }

    @Test
    void finalNumbersHaveNoGap() throws IOException {
        var finalised = countinghouse.run("finalise", "--period", "2024-09");
        assertThat(finalised.err().lines())
                .as("customers abroad")
                .singleElement()
                .asString()
                .startsWith("Without tax: ");
        var numbers = new HashSet<String>();
        int last = 0;
        for (JsonNode invoice : invoices("2024-09")) {
            assertThat(invoice.get("status").asText())
                    .isEqualTo(amount(invoice, "due").signum() > 0 ? "final" : "paid");
            String number = invoice.get("number").asText();
            numbers.add(number);
            last = Math.max(last, Integer.parseInt(number.substring(number.lastIndexOf('-') + 1)));
        }
        assertThat(numbers).hasSize(last);
    }

    @Test
    void theInvoiceIsWrittenAsPdf(@TempDir Path folder) throws IOException {
        String id = invoices("2023-11").getFirst().get("id").asText();
        Path pdf = folder.resolve("invoice.pdf");
        assertThat(countinghouse.run("invoice", id, "--pdf", pdf.toString()).status())
                .isZero();
        assertThat(Files.readString(pdf, StandardCharsets.ISO_8859_1)).startsWith("%PDF-");
    }

    private List<JsonNode> invoices(String period) throws IOException {
        var list = new ArrayList<JsonNode>();
        for (String line : countinghouse
                .run("invoices", "--json", "--lines", "--period", period)
                .lines()) {
            list.add(JSON.readTree(line));
        }
        assertThat(list).isNotEmpty();
        return list;
    }

    private static BigDecimal amount(JsonNode invoice, String name) {
        return new BigDecimal(invoice.get(name).asText());
    }

    /** Ids depend on which process came first; everything else must not. */
    private static List<String> withoutIds(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceFirst("\"id\":[0-9]+,", ""))
                .sorted()
                .toList();
    }

    /** With who may read what, which PostgreSQL looks at. */
    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void kill(Process process, Duration after) throws InterruptedException {
        process.waitFor(after.toMillis(), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
    }

    private static Map<String, String> listCosts() throws IOException {
        var costs = new HashMap<String, String>();
        try (var in = SampleWorkspaceTest.class.getResourceAsStream("/sample/focus_1.0_sample_200.csv");
                CsvReader<NamedCsvRecord> csv =
                        CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (NamedCsvRecord row : csv) {
                costs.put(row.getField("Id"), row.getField("ListCost"));
            }
        }
        return costs;
    }
}
