package org.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.countinghouse.catalog.Aggregation;
import org.countinghouse.catalog.Meter;
import org.countinghouse.work.Failure;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mutated files never end the program or make it hang: each row is an event or has a reason. */
class ReaderFuzzTest {
    private static final List<String> SEEDS = List.of("""
            id,customer,event,time,quantity,region
            1,acme,calls,2026-10-03T10:00:00Z,1.5,"e""u"
            2,acme,calls,1790000000,2,us
            """, """
            {"id":"1","customer":"acme","event":"calls","time":"2026-10-03T10:00:00.123456789+05:30","quantity":1e3,"properties":{"a":[1,{"b":null}]}}
            {"specversion":"1.0","id":"2","source":"/s","type":"calls","subject":"acme","time":"2026-10-03T10:00:00Z","data":{"quantity":"2"}}
            """, """
            "ChargePeriodStart","PricingQuantity","SubAccountId","ProviderName","Id","SubAccountName"
            "2024-09-18 22:00:00",2.00000000000,"1","AWS",11472,"acme"
            """);
    private static final byte[][] TOKENS = {
        {'"'},
        {','},
        {'\n'},
        {0},
        {(byte) 0xFF},
        {(byte) 0xC3},
        {'{'},
        {'['},
        {'}'},
        {'\\', 'u', 'd', '8', '0', '0'},
        {'-'},
        {'1', 'e', '9', '9', '9', '9', '9', '9', '9', '9', '9'},
        {'\r'},
        {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}
    };

    @TempDir
    private Path folder;

    @Test
    void mutatedFilesAreReadToTheirEnd() throws IOException {
        fuzz(3_000, 20261121);
    }

    @Test
    @Tag("faults")
    void aMillionMutatedFilesAreReadToTheirEnd() throws IOException {
        fuzz(1_000_000, 1);
    }

    private void fuzz(int files, long seed) throws IOException {
        var random = new Random(seed);
        var check = new EventCheck(
                Map.of("acme", 1L),
                List.of(Meter.of("calls", Aggregation.SUM, null, null)),
                Instant.parse("2026-11-01T00:00:00Z"),
                false);
        Path file = folder.resolve("fuzz");
        for (int i = 0; i < files; i++) {
            byte[] bytes = mutate(SEEDS.get(i % SEEDS.size()).getBytes(StandardCharsets.UTF_8), random);
            Files.write(file, bytes);
            long start = System.nanoTime();
            try {
                read(file, check);
            } catch (Failure told) {
                assertThat(told.code()).startsWith("usage.");
            } catch (RuntimeException | Error e) {
                throw new AssertionError(
                        "file " + i + " of seed " + seed + ": " + new String(bytes, StandardCharsets.ISO_8859_1), e);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    private static void read(Path file, EventCheck check) throws IOException {
        try (UsageReader reader = UsageReaders.open(file, ImportOptions.DEFAULT).reader()) {
            for (ReadResult row = reader.next(); row != null; row = reader.next()) {
                if (row instanceof ReadResult.Event event) {
                    try {
                        BigDecimal quantity = check.check(event).event().quantity();
                        assertThat(quantity == null || quantity.toPlainString().length() < 200)
                                .isTrue();
                    } catch (BadRow bad) {
                        assertThat(bad.reason()).isNotBlank().hasSizeLessThan(300);
                    }
                }
            }
        }
    }

    private static byte[] mutate(byte[] seed, Random random) {
        byte[] bytes = seed.clone();
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(bytes.length + 1);
            switch (random.nextInt(4)) {
                case 0 -> bytes = splice(bytes, at, at, TOKENS[random.nextInt(TOKENS.length)]);
                case 1 -> bytes = splice(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(8)), new byte[0]);
                case 2 ->
                    bytes = splice(bytes, at, Math.min(bytes.length, at + 1), new byte[] {(byte) random.nextInt()});
                default -> {
                    int from = random.nextInt(bytes.length + 1);
                    int to = Math.min(bytes.length, from + random.nextInt(40));
                    bytes = splice(bytes, at, at, java.util.Arrays.copyOfRange(bytes, from, to));
                }
            }
        }
        return bytes;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] insert) {
        byte[] result = new byte[from + insert.length + bytes.length - to];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(insert, 0, result, from, insert.length);
        System.arraycopy(bytes, to, result, from + insert.length, bytes.length - to);
        return result;
    }
}
