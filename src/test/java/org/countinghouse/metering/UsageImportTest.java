package org.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.countinghouse.work.Failure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes in, what is turned away with which reason, and that nothing counts twice. */
class UsageImportTest {
    private static final String GOOD = """
            id,customer,event,time,quantity,region
            1,acme,api_call,2026-10-03T10:00:00Z,1.5,eu
            2,umbrella,api_call,2026-10-03T10:59:59.999999Z,2,us
            """;

    @TempDir
    private Path folder;

    private MeteredWorld world;

    @BeforeEach
    void open() {
        world = MeteredWorld.in(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void importingAFileTwiceChangesNothing() {
        Path file = world.file("usage.csv", GOOD);
        assertCounts(world.run(file), 2, 2, 0, 0);
        String before = world.state();
        assertCounts(world.run(file), 2, 0, 2, 0);
        assertThat(world.state()).isEqualTo(before);
        assertThat(world.rollupDifferences()).isZero();
        assertThat(folder).isDirectoryNotContaining("glob:**rejected**");
    }

    @Test
    void everyFormGivesTheSameEvents() {
        assertCounts(world.run(world.file("plain.jsonl", """
                        {"id":1,"customer":"acme","event":"api_call","time":"2026-10-03T10:00:00Z","quantity":"1.5","properties":{"region":"eu"}}

                        {"specversion":"1.0","id":"2","source":"/gateway","type":"api_call","subject":"umbrella","time":"2026-10-03T12:59:59.9999999+02:00","data":{"quantity":2.0,"region":"us"}}
                        """)), 2, 2, 0, 0);
        assertCounts(world.run(world.file("usage.csv", GOOD)), 2, 0, 2, 0);
        assertCounts(world.run(world.file("semicolons.csv", GOOD.replace(',', ';'))), 2, 0, 2, 0);
        assertCounts(world.run(world.file("bom.csv", "\uFEFF" + GOOD.replace("\n", "\r\n"))), 2, 0, 2, 0);
        assertThat(world.number("select sum(quantity) from usage_rollup where meter_code = 'calls'"))
                .isEqualByComparingTo("3.5");
        assertThat(world.number("select sum(quantity) from usage_rollup where meter_code = 'call_count'"))
                .isEqualByComparingTo("1");
    }

    @Test
    void columnsAreMappedByNameOrFixed() {
        Path file = world.file("trace.csv", """
                Kunde,Zeit,Nr,ContextTokens,model
                acme,2023-11-16 18:17:03.9799600,a,4808,gpt-4o
                "acme",2023-11-16 18:17:04,b,"3180","gpt-4o\"""");
        var options = ImportOptions.DEFAULT
                .withMapping(Map.of(
                        "customer", "Kunde",
                        "time", "Zeit",
                        "id", "Nr",
                        "quantity", "ContextTokens",
                        "event", "=tokens_in"))
                .withTimeZone(ZoneId.of("Europe/Berlin"));
        assertCounts(world.run(file, options), 2, 2, 0, 0);
        assertThat(world.number("select quantity from usage_rollup where hour = '2023-11-16T17:00Z'"
                        + " and dimensions = '{\"model\":\"gpt-4o\"}'"))
                .isEqualByComparingTo("7988");
        assertThat(world.number("select count(*) from usage_event where occurred_at = '2023-11-16T17:17:03.979960Z'"))
                .isEqualByComparingTo("1");
    }

    @Test
    void focusChargesAreRead() throws Exception {
        world.customers("Atlas Nimbus");
        byte[] focus;
        try (var in = UsageImportTest.class.getResourceAsStream("/sample/focus_1.0_sample_200.csv")) {
            focus = in.readAllBytes();
        }
        var report = world.run(world.file("focus.csv", focus));
        assertCounts(report, 200, 7, 0, 193);
        assertThat(MeteredWorld.reasons(report).getFirst()).startsWith("3: ").contains("Atlas Orion");
        assertThat(world.number("select quantity from usage_rollup where dimensions ->> 'ChargeId' = '11472'"))
                .isEqualByComparingTo("2");
    }

    @Test
    void badRowsAreNamedAndGoodOnesGoIn() {
        var report = world.run(world.file(
                "bad.csv",
                String.join(
                        "\n",
                        "id,customer,event,time,quantity,region",
                        "1,acme,api_call,2026-10-03T10:00:00Z,1,eu",
                        "2,nobody,api_call,2026-10-03T10:00:00Z,1,eu",
                        "3,acme,unheard_of,2026-10-03T10:00:00Z,1,eu",
                        "4,acme,api_call,2026-10-03 10:00:00,1,eu",
                        "5,acme,api_call,yesterday,1,eu",
                        "6,acme,api_call,2026-10-03T10:00:00Z,-1,eu",
                        "7,acme,api_call,2026-10-03T10:00:00Z,1e30,eu",
                        "8,acme,api_call,2026-10-03T10:00:00Z,0.0000000000001,eu",
                        "9,acme,api_call,2026-10-03T10:00:00Z,\"1,5\",eu",
                        "10,acme,api_call,1999-12-31T23:59:59Z,1,eu",
                        "11,acme,api_call,2026-11-03T09:00:01Z,1,eu",
                        "12,acme,api_call,2026-10-03T10:00:00Z,1",
                        ",acme,api_call,2026-10-03T10:00:00Z,1,eu",
                        "x".repeat(300) + ",acme,api_call,2026-10-03T10:00:00Z,1,eu",
                        "15,acme,api_call,2026-02-30T10:00:00Z,1,eu",
                        "16,acme,api_call,2026-10-03T10:00:00Z,NaN,eu",
                        "17,acme,api_call,2026-10-03T10:00:00Z,1e999999999,eu",
                        "18,acme,api_call,2026-10-03T10:00:00Z,0x10,eu",
                        "19,acme,api_call,2026-11-03T09:00:00Z,1,eu",
                        "20,acme,compute,2026-10-03T10:00:00Z,1,eu",
                        "21,Zoë & Söhne,api_call,2026-10-03T10:00:00Z,1,eu")));
        assertCounts(report, 21, 3, 0, 18);
        assertThat(MeteredWorld.reasons(report))
                .satisfiesExactly(
                        reason -> assertThat(reason).startsWith("3: ").contains("nobody"),
                        reason -> assertThat(reason).startsWith("4: ").contains("unheard_of"),
                        reason -> assertThat(reason).startsWith("5: ").contains("--timezone"),
                        reason -> assertThat(reason).startsWith("6: ").contains("yesterday"),
                        reason -> assertThat(reason).startsWith("7: ").contains("negative"),
                        reason -> assertThat(reason).startsWith("8: ").contains("quantity"),
                        reason -> assertThat(reason).startsWith("9: ").contains("decimals"),
                        reason -> assertThat(reason).startsWith("10: ").contains("1,5"),
                        reason -> assertThat(reason).startsWith("11: ").contains("2000"),
                        reason -> assertThat(reason).startsWith("12: ").contains("ahead"),
                        reason -> assertThat(reason).startsWith("13: ").contains("5 fields"),
                        reason -> assertThat(reason).startsWith("14: ").contains("id"),
                        reason -> assertThat(reason).startsWith("15: ").contains("id"),
                        reason -> assertThat(reason).startsWith("16: ").contains("timestamp"),
                        reason -> assertThat(reason).startsWith("17: ").contains("NaN"),
                        reason -> assertThat(reason).startsWith("18: ").contains("quantity"),
                        reason -> assertThat(reason).startsWith("19: ").contains("0x10"),
                        reason -> assertThat(reason).startsWith("21: ").contains("cores"));
    }

    @Test
    void zerosThatOnlySayHowANumberWasWrittenStopNothing() {
        String event =
                "{\"id\":\"%s\",\"customer\":\"acme\",\"event\":\"api_call\",\"time\":\"2026-10-03T10:00:00Z\",\"quantity\":%s}";
        var report = world.run(world.file(
                "zeros.jsonl",
                String.join(
                        "\n",
                        event.formatted("z1", "1"),
                        event.formatted("z2", "\"0e-400000000\""),
                        event.formatted("z3", "0e-400000000"),
                        event.formatted("z4", "\"0e400000000\""),
                        event.formatted("z5", "1.0000000000000"),
                        event.formatted("z6", "\"2.500000000000000\""),
                        event.formatted("z7", "1.0000000000001"),
                        event.formatted("z8", "3"))));
        assertCounts(report, 8, 7, 0, 1);
        assertThat(MeteredWorld.reasons(report))
                .singleElement()
                .satisfies(reason -> assertThat(reason).startsWith("7: ").contains("decimals"));
    }

    @Test
    void badJsonIsNamedByLine() {
        String event = "\"id\":\"%s\",\"customer\":\"acme\",\"event\":\"api_call\",\"time\":\"2026-10-03T10:00:00Z\"";
        String deep = "{" + event.formatted("deep") + ",\"properties\":{\"a\":" + "[".repeat(10_000)
                + "]".repeat(10_000) + "}}";
        var report = world.run(world.file(
                "bad.jsonl",
                String.join(
                        "\n",
                        "{" + event.formatted("good") + "}",
                        deep,
                        "{" + event.formatted("cut"),
                        "[1]",
                        "{\"id\":\"x\"}",
                        "{" + event.formatted("nul") + ",\"properties\":{\"a\":\"\\u0000\"}}",
                        "{" + event.formatted("half") + ",\"properties\":{\"a\":\"\\ud800\"}}",
                        "{" + event.formatted("huge") + ",\"properties\":{\"a\":1e999999999}}",
                        "{" + event.formatted("hugequantity") + ",\"quantity\":1e999999999}",
                        "{" + event.formatted("tiny") + ",\"quantity\":1e-999999999}",
                        "{" + event.formatted("twice") + ",\"id\":\"again\"}",
                        "{" + event.formatted("nul\\u0000") + "}",
                        "{" + event.formatted("version") + ",\"specversion\":\"0.3\"}",
                        "x".repeat(3_000_000),
                        "{" + event.formatted("last") + ",\"quantity\":\"0.000000000001\"}")));
        assertCounts(report, 15, 2, 0, 13);
        assertThat(MeteredWorld.reasons(report))
                .extracting(reason -> reason.substring(0, reason.indexOf(':')))
                .containsExactly("2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14");
    }

    @Test
    void aLineThatIsNotUtf8IsRejectedAloneAndAWholeFileAtOnce() {
        byte[] broken = GOOD.replace("umbrella", "umbr\u0001lla").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < broken.length; i++) {
            broken[i] = broken[i] == 1 ? (byte) 0xE9 : broken[i];
        }
        var report = world.run(world.file("broken.csv", broken));
        assertCounts(report, 2, 1, 0, 1);
        assertThat(MeteredWorld.reasons(report).getFirst()).startsWith("3: ").contains("UTF-8");

        String german = "id,customer,event,time,quantity\n"
                + "11,Zoë & Söhne,api_call,2026-10-03T10:00:00Z,1\n".repeat(5).replace("11,", "9,");
        Path latin = world.file("latin.csv", german.getBytes(StandardCharsets.ISO_8859_1));
        assertFails(latin, "usage.file.encoding", "--encoding");
        assertFails(
                world.file("utf16.csv", GOOD.getBytes(StandardCharsets.UTF_16)), "usage.file.encoding", "--encoding");
        assertFails(
                world.file("utf16le.csv", GOOD.getBytes(StandardCharsets.UTF_16LE)),
                "usage.file.encoding",
                "--encoding");
        var options =
                new ImportOptions(null, Map.of(), null, Charset.forName("ISO-8859-1"), null, false, false, 50_000);
        assertCounts(world.run(latin, options), 5, 1, 4, 0);
    }

    @Test
    void filesThatCannotBeReadAreRefusedWithTheWayOut() {
        assertFails(folder.resolve("nowhere.csv"), "usage.file.missing", "path");
        assertFails(folder, "usage.file.folder", "file");
        assertFails(world.file("empty.csv", ""), "usage.file.empty", "");
        assertFails(world.file("array.json", "[{}]"), "usage.file.array", "JSON Lines");
        assertFails(world.file("other.csv", "name,amount\nx,1\n"), "usage.mapping.incomplete", "--map");
        assertFails(world.file("twins.csv", "id,id,customer,event,time\n"), "usage.mapping.twins", "");
        var options = ImportOptions.DEFAULT.withMapping(Map.of("id", "nr"));
        assertThatThrownBy(() -> world.run(world.file("usage.csv", GOOD), options))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("usage.mapping.column"));
        assertThat(world.number("select count(*) from usage_event")).isZero();
    }

    @Test
    void anUnreadableRejectedFileIsSaidClearly() {
        Path file = world.file("bad.csv", GOOD.replace("acme", "nobody"));
        var options = ImportOptions.DEFAULT.withRejectedFile(folder.resolve("no/such/folder/rejected.csv"));
        assertThatThrownBy(() -> world.run(file, options))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.remedy()).contains("--rejected"));
    }

    @Test
    void theSameIdWithOtherContentIsADuplicateAndReported() {
        world.run(world.file("usage.csv", GOOD));
        String before = world.state();
        var report = world.run(world.file(
                "changed.csv",
                GOOD.replace("1.5", "99")
                        + GOOD.lines().skip(2).findFirst().orElseThrow().replace(",2,us", ",3,us")));
        assertCounts(report, 3, 0, 3, 0);
        assertThat(report.conflicts()).isEqualTo(2);
        assertThat(MeteredWorld.reasons(report))
                .hasSize(2)
                .allSatisfy(reason -> assertThat(reason).contains("other content"));
        assertThat(world.state()).isEqualTo(before);
    }

    @Test
    void manyNewEventsWithSomeKnownOnesAmongThem() {
        assertCounts(world.run(world.file("first.csv", many(0, 3_000, 1))), 3_000, 3_000, 0, 0);

        var report = world.run(
                world.file("next.csv", many(2_990, 6_000, 1) + "2989,acme,api_call,2026-10-01T00:00:00Z,5,eu\n"));

        assertCounts(report, 3_011, 3_000, 11, 0);
        assertThat(report.conflicts()).isOne();
        assertThat(world.number("select sum(quantity) from usage_rollup where meter_code = 'calls'"))
                .isEqualByComparingTo("6000");
        assertThat(world.number("select count(*) from usage_key")).isEqualByComparingTo("6000");
        assertThat(world.rollupDifferences()).isZero();
    }

    private static String many(int from, int to, int quantity) {
        var text = new StringBuilder("id,customer,event,time,quantity,region\n");
        for (int i = from; i < to; i++) {
            text.append(i)
                    .append(",acme,api_call,2026-10-01T00:00:00Z,")
                    .append(quantity)
                    .append(",eu\n");
        }
        return text.toString();
    }

    @Test
    void aDryRunSaysTheSameAndStoresNothing() {
        Path file = world.file(
                "usage.csv",
                GOOD + GOOD.lines().skip(1).findFirst().orElseThrow() + "\n"
                        + "9,nobody,api_call,2026-10-03T10:00:00Z,1,eu\n");
        var dry = world.run(file, ImportOptions.DEFAULT.withDryRun(true).withBatchSize(1));
        assertCounts(dry, 4, 2, 1, 1);
        assertThat(world.number("select count(*) from usage_event")).isZero();
        assertThat(world.number("select count(*) from import_batch")).isZero();
        assertThat(world.number("select count(*) from pg_class where relname ~ 'usage_event_2'"))
                .isZero();
        assertCounts(world.run(file), 4, 2, 1, 1);
    }

    @Test
    void aQuoteThatIsNeverClosedCostsItsOwnLineOnly() {
        var text = new StringBuilder("id,customer,event,time,quantity,region\n")
                .append("broken,acme,api_call,2026-10-03T10:00:00Z,1,\"eu\n");
        for (int i = 0; i < 10_000; i++) {
            text.append(i).append(",acme,api_call,2026-10-03T10:00:00Z,1,eu\n");
        }
        var report = world.run(world.file("quote.csv", text.toString()));
        assertCounts(report, 10_001, 10_000, 0, 1);
        assertThat(MeteredWorld.reasons(report).getFirst()).startsWith("2: ").contains("never closed");
    }

    @Test
    void aQuotedFieldMayRunOverLines() {
        String note = "a line\n".repeat(1_000);
        var report = world.run(world.file(
                "note.csv",
                "id,customer,event,time,quantity,note\n"
                        + "1,acme,api_call,2026-10-03T10:00:00Z,1,\"" + note + "\"\n"
                        + "2,acme,api_call,2026-10-03T10:00:00Z,1,\"he said \"\"no\"\"\"\n"
                        + "3,nobody,api_call,2026-10-03T10:00:00Z,1,x\n"));
        assertCounts(report, 3, 2, 0, 1);
        assertThat(MeteredWorld.reasons(report).getFirst()).startsWith("1004: ");
        assertThat(world.number("select count(*) from usage_event where properties ->> 'note' = 'he said \"no\"'"))
                .isEqualByComparingTo("1");
    }

    @Test
    void linesThatAllOpenQuotesDoNotHang() {
        String text = "id,customer,event,time,quantity,region\n" + "a\",\"\n".repeat(200_000);
        assertCounts(world.run(world.file("quotes.csv", text)), 200_000, 0, 0, 200_000);
    }

    @Test
    void packedFilesAreRead() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(GOOD.getBytes(StandardCharsets.UTF_8));
        }
        assertCounts(world.run(world.file("usage.csv.gz", packed.toByteArray())), 2, 2, 0, 0);
        byte[] cut = java.util.Arrays.copyOf(packed.toByteArray(), packed.size() - 12);
        assertFails(world.file("cut.csv.gz", cut), "usage.file.unreadable", "");
    }

    @Test
    void batchesOfAnySizeGiveTheSameState() throws Exception {
        var text = new StringBuilder("id,customer,event,time,quantity,region\n");
        for (int i = 0; i < 500; i++) {
            text.append("e%d,%s,api_call,2026-%02d-03T%02d:00:00Z,%d.%03d,%s%n"
                    .formatted(
                            i % 450,
                            i % 3 == 0 ? "acme" : "umbrella",
                            i % 10 + 1,
                            i % 24,
                            i,
                            i % 1000,
                            i % 2 == 0 ? "eu" : "us"));
        }
        Path file = world.file("many.csv", text.toString());
        world.run(file, ImportOptions.DEFAULT.withBatchSize(7));
        assertThat(world.rollupDifferences()).isZero();
        try (MeteredWorld other = MeteredWorld.in(folder)) {
            other.run(file);
            assertThat(other.state()).isEqualTo(world.state());
        }
        assertThat(Files.exists(folder.resolve("many.csv.rejected.csv"))).isTrue();
    }

    private void assertFails(Path file, String code, String remedy) {
        assertThatThrownBy(() -> world.run(file)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.summary()).isNotBlank();
            assertThat(failure.remedy()).contains(remedy);
        });
    }

    private static void assertCounts(ImportReport report, long read, long accepted, long duplicates, long rejected) {
        assertThat(report)
                .extracting(
                        ImportReport::read, ImportReport::accepted, ImportReport::duplicates, ImportReport::rejected)
                .as(() -> String.join("\n", MeteredWorld.reasons(report)))
                .containsExactly(read, accepted, duplicates, rejected);
    }
}
